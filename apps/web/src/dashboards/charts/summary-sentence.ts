import { formatValue } from '../../format/unit.ts';
import { clock } from '../../format/time.ts';
import { durationLabel } from '../../time/duration.ts';
import { breakAtGaps } from './gaps.ts';
import { seriesFigures } from './chart-numbers.ts';
import type { TimeChartModel } from './time-chart-model.ts';

/**
 * The chart in one sentence, computed from its data: what a screen reader says and what a picture's text says.
 * "TTFT p95, 1 h, 3 lines. Highest 1.9 s at 13:52 on replica-2, above TTFT alert (1 s). Gaps in 1 line."
 */
export function summarySentence(title: string, model: TimeChartModel, zone: string): string {
  const drawn = model.series.filter(({ points }) => points.some(([, value]) => value !== null));
  const range = durationLabel(Math.round((model.endMs - model.startMs) / 1000) * 1000);
  if (drawn.length === 0) return `${title}, ${range}: no samples.`;
  const highest = highestOf(drawn);
  const over = model.thresholds.findLast(
    (threshold) => highest !== undefined && highest.value > threshold.value,
  );
  const where = drawn.length > 1 && highest ? ` on ${highest.name}` : '';
  const limit = over ? `, above ${over.label} (${formatValue(over.value, model.unit)})` : '';
  const last = drawn.length === 1 && drawn[0] ? seriesFigures(drawn[0].points).last : undefined;
  const now = last === undefined ? '' : ` Last ${formatValue(last, model.unit)}.`;
  const gaps = drawn.filter(
    ({ points }) => breakAtGaps(points, model.stepMs * 1.5).line.length > points.length,
  ).length;
  return [
    `${title}, ${range}, ${drawn.length} ${drawn.length === 1 ? 'line' : 'lines'}.${now}`,
    highest
      ? ` Highest ${formatValue(highest.value, model.unit)} at ${clock(highest.atMs, zone, false)}${where}${limit}.`
      : '',
    gaps === 0 ? '' : ` Gaps in ${gaps} ${gaps === 1 ? 'line' : 'lines'}.`,
  ].join('');
}

function highestOf(
  series: TimeChartModel['series'],
): { atMs: number; value: number; name: string } | undefined {
  let best: { atMs: number; value: number; name: string } | undefined;
  for (const { name, points } of series) {
    for (const [atMs, value] of points) {
      if (value !== null && Number.isFinite(value) && (best === undefined || value > best.value))
        best = { atMs, value, name };
    }
  }
  return best;
}
