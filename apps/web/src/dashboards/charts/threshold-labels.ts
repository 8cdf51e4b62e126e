import type { NiceAxis } from './nice-axis.ts';
import type { Threshold } from './time-chart-model.ts';

/** Where a threshold's name stands: over or under its line; undefined = no room, the line speaks for itself. */
export type LabelPlace = 'insideEndTop' | 'insideEndBottom' | undefined;

/** Height of a label with its air, px. */
const LABEL_PX = 16;

/** Places for the names of thresholds on a plot of `height` px: the worst one first, none over another or outside the plot. */
export function thresholdLabels(
  thresholds: readonly Threshold[],
  axis: Pick<NiceAxis, 'min' | 'max'>,
  height: number,
): readonly LabelPlace[] {
  const taken: (readonly [number, number])[] = [];
  const places = new Map<Threshold, LabelPlace>();
  for (const threshold of thresholds.toReversed()) {
    const y = ((axis.max - threshold.value) / (axis.max - axis.min)) * height;
    const options = [
      ['insideEndTop', y - LABEL_PX, y],
      ['insideEndBottom', y, y + LABEL_PX],
    ] as const;
    const found = options.find(
      ([, top, bottom]) =>
        top >= -2 && bottom <= height + 2 && taken.every(([from, to]) => bottom <= from || top >= to),
    );
    if (found) taken.push([found[1], found[2]]);
    places.set(threshold, found?.[0]);
  }
  return thresholds.map((threshold) => places.get(threshold));
}
