import type { Workload } from '@hecate/server/contract';
import type { TimeChartModel } from '../../dashboards/charts/time-chart-model.ts';

const lengthMs = 1_800_000;
const stepMs = 30_000;

/** The 30 minutes of a workload's first vital as a chart. */
export function sparklineModel(workload: Workload): TimeChartModel {
  const [vital] = workload.vitals;
  const endMs = (workload.sparkline.at(-1)?.[0] ?? 0) * 1000;
  const hasSamples = workload.sparkline.some(([, value]) => value !== null);
  return {
    series: hasSamples
      ? [
          {
            id: 'vital',
            name: vital?.label ?? '',
            points: workload.sparkline.map(([seconds, value]) => [seconds * 1000, value] as const),
          },
        ]
      : [],
    startMs: endMs - lengthMs,
    endMs,
    stepMs,
    unit: vital?.unit ?? '',
    display: 'line',
    isStacked: false,
    areaOpacity: 0,
    thresholds: [],
  };
}
