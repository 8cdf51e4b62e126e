import type { BarChartOptions } from '@perses-dev/bar-chart-plugin';
import { seriesValue } from './series-value.ts';
import type { ChartSeries } from './time-chart-model.ts';

/** One bar: its value, its length as a share of the longest one, and its share of all. */
export interface BarRow {
  readonly id: string;
  readonly name: string;
  readonly value: number | null;
  readonly share: number;
  readonly ofTotal: number;
}

/** The bars of a panel in the order its document asks for; without one as answered. */
export function barRows(
  series: readonly ChartSeries[],
  options: Pick<BarChartOptions, 'calculation' | 'sort'>,
): readonly BarRow[] {
  const values = series.map((one) => ({
    id: one.id,
    name: one.name,
    value: seriesValue(options.calculation, one.points),
  }));
  const sizes = values.map(({ value }) =>
    value !== null && Number.isFinite(value) ? Math.max(0, value) : 0,
  );
  const longest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const total = sizes.reduce((a, b) => a + b, 0);
  const rows = values.map((row, index) => {
    const size = sizes[index] ?? 0;
    return { ...row, share: longest === 0 ? 0 : size / longest, ofTotal: total === 0 ? 0 : size / total };
  });
  if (options.sort === undefined) return rows;
  const direction = options.sort === 'asc' ? 1 : -1;
  return rows.toSorted(
    (a, b) => direction * ((a.value ?? Number.NEGATIVE_INFINITY) - (b.value ?? Number.NEGATIVE_INFINITY)),
  );
}
