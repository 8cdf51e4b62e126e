import type { JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { text } from './loose-json.ts';

/** The one number that a panel shows of each series; Grafana's default is the last number. */
export function convertCalculation(value: JsonValue | undefined, notes: NoteTaker): string {
  const name = text(value);
  if (name === undefined) return 'last-number';
  const found = calculations.get(name);
  if (found !== undefined) return found;
  notes.attention(`calculation ${name}`, 'Perses does not have it: the last number is shown');
  return 'last-number';
}

/** The columns of a legend, in Grafana's order, each once. */
export function convertLegendValues(names: readonly JsonValue[], notes: NoteTaker): readonly string[] {
  const found = names.flatMap((value) => {
    const name = text(value) ?? '';
    const calculation = calculations.get(name);
    if (calculation === undefined) notes.minor(`legend value ${name}`, 'Perses has no such calculation');
    return calculation ?? [];
  });
  return [...new Set(found)];
}

const calculations: ReadonlyMap<string, string> = new Map([
  ['first', 'first'],
  ['firstNotNull', 'first-number'],
  ['last', 'last'],
  ['lastNotNull', 'last-number'],
  ['current', 'last-number'],
  ['mean', 'mean'],
  ['avg', 'mean'],
  ['sum', 'sum'],
  ['total', 'sum'],
  ['min', 'min'],
  ['max', 'max'],
]);
