import type { KeyboardEvent } from 'react';
import { spokenValue } from '../../format/unit.ts';
import { isKey } from '../../shell/is-key.ts';
import { sampleNear } from './chart-numbers.ts';
import type { ChartSeries, TimeChartModel } from './time-chart-model.ts';

/** Where a key moves the crosshair: one step, ten with Ctrl, or the ends; undefined for other keys. */
export function keyTarget(
  event: KeyboardEvent,
  from: number | undefined,
  model: TimeChartModel,
): number | undefined {
  const by = model.stepMs * (event.ctrlKey || event.metaKey ? 10 : 1);
  if (isKey<'chart'>(event, 'ArrowLeft')) return (from ?? model.endMs + by) - by;
  if (isKey<'chart'>(event, 'ArrowRight')) return (from ?? model.startMs - by) + by;
  if (isKey<'chart'>(event, 'Home')) return model.startMs;
  return isKey<'chart'>(event, 'End') ? model.endMs : undefined;
}

/** Which way a key goes through the curves: ↑ is -1, ↓ is 1; undefined for other keys. */
export function seriesStep(event: Pick<KeyboardEvent, 'key'>): -1 | 1 | undefined {
  if (isKey<'chart'>(event, 'ArrowUp')) return -1;
  return isKey<'chart'>(event, 'ArrowDown') ? 1 : undefined;
}

/** The curve above or below the one that is read, by their values at an instant; the highest or the lowest where none is read yet. */
export function seriesBeside(
  series: readonly ChartSeries[],
  id: string | undefined,
  by: -1 | 1,
  at: { readonly atMs: number; readonly reachMs: number },
): ChartSeries | undefined {
  const ranked = series
    .map((one) => ({
      one,
      value: sampleNear(one.points, at.atMs, at.reachMs)?.[1] ?? Number.NEGATIVE_INFINITY,
    }))
    .toSorted((a, b) => (a.value === b.value ? 0 : b.value - a.value))
    .map(({ one }) => one);
  const index = ranked.findIndex((one) => one.id === id);
  if (index < 0) return by > 0 ? ranked[0] : ranked.at(-1);
  return ranked[Math.min(ranked.length - 1, Math.max(0, index + by))];
}

/** What is read aloud at an instant: the time and at most four values. */
export function spokenPoint(
  values: readonly (readonly [string, number | null])[],
  time: string,
  unit: string,
): string {
  const most = values.slice(0, 4).map(([name, value]) => `${name} ${spokenValue(value, unit)}`);
  return `${time}: ${most.join(', ')}${values.length > 4 ? `, ${values.length - 4} more` : ''}`;
}
