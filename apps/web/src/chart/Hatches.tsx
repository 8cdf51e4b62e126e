import { hatchedSpans } from './hatched-spans.ts';
import type { InkedSeries } from '../dashboards/charts/time-chart-model.ts';
import styles from './Hatches.module.css';

/** Hatches the time without samples at both ends of a plot and ends stale curves in a hollow cap. */
export function Hatches({
  series,
  window,
  plot,
  axis,
  hasCaps,
}: {
  readonly series: readonly InkedSeries[];
  readonly window: { readonly startMs: number; readonly endMs: number; readonly stepMs: number };
  /** Place of the plot in the chart, px. */
  readonly plot: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  readonly axis: { readonly min: number; readonly max: number };
  /** False for stacks, whose curves do not end at their own value. */
  readonly hasCaps: boolean;
}) {
  const spans = hatchedSpans(series, window);
  const xOf = (atMs: number) => ((atMs - window.startMs) / (window.endMs - window.startMs)) * plot.width;
  const isStale = spans.some(({ edge }) => edge === 'after');
  return (
    <>
      {spans.map(({ edge, fromMs, toMs }) => (
        <div
          key={edge}
          data-picture="hatch"
          aria-hidden="true"
          className={styles['hatch']}
          style={{
            left: plot.left + xOf(fromMs),
            width: Math.max(0, xOf(toMs) - xOf(fromMs)),
            top: plot.top,
            height: plot.height,
          }}
        />
      ))}
      {isStale &&
        hasCaps &&
        series.flatMap(({ id, colour, points }) => {
          const last = points.findLast(([, value]) => value !== null);
          if (last === undefined || last[1] === null || axis.max === axis.min) return [];
          const share = (last[1] - axis.min) / (axis.max - axis.min);
          return [
            <div
              key={id}
              data-picture="cap"
              aria-hidden="true"
              className={styles['cap']}
              style={{
                left: plot.left + xOf(last[0]),
                top: plot.top + (1 - Math.min(1, Math.max(0, share))) * plot.height,
                borderColor: colour,
              }}
            />,
          ];
        })}
    </>
  );
}
