import { formatValue } from '../../format/unit.ts';
import { seriesFigures } from './chart-numbers.ts';
import type { Inked } from './colour-slots.ts';
import type { LegendForm } from './ChartLegend.tsx';
import type { NiceAxis } from './nice-axis.ts';
import type { PlotBox } from './plot-box.ts';
import type { InkedSeries, TimeChartModel } from './time-chart-model.ts';

/** Height of a label at the end of a line, px: a target that fingers hit. */
export const END_LABEL_PX = 24;
/** Most lines that are named at their ends. */
const MOST_LINES = 4;
/** A narrower plot needs its width for the curves, px. */
const PLOT_FROM_PX = 480;
/** Share of the width that the labels may take. */
const WIDTH_SHARE = 0.3;
/** Room of the y axis and of the right edge, px; the axis itself is known only later. */
const EDGES_PX = 60;
/** Swatch, gaps and edge of a label, and the mean width of a letter, px. */
const LABEL_EDGES_PX = 44;
const LETTER_PX = 7;

/** True where two to four lines are named at their ends instead of below the plot. */
export function areNamedAtEnds(
  form: LegendForm,
  model: Pick<TimeChartModel, 'display' | 'isStacked'>,
  inked: Inked,
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  const count = inked.series.length;
  return (
    form.kind === 'list' &&
    model.display === 'line' &&
    // The end of a stacked curve is not at its own value.
    !model.isStacked &&
    inked.band === undefined &&
    count >= 2 &&
    count <= MOST_LINES &&
    width - EDGES_PX >= PLOT_FROM_PX &&
    height >= count * END_LABEL_PX + 40
  );
}

/** Room right of the plot for the labels, px. */
export function endLabelRoom(
  series: readonly Pick<InkedSeries, 'name' | 'points'>[],
  unit: string,
  width: number,
): number {
  const texts = series.map(
    ({ name, points }) => `${name} ${formatValue(seriesFigures(points).last ?? null, unit)}`,
  );
  const longest = Math.max(0, ...texts.map((text) => text.length));
  return Math.min(Math.ceil(longest * LETTER_PX + LABEL_EDGES_PX), Math.floor(width * WIDTH_SHARE));
}

/** Every line with the upper edge of its label, px in the chart, from top to bottom; a line without samples comes last. */
export function lineEnds(
  series: readonly InkedSeries[],
  axis: Pick<NiceAxis, 'min' | 'max'>,
  plot: Pick<PlotBox, 'top' | 'height'>,
): readonly { readonly series: InkedSeries; readonly top: number }[] {
  const wanted = series
    .map((one) => {
      const last = one.points.findLast(([, value]) => value !== null && Number.isFinite(value))?.[1];
      const share = last === undefined || last === null ? 0 : (last - axis.min) / (axis.max - axis.min);
      return { series: one, middle: plot.top + (1 - Math.min(1, Math.max(0, share))) * plot.height };
    })
    .toSorted((a, b) => a.middle - b.middle);
  const tops = spread(
    wanted.map(({ middle }) => middle - END_LABEL_PX / 2),
    END_LABEL_PX,
    Math.max(0, plot.top - END_LABEL_PX / 2),
    plot.top + plot.height - END_LABEL_PX / 2,
  );
  return wanted.map((one, index) => ({ series: one.series, top: tops[index] ?? 0 }));
}

/**
 * Rising places moved apart until no two are nearer than `distance`, none under `low` or over `high` as far as there is room; a
 * place that nothing is near stays.
 */
export function spread(
  places: readonly number[],
  distance: number,
  low: number,
  high: number,
): readonly number[] {
  const moved = [...places];
  for (const [index, place] of moved.entries())
    moved[index] = Math.max(place, index === 0 ? low : (moved[index - 1] ?? low) + distance);
  let limit = high;
  for (let index = moved.length - 1; index >= 0; index -= 1) {
    moved[index] = Math.max(low + index * distance, Math.min(moved[index] ?? low, limit));
    limit = (moved[index] ?? low) - distance;
  }
  return moved;
}
