import type { JsonObject } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertCalculation } from './convert-calculation.ts';
import { convertColour } from './convert-colour.ts';
import { convertFormat } from './convert-format.ts';
import { asMappings, readValueRules } from './convert-mappings.ts';
import { convertSinglestatThresholds, convertThresholds } from './convert-thresholds.ts';
import type { GrafanaPanel } from './grafana-panel.ts';
import { entries, finite, firstOf, given, members, objects, text } from './loose-json.ts';

/** `stat` as the spec of a StatChart. */
export function convertStat(
  panel: GrafanaPanel,
  targets: readonly JsonObject[],
  notes: NoteTaker,
): JsonObject {
  const { options, defaults, value } = panel;
  const mappings = asMappings(readValueRules(defaults['mappings'], value, notes));
  const names = /^\{\{\s*(\w+)\s*\}\}$/.exec(text(targets[0]?.['legendFormat']) ?? '')?.[1];
  reportTexts(value, notes);
  if (members(options['reduceOptions'])['values'] === true)
    notes.attention('all values instead of one', 'Perses shows one number per series');
  if (panel.overrides.length > 0)
    notes.minor('settings of single series', 'series keep the settings of the panel');
  return {
    calculation: calculationOf(panel, notes),
    format: convertFormat(defaults['unit'], defaults['decimals'], notes) ?? { unit: 'decimal' },
    ...(options['textMode'] === 'name' ? given('metricLabel', names) : {}),
    ...given('thresholds', convertThresholds(defaults['thresholds'])),
    ...(options['graphMode'] === 'area' ? { sparkline: {} } : {}),
    ...given('valueFontSize', finite(members(options['text'])['valueSize'])),
    ...(mappings.length === 0 ? {} : { mappings }),
  };
}

/** `singlestat` (before Grafana 7) as the spec of a StatChart, or of a GaugeChart where its gauge is on. */
export function convertSinglestat(
  panel: GrafanaPanel,
  notes: NoteTaker,
): { readonly kind: string; readonly spec: JsonObject } {
  const { value } = panel;
  const calculation = convertCalculation(value['valueName'] ?? 'avg', notes);
  const format = convertFormat(value['format'], value['decimals'], notes) ?? { unit: 'decimal' };
  const thresholds = convertSinglestatThresholds(value);
  const gauge = members(value['gauge']);
  const sparkline = members(value['sparkline']);
  reportTexts(value, notes);
  if (gauge['show'] === true) {
    const max = finite(gauge['maxValue']);
    return {
      kind: 'GaugeChart',
      spec: { calculation, format, ...given('thresholds', thresholds), ...given('max', max) },
    };
  }
  const mappings = asMappings(readValueRules(undefined, value, notes));
  return {
    kind: 'StatChart',
    spec: {
      calculation,
      format,
      ...given('thresholds', thresholds),
      ...(sparkline['show'] === true
        ? { sparkline: given('color', convertColour(sparkline['lineColor'])) }
        : {}),
      ...(mappings.length === 0 ? {} : { mappings }),
    },
  };
}

/** `gauge` as the spec of a GaugeChart. */
export function convertGauge(panel: GrafanaPanel, notes: NoteTaker): JsonObject {
  const { defaults } = panel;
  const min = finite(defaults['min']) ?? 0;
  if (min !== 0) notes.minor(`gauge from ${min}`, 'Perses gauges begin at 0');
  reportMappings(panel, notes);
  return {
    calculation: calculationOf(panel, notes),
    ...given('format', convertFormat(defaults['unit'], defaults['decimals'], notes)),
    ...given('thresholds', convertThresholds(defaults['thresholds'])),
    ...given('max', finite(defaults['max'])),
  };
}

/** `bargauge` and `barchart` as the spec of a BarChart. */
export function convertBars(panel: GrafanaPanel, notes: NoteTaker): JsonObject {
  const { defaults } = panel;
  reportMappings(panel, notes);
  if (objects(members(defaults['thresholds'])['steps']).length > 1)
    notes.minor('thresholds', 'Perses bars have none');
  return {
    calculation: calculationOf(panel, notes),
    ...given('format', convertFormat(defaults['unit'], defaults['decimals'], notes)),
    sort: 'desc',
  };
}

/** `piechart` as the spec of a PieChart. */
export function convertPie(
  panel: GrafanaPanel,
  legend: JsonObject | undefined,
  notes: NoteTaker,
): JsonObject {
  const { defaults, options, value } = panel;
  const labels = entries(options['displayLabels']);
  reportMappings(panel, notes);
  if ((options['pieType'] ?? value['pieType']) === 'donut')
    notes.minor('a ring', 'Perses draws a full circle');
  return {
    calculation: calculationOf(panel, notes),
    radius: 50,
    ...given('legend', legend),
    ...given(
      'format',
      convertFormat(firstOf(defaults['unit'], value['format']), defaults['decimals'], notes),
    ),
    ...(labels.includes('percent') ? { mode: 'percentage' } : {}),
  };
}

function calculationOf({ options, value }: GrafanaPanel, notes: NoteTaker): string {
  const reduce = members(options['reduceOptions']);
  const calcs = [...entries(reduce['calcs']), ...entries(members(options['fieldOptions'])['calcs'])];
  if (calcs.length > 1) notes.minor(`${calcs.length} calculations`, 'Perses shows the first');
  return convertCalculation(
    firstOf(calcs[0], members(options['valueOptions'])['stat'], value['valueName']),
    notes,
  );
}

function reportTexts(value: JsonObject, notes: NoteTaker): void {
  for (const name of ['prefix', 'postfix'] as const) {
    const word = text(value[name]);
    if (word !== undefined) notes.attention(`${name} ${word}`, 'Perses numbers have no text around them');
  }
}

function reportMappings({ defaults, overrides }: GrafanaPanel, notes: NoteTaker): void {
  if (objects(defaults['mappings']).length > 0)
    notes.attention('value mappings', 'this kind of panel has none in Perses');
  if (overrides.length > 0) notes.minor('settings of single series', 'series keep the settings of the panel');
}
