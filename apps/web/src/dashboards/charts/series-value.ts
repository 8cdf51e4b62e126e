import type { CalculationType } from '@perses-dev/core';
import { seriesFigures } from './chart-numbers.ts';
import type { Point } from './time-chart-model.ts';

/** One number for a curve, as a panel's document asks: the `-number` kinds skip missing samples. Null = no sample. */
export function seriesValue(calculation: CalculationType, points: readonly Point[]): number | null {
  const figures = seriesFigures(points);
  switch (calculation) {
    case 'last':
      return points.at(-1)?.[1] ?? null;
    case 'first':
      return points[0]?.[1] ?? null;
    case 'first-number':
      return figures.first ?? null;
    case 'mean':
      return figures.mean ?? null;
    case 'sum':
      return figures.sum ?? null;
    case 'min':
      return figures.min ?? null;
    case 'max':
      return figures.max ?? null;
    case 'last-number':
      return figures.last ?? null;
  }
}
