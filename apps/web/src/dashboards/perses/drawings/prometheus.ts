import type { DatasourceSelector } from '@perses-dev/core';
import {
  isVariableDatasource,
  parseVariables,
  replaceVariables,
  type DatasourceClientOptions,
  type GetVariableOptionsContext,
  type TimeSeriesQueryContext,
  type VariableOption,
} from '@perses-dev/plugin-system';
import {
  DEFAULT_PROM,
  getPrometheusTimeRange,
  healthCheck,
  labelNames,
  labelValues,
  metricMetadata,
  parseQuery,
  series,
  type InstantQueryResponse,
  type PrometheusClient,
  type RangeQueryResponse,
} from '@perses-dev/prometheus-plugin/lib/model';
import type {
  PrometheusDatasourceSpec,
  PrometheusLabelNamesVariableOptions,
  PrometheusLabelValuesVariableOptions,
  PrometheusPromQLVariableOptions,
} from '@perses-dev/prometheus-plugin/lib/plugins/types';
import { getTimeSeriesData } from '@perses-dev/prometheus-plugin/lib/plugins/prometheus-time-series-query/get-time-series-data';
import type { PrometheusTimeSeriesQuerySpec } from '@perses-dev/prometheus-plugin/lib/plugins/prometheus-time-series-query/time-series-query-model';
import { basePath } from '../../../api/base-path.ts';
import { request } from '../../../api/client.ts';
import { createCancels } from './cancels.ts';
import { createSharedAnswers } from './shared-answers.ts';

/** The Prometheus plugin for looking at one dashboard; equal questions that are under way at the same time are asked once. */
export function createPrometheus() {
  return {
    PrometheusDatasource: createDatasource(),
    PrometheusTimeSeriesQuery: createTimeSeriesQuery(),
    PrometheusLabelValuesVariable,
    PrometheusLabelNamesVariable,
    PrometheusPromQLVariable,
  };
}

/** A client whose questions end with a signal. */
interface AbortableClient extends PrometheusClient {
  readonly until: (signal: AbortSignal) => PrometheusClient;
}

/** The Prometheus datasource for looking: every question goes through the proxy of this origin, also where a document names a direct address. */
function createDatasource() {
  // One for all clients: the packages make a client for each question.
  const instants = createSharedAnswers<InstantQueryResponse>();
  const ranges = createSharedAnswers<RangeQueryResponse>();
  return {
    createClient: (
      _spec: PrometheusDatasourceSpec,
      { proxyUrl = '' }: DatasourceClientOptions,
    ): AbortableClient => {
      const options = { datasourceUrl: proxyUrl };
      const client = (signal: AbortSignal | undefined): PrometheusClient => ({
        options,
        healthCheck: healthCheck(options),
        instantQuery: (params) =>
          instants([proxyUrl, params], (its) => ask(proxyUrl, 'query', { ...params }, its), signal),
        rangeQuery: (params) =>
          ranges([proxyUrl, params], (its) => ask(proxyUrl, 'query_range', { ...params }, its), signal),
        labelNames: (params) => labelNames(params, options),
        labelValues: (params) => labelValues(params, options),
        metricMetadata: (params) => metricMetadata(params, options),
        series: (params) => series(params, options),
        parseQuery: (params) => parseQuery(params, options),
      });
      return { ...client(undefined), until: client };
    },
    getBuiltinVariableDefinitions: () => [],
    createInitialOptions: () => ({}),
  };
}

/** Asks Prometheus as upstream does, and ends with the signal, which upstream knows none of. */
function ask<Answer>(
  proxyUrl: string,
  endpoint: 'query' | 'query_range',
  params: Readonly<Record<string, string | number | undefined>>,
  signal: AbortSignal,
): Promise<Answer> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) body.set(name, String(value));
  // The address of a proxy has the page's own path before it already.
  const path = `${proxyUrl.slice(basePath().length)}/api/v1/${endpoint}`;
  return request<Answer>(path, { method: 'POST', body, signal });
}

/** The Prometheus query as upstream asks it, without its editor; `cancel` ends what is asked for a spec. */
function createTimeSeriesQuery() {
  const cancels = createCancels();
  return {
    getTimeSeriesData: (spec: PrometheusTimeSeriesQuerySpec, context: TimeSeriesQueryContext) =>
      cancels.during(spec, (signal) => getTimeSeriesData(spec, withSignal(context, signal))),
    cancel: cancels.cancel,
    createInitialOptions: () => ({ query: '' }),
    dependsOn: (spec: PrometheusTimeSeriesQuerySpec) => ({
      variables: [
        ...new Set([
          ...parseVariables(spec.query),
          ...parseVariables(spec.seriesNameFormat ?? ''),
          ...(isVariableDatasource(spec.datasource) ? parseVariables(spec.datasource) : []),
        ]),
      ],
    }),
  };
}

function withSignal(context: TimeSeriesQueryContext, signal: AbortSignal): TimeSeriesQueryContext {
  const { datasourceStore } = context;
  return {
    ...context,
    datasourceStore: {
      ...datasourceStore,
      getDatasourceClient: async <Client>(selector: DatasourceSelector): Promise<Client> => {
        const client = await datasourceStore.getDatasourceClient<
          Client & { readonly until?: (signal: AbortSignal) => Client }
        >(selector);
        return client.until?.(signal) ?? client;
      },
    },
  };
}

/** Values of a label, of the series that the matchers select. */
const PrometheusLabelValuesVariable = {
  getVariableOptions: async (
    spec: PrometheusLabelValuesVariableOptions,
    context: GetVariableOptionsContext,
  ) => {
    const client = await clientOf(spec.datasource, context);
    const { data } = await client.labelValues({
      labelName: replaceVariables(spec.labelName, context.variables),
      'match[]': matchersOf(spec.matchers, context),
      ...getPrometheusTimeRange(context.timeRange),
    });
    return { data: optionsOf(data) };
  },
  dependsOn: (spec: PrometheusLabelValuesVariableOptions) => ({
    variables: [
      ...(spec.matchers ?? []).flatMap((matcher) => parseVariables(matcher)),
      ...parseVariables(spec.labelName),
    ],
  }),
  createInitialOptions: () => ({ labelName: '' }),
};

/** Names of labels, of the series that the matchers select. */
const PrometheusLabelNamesVariable = {
  getVariableOptions: async (
    spec: PrometheusLabelNamesVariableOptions,
    context: GetVariableOptionsContext,
  ) => {
    const client = await clientOf(spec.datasource, context);
    const { data } = await client.labelNames({
      'match[]': matchersOf(spec.matchers, context),
      ...getPrometheusTimeRange(context.timeRange),
    });
    return { data: optionsOf(data) };
  },
  dependsOn: (spec: PrometheusLabelNamesVariableOptions) => ({
    variables: (spec.matchers ?? []).flatMap((matcher) => parseVariables(matcher)),
  }),
  createInitialOptions: () => ({}),
};

/** Values of a label in the answer of a query. */
const PrometheusPromQLVariable = {
  getVariableOptions: async (spec: PrometheusPromQLVariableOptions, context: GetVariableOptionsContext) => {
    const client = await clientOf(spec.datasource, context);
    const { data } = await client.instantQuery({ query: replaceVariables(spec.expr, context.variables) });
    const label = replaceVariables(spec.labelName, context.variables);
    const isLabelled = data?.resultType === 'vector' || data?.resultType === 'matrix';
    const values = isLabelled ? data.result.flatMap((one) => one.metric[label] ?? []) : [];
    return { data: optionsOf([...new Set(values)]) };
  },
  dependsOn: (spec: PrometheusPromQLVariableOptions) => ({
    variables: [...parseVariables(spec.expr), ...parseVariables(spec.labelName)],
  }),
  createInitialOptions: () => ({ expr: '', labelName: '' }),
};

function clientOf(
  datasource: PrometheusLabelNamesVariableOptions['datasource'],
  context: GetVariableOptionsContext,
): Promise<PrometheusClient> {
  return context.datasourceStore.getDatasourceClient<PrometheusClient>(datasource ?? DEFAULT_PROM);
}

function matchersOf(
  matchers: readonly string[] | undefined,
  context: GetVariableOptionsContext,
): string[] | undefined {
  return matchers?.map((matcher) => replaceVariables(matcher, context.variables));
}

function optionsOf(values: readonly string[] | undefined): VariableOption[] {
  return (values ?? []).map((value) => ({ value, label: value }));
}
