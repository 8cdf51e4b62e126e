import { formatValue } from '../../format/unit.ts';
import type { ChartSeries, TimeChartModel } from './time-chart-model.ts';

/** Which curves crossed a limit between two drawings of one chart, in words; a new curve is no crossing. */
export function thresholdCrossings(before: TimeChartModel, after: TimeChartModel): readonly string[] {
  const lastBefore = new Map(before.series.map((one) => [one.id, lastValue(one)]));
  return after.series.flatMap((one) => {
    const [was, now] = [lastBefore.get(one.id), lastValue(one)];
    if (was === undefined || now === undefined) return [];
    return after.thresholds.flatMap(({ value, label }) => {
      if (was > value === now > value) return [];
      const direction = now > value ? 'above' : 'below';
      return [
        `${one.name} is ${direction} ${label} ${formatValue(value, after.unit)} now: ${formatValue(now, after.unit)}.`,
      ];
    });
  });
}

function lastValue({ points }: ChartSeries): number | undefined {
  return points.findLast(([, value]) => value !== null)?.[1] ?? undefined;
}
