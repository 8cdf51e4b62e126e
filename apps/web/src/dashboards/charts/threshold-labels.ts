import type { NiceAxis } from './nice-axis.ts';
import type { Threshold } from './time-chart-model.ts';

/** One written label: over or under the line it stands at, and the limits it names, lowest first. */
export interface ThresholdLabel {
  readonly place: 'insideEndTop' | 'insideEndBottom';
  readonly names: readonly Threshold[];
}

/** Height of a label with its air, px. */
const LABEL_PX = 16;

/**
 * The labels of thresholds on a plot of `height` px, none over another or outside the plot: the worst limit is written first, and a limit
 * without room is named in the nearest label; undefined = no label at this line.
 */
export function thresholdLabels(
  thresholds: readonly Threshold[],
  axis: Pick<NiceAxis, 'min' | 'max'>,
  height: number,
): readonly (ThresholdLabel | undefined)[] {
  const yOf = ({ value }: Threshold): number => ((axis.max - value) / (axis.max - axis.min)) * height;
  const written: { at: Threshold; place: ThresholdLabel['place']; top: number; names: Threshold[] }[] = [];
  const homeless: Threshold[] = [];
  for (const threshold of thresholds.toReversed()) {
    const y = yOf(threshold);
    const found = (
      [
        ['insideEndTop', y - LABEL_PX],
        ['insideEndBottom', y],
      ] as const
    ).find(
      ([, top]) =>
        top >= -2 &&
        top + LABEL_PX <= height + 2 &&
        written.every((other) => Math.abs(other.top - top) >= LABEL_PX),
    );
    if (found) written.push({ at: threshold, place: found[0], top: found[1], names: [threshold] });
    else homeless.push(threshold);
  }
  for (const threshold of homeless) {
    const [nearest] = written.toSorted(
      (a, b) => Math.abs(yOf(a.at) - yOf(threshold)) - Math.abs(yOf(b.at) - yOf(threshold)),
    );
    nearest?.names.push(threshold);
  }
  return thresholds.map((threshold) => {
    const label = written.find(({ at }) => at === threshold);
    return label && { place: label.place, names: label.names.toSorted((a, b) => a.value - b.value) };
  });
}
