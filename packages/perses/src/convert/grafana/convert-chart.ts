import type { JsonObject } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertFormat } from './convert-format.ts';
import { convertLegend } from './convert-legend.ts';
import { asMappings, readValueRules } from './convert-mappings.ts';
import {
  convertBars,
  convertGauge,
  convertPie,
  convertSinglestat,
  convertStat,
} from './convert-single-value.ts';
import { convertOldTable, convertTable, reportTransformations } from './convert-table.ts';
import { convertThresholds } from './convert-thresholds.ts';
import { convertGraph, convertTimeSeries } from './convert-time-series.ts';
import type { GrafanaPanel } from './grafana-panel.ts';
import { finite, firstOf, given, members, text } from './loose-json.ts';

/** A Perses panel plugin with its spec. */
interface Chart {
  readonly kind: string;
  readonly spec: JsonObject;
}

/** The chart of a panel by its kind; undefined where Perses has none that the console brings. */
export function convertChart(
  panel: GrafanaPanel,
  targets: readonly JsonObject[],
  notes: NoteTaker,
): Chart | undefined {
  if (panel.type !== 'table') reportTransformations(panel, notes);
  switch (panel.type) {
    case 'timeseries':
      return { kind: 'TimeSeriesChart', spec: convertTimeSeries(panel, targets, notes) };
    case 'graph':
    case 'graph-old':
      return convertGraphByAxis(panel, notes);
    case 'stat':
      return { kind: 'StatChart', spec: convertStat(panel, targets, notes) };
    case 'singlestat':
    case 'grafana-singlestat-panel':
      return convertSinglestat(panel, notes);
    case 'gauge':
      return { kind: 'GaugeChart', spec: convertGauge(panel, notes) };
    case 'bargauge':
    case 'barchart':
      return { kind: 'BarChart', spec: convertBars(panel, notes) };
    case 'piechart':
    case 'grafana-piechart-panel':
      return { kind: 'PieChart', spec: convertPie(panel, convertLegend(panel, notes), notes) };
    case 'table':
      // A table of before Grafana 7 that was never opened in a newer one keeps its old shape.
      return {
        kind: 'Table',
        spec:
          panel.value['styles'] === undefined
            ? convertTable(panel, targets, notes)
            : convertOldTable(panel, targets, notes),
      };
    case 'table-old':
      return { kind: 'Table', spec: convertOldTable(panel, targets, notes) };
    case 'heatmap':
    case 'heatmap-new':
      return { kind: 'HeatMapChart', spec: convertHeatmap(panel, notes) };
    case 'histogram':
      return { kind: 'HistogramChart', spec: convertHistogram(panel, notes) };
    case 'status-history':
    case 'state-timeline':
    case 'flant-statusmap-panel':
      return { kind: 'StatusHistoryChart', spec: convertStatusHistory(panel, notes) };
    default:
      return undefined;
  }
}

/** The old graph drew over time, over series, or a histogram, by the mode of its axis. */
function convertGraphByAxis(panel: GrafanaPanel, notes: NoteTaker): Chart {
  switch (text(members(panel.value['xaxis'])['mode']) ?? '') {
    case 'series':
      return { kind: 'BarChart', spec: convertBars(panel, notes) };
    case 'histogram':
      return { kind: 'HistogramChart', spec: convertHistogram(panel, notes) };
    default:
      return { kind: 'TimeSeriesChart', spec: convertGraph(panel, notes) };
  }
}

function convertHeatmap({ options, value, defaults }: GrafanaPanel, notes: NoteTaker): JsonObject {
  const axis = members(firstOf(options['yAxis'], value['yAxis']));
  if (options['calculate'] === true || value['dataFormat'] === 'timeseries') {
    notes.attention(
      'buckets counted by Grafana',
      'Perses draws the buckets that Prometheus has: ask for a histogram',
    );
  }
  const unit = firstOf(axis['unit'], axis['format'], defaults['unit']);
  return {
    ...given('yAxisFormat', convertFormat(unit, axis['decimals'], notes)),
    showVisualMap: members(firstOf(options['legend'], value['legend']))['show'] !== false,
  };
}

function convertHistogram({ defaults }: GrafanaPanel, notes: NoteTaker): JsonObject {
  notes.attention(
    'buckets counted by Grafana',
    'Perses draws native histograms of Prometheus, not a count of values',
  );
  return {
    ...given('format', convertFormat(defaults['unit'], defaults['decimals'], notes)),
    ...given('min', finite(defaults['min'])),
    ...given('max', finite(defaults['max'])),
    ...given('thresholds', convertThresholds(defaults['thresholds'])),
  };
}

function convertStatusHistory(panel: GrafanaPanel, notes: NoteTaker): JsonObject {
  const mappings = asMappings(readValueRules(panel.defaults['mappings'], panel.value, notes));
  const mode = text(members(panel.defaults['color'])['mode']);
  if (mappings.length === 0 && mode === 'thresholds')
    notes.minor('colours by threshold', 'Perses colours values by mappings');
  return {
    ...given('legend', convertLegend(panel, notes)),
    ...(mappings.length === 0 ? {} : { mappings }),
  };
}
