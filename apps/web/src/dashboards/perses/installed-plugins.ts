/** The types of plugin that the installed packages bring. */
export type InstalledPluginType = 'Panel' | 'Datasource' | 'TimeSeriesQuery' | 'Variable';

/** One plugin package: its name and version as published, and the kinds it brings as `[type, kind, shown name]`. */
export interface InstalledPlugin {
  readonly name: string;
  readonly version: string;
  readonly kinds: readonly (readonly [InstalledPluginType, string, string])[];
}

/** The plugin packages of the pinned set; a test compares the rows with the packages' own `package.json`. */
export const INSTALLED_PLUGINS = {
  timeseries: row('timeseries-chart', '0.10.2', [['Panel', 'TimeSeriesChart', 'Time series']]),
  stat: row('stat-chart', '0.10.0', [['Panel', 'StatChart', 'Stat']]),
  gauge: row('gauge-chart', '0.10.0', [['Panel', 'GaugeChart', 'Gauge']]),
  bar: row('bar-chart', '0.10.0', [['Panel', 'BarChart', 'Bar chart']]),
  table: row('table', '0.8.1', [['Panel', 'Table', 'Table']]),
  timeseriesTable: row('timeseries-table', '0.9.1', [['Panel', 'TimeSeriesTable', 'Time series table']]),
  markdown: row('markdown', '0.9.1', [['Panel', 'Markdown', 'Text (Markdown)']]),
  statusHistory: row('status-history-chart', '0.9.1', [['Panel', 'StatusHistoryChart', 'Status history']]),
  pie: row('pie-chart', '0.9.1', [['Panel', 'PieChart', 'Pie chart']]),
  heatmap: row('heatmap-chart', '0.3.0', [['Panel', 'HeatMapChart', 'Heatmap']]),
  histogram: row('histogram-chart', '0.10.0', [['Panel', 'HistogramChart', 'Histogram']]),
  scatter: row('scatter-chart', '0.8.1', [['Panel', 'ScatterChart', 'Scatter']]),
  prometheus: row('prometheus', '0.53.4', [
    ['Datasource', 'PrometheusDatasource', 'Prometheus'],
    ['TimeSeriesQuery', 'PrometheusTimeSeriesQuery', 'Prometheus query'],
    ['Variable', 'PrometheusLabelValuesVariable', 'Prometheus label values'],
    ['Variable', 'PrometheusLabelNamesVariable', 'Prometheus label names'],
    ['Variable', 'PrometheusPromQLVariable', 'PromQL result'],
  ]),
  staticList: row('static-list-variable', '0.5.2', [['Variable', 'StaticListVariable', 'Fixed list']]),
  datasource: row('datasource-variable', '0.4.0', [['Variable', 'DatasourceVariable', 'Datasource']]),
} as const satisfies Record<string, InstalledPlugin>;

/** The packages by short name. */
export type InstalledPluginKey = keyof typeof INSTALLED_PLUGINS;

/** True when a plugin of this type and kind is installed. */
export function isKindInstalled(type: InstalledPluginType, kind: string): boolean {
  const all: readonly InstalledPlugin[] = Object.values(INSTALLED_PLUGINS);
  return all.some((plugin) => plugin.kinds.some(([its, name]) => its === type && name === kind));
}

function row(name: string, version: string, kinds: InstalledPlugin['kinds']): InstalledPlugin {
  return { name: `@perses-dev/${name}-plugin`, version, kinds };
}
