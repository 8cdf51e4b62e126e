import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertColour } from './convert-colour.ts';
import { convertAxisFormat } from './convert-format.ts';
import { convertLegend } from './convert-legend.ts';
import { convertGraphThresholds, convertThresholds } from './convert-thresholds.ts';
import type { GrafanaPanel } from './grafana-panel.ts';
import { entries, finite, firstOf, given, members, objects, text } from './loose-json.ts';

/** `timeseries` (Grafana 8 on) as the spec of a TimeSeriesChart. */
export function convertTimeSeries(
  panel: GrafanaPanel,
  targets: readonly JsonObject[],
  notes: NoteTaker,
): JsonObject {
  const { custom, defaults } = panel;
  const isShown = (text(members(custom['thresholdsStyle'])['mode']) ?? 'off') !== 'off';
  if (members(custom['scaleDistribution'])['type'] === 'log')
    notes.attention('logarithmic axis', 'Perses has linear axes');
  if (members(defaults['color'])['mode'] === 'fixed')
    notes.minor('one fixed colour', 'the palette of Perses is used');
  if (objects(defaults['mappings']).length > 0)
    notes.minor('value mappings', 'Perses charts over time have none');
  return {
    ...given('legend', convertLegend(panel, notes)),
    ...yAxis(
      convertAxisFormat(defaults['unit'], defaults['decimals'], text(custom['axisLabel']), notes),
      finite(firstOf(defaults['min'], custom['axisSoftMin'])),
      finite(firstOf(defaults['max'], custom['axisSoftMax'])),
      custom['axisPlacement'] !== 'hidden',
    ),
    ...given('thresholds', isShown ? convertThresholds(defaults['thresholds']) : undefined),
    ...visual(visualOf(custom, notes)),
    ...querySettings(panel, targets, notes),
  };
}

/** `graph` (before Grafana 8) as the spec of a TimeSeriesChart. */
export function convertGraph(panel: GrafanaPanel, notes: NoteTaker): JsonObject {
  const { value, defaults } = panel;
  const [left = members(undefined), right] = objects(value['yaxes']);
  const grid = members(value['grid']);
  const scale = convertAxisFormat(
    firstOf(left['format'], entries(value['y_formats'])[0], defaults['unit']),
    firstOf(left['decimals'], value['decimals']),
    text(firstOf(left['label'], value['leftYAxisLabel'])),
    notes,
  );
  reportGraph(value, right, notes);
  if ((finite(left['logBase']) ?? 1) !== 1) notes.attention('logarithmic axis', 'Perses has linear axes');
  return {
    ...given('legend', convertLegend(panel, notes)),
    ...yAxis(
      scale,
      finite(firstOf(left['min'], grid['leftMin'])),
      finite(firstOf(left['max'], grid['leftMax'])),
      left['show'] !== false,
    ),
    ...given('thresholds', convertGraphThresholds(value['thresholds'])),
    ...visual({
      ...(value['bars'] === true ? { display: 'bar' } : {}),
      ...(value['lines'] === false ? {} : given('lineWidth', lineWidth(value['linewidth']))),
      ...(value['lines'] === false ? {} : given('areaOpacity', share(value['fill'], 10))),
      ...(value['points'] === true ? { showPoints: 'always' } : {}),
      ...(value['stack'] === true ? { stack: 'all' } : {}),
      ...(value['nullPointMode'] === 'connected' ? { connectNulls: true } : {}),
    }),
  };
}

function reportGraph(value: JsonObject, right: JsonObject | undefined, notes: NoteTaker): void {
  const overrides = objects(value['seriesOverrides']);
  if (overrides.some((one) => one['yaxis'] === 2)) {
    notes.attention(
      `right axis${right === undefined ? '' : ` (${text(right['format']) ?? 'short'})`}`,
      'Perses charts have one axis: all series use the left one',
    );
  }
  if (overrides.length > 0) notes.minor('settings of single series', 'series keep the settings of the panel');
  if (Object.keys(members(value['aliasColors'])).length > 0)
    notes.minor('colours of single series', 'the palette of Perses is used');
  if (value['percentage'] === true) notes.attention('stacking in percent', 'Perses stacks values');
  if (value['nullPointMode'] === 'null as zero')
    notes.minor('gaps drawn as 0', 'Perses leaves a gap or connects it');
  if (value['steppedLine'] === true) notes.minor('stepped lines', 'Perses draws straight ones');
  if (value['dashes'] === true) notes.minor('dashed lines', 'they are drawn solid');
  if (value['points'] === true && value['lines'] === false)
    notes.minor('points without lines', 'lines are drawn too');
}

function visualOf(custom: JsonObject, notes: NoteTaker): JsonObject {
  const stacking = text(members(custom['stacking'])['mode']) ?? 'none';
  if (stacking === 'percent') notes.attention('stacking in percent', 'Perses stacks values');
  if (custom['drawStyle'] === 'points') notes.minor('points without lines', 'lines are drawn too');
  if (text(custom['lineInterpolation'])?.startsWith('step') === true)
    notes.minor('stepped lines', 'Perses draws straight ones');
  if (typeof custom['spanNulls'] === 'number')
    notes.minor('gaps connected up to a limit', 'Perses connects all or none');
  return {
    ...(custom['drawStyle'] === 'bars' ? { display: 'bar' } : {}),
    ...given('lineWidth', lineWidth(custom['lineWidth'])),
    ...given('lineStyle', lineStyle(custom['lineStyle'])),
    ...given('areaOpacity', share(custom['fillOpacity'], 100)),
    ...(custom['showPoints'] === 'always' || custom['drawStyle'] === 'points'
      ? { showPoints: 'always' }
      : {}),
    ...(stacking === 'none' ? {} : { stack: 'all' }),
    ...(custom['spanNulls'] === true ? { connectNulls: true } : {}),
  };
}

/** Overrides by query become settings of that query; others are reported. */
function querySettings(panel: GrafanaPanel, targets: readonly JsonObject[], notes: NoteTaker): JsonObject {
  const settings = new Map<number, JsonObject>();
  for (const override of panel.overrides) {
    const queryIndex = matchedQuery(members(override['matcher']), targets);
    const properties = objects(override['properties']);
    const own = queryIndex === -1 ? {} : Object.assign({}, ...properties.map(settingOf));
    if (Object.keys(own).length < properties.length) {
      const names = properties.flatMap(({ id }) => text(id) ?? []).join(', ');
      const isAxis = properties.some(({ id }) => id === 'custom.axisPlacement' || id === 'unit');
      if (isAxis)
        notes.attention(`settings of single series (${names})`, 'Perses charts have one axis and one unit');
      else notes.minor(`settings of single series (${names})`, 'series keep the settings of the panel');
    }
    if (Object.keys(own).length > 0)
      settings.set(queryIndex, { ...settings.get(queryIndex), queryIndex, ...own });
  }
  return settings.size === 0 ? {} : { querySettings: [...settings.values()] };
}

function matchedQuery(matcher: JsonObject, targets: readonly JsonObject[]): number {
  const wanted = text(matcher['options']);
  switch (text(matcher['id']) ?? '') {
    case 'byFrameRefID':
      return targets.findIndex((target) => target['refId'] === wanted);
    case 'byName':
      return targets.findIndex((target) => wanted !== undefined && target['legendFormat'] === wanted);
    default:
      return -1;
  }
}

function settingOf({ id, value }: JsonObject): JsonObject {
  switch (text(id) ?? '') {
    case 'color': {
      const colour = convertColour(members(value)['fixedColor']);
      return colour === undefined ? {} : { colorMode: 'fixed', colorValue: colour };
    }
    case 'custom.lineStyle':
      return given('lineStyle', lineStyle(value));
    case 'custom.fillOpacity':
      return given('areaOpacity', share(value, 100));
    default:
      return {};
  }
}

function yAxis(
  { format, label }: { readonly format: JsonObject | undefined; readonly label: string | undefined },
  min: number | undefined,
  max: number | undefined,
  isShown: boolean,
): JsonObject {
  const axis = {
    ...(isShown ? {} : { show: false }),
    ...given('label', label),
    ...given('format', format),
    ...given('min', min),
    ...given('max', max),
  };
  return Object.keys(axis).length === 0 ? {} : { yAxis: axis };
}

function visual(settings: JsonObject): JsonObject {
  return Object.keys(settings).length === 0 ? {} : { visual: settings };
}

// The editor of Perses takes 0.25 to 3.
function lineWidth(value: JsonValue | undefined): number | undefined {
  const width = finite(value);
  return width === undefined ? undefined : Math.min(3, Math.max(0.25, width));
}

function lineStyle(value: JsonValue | undefined): string | undefined {
  const fill = text(members(value)['fill']);
  return fill === undefined ? undefined : lineStyles.get(fill);
}

const lineStyles: ReadonlyMap<string, string> = new Map([
  ['solid', 'solid'],
  ['dash', 'dashed'],
  ['dot', 'dotted'],
]);

function share(value: JsonValue | undefined, whole: number): number | undefined {
  const part = finite(value);
  return part === undefined ? undefined : Math.min(1, Math.max(0, part / whole));
}
