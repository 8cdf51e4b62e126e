import type { JsonObject } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertLegendValues } from './convert-calculation.ts';
import type { GrafanaPanel } from './grafana-panel.ts';
import { entries, members } from './loose-json.ts';

/** The legend of a panel; undefined where it is hidden, which is how Perses hides it. */
export function convertLegend(panel: GrafanaPanel, notes: NoteTaker): JsonObject | undefined {
  const legend = members(panel.options['legend']);
  const old = members(panel.value['legend']);
  if (panel.options['legend'] === undefined && panel.value['legend'] !== undefined) {
    return oldLegend(old, notes);
  }
  if (legend['showLegend'] === false || legend['displayMode'] === 'hidden') return undefined;
  return printed(
    legend['placement'] === 'right',
    legend['displayMode'] === 'table',
    convertLegendValues(entries(legend['calcs']), notes),
  );
}

// The order in which the old graph printed them.
const oldValues = ['min', 'max', 'avg', 'current', 'total'] as const;

function oldLegend(legend: JsonObject, notes: NoteTaker): JsonObject | undefined {
  if (legend['show'] === false) return undefined;
  const shown = legend['values'] === false ? [] : oldValues.filter((name) => legend[name] === true);
  return printed(
    legend['rightSide'] === true,
    legend['alignAsTable'] === true,
    convertLegendValues(shown, notes),
  );
}

function printed(isRight: boolean, isTable: boolean, values: readonly string[]): JsonObject {
  return {
    position: isRight ? 'right' : 'bottom',
    mode: isTable ? 'table' : 'list',
    ...(values.length === 0 ? {} : { values }),
  };
}
