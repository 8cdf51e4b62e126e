/** The Prometheus plugin without its explorer page: the console has its own. */
export {
  PrometheusDatasource,
  PrometheusLabelNamesVariable,
  PrometheusLabelValuesVariable,
  PrometheusPromQLVariable,
  PrometheusTimeSeriesQuery,
} from '@perses-dev/prometheus-plugin';
