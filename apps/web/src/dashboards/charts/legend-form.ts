import type { LegendSpecOptions } from '@perses-dev/plugin-system';
import type { LegendForm } from './ChartLegend.tsx';
import type { SeriesFigures } from './chart-numbers.ts';

/** The legend a panel's document asks for; a list with last values where it asks for none, because lines need names. */
export function legendForm(legend: LegendSpecOptions | undefined): LegendForm {
  if (legend?.mode !== 'table') return { kind: 'list', columns: [] };
  const columns = (legend.values ?? []).flatMap((value) => COLUMNS[value] ?? []);
  return { kind: 'table', columns: columns.length === 0 ? ['last', 'mean', 'max'] : [...new Set(columns)] };
}

const COLUMNS: Readonly<Record<string, keyof SeriesFigures>> = {
  first: 'first',
  'first-number': 'first',
  last: 'last',
  'last-number': 'last',
  mean: 'mean',
  min: 'min',
  max: 'max',
  sum: 'sum',
};
