import type { OverviewPulse } from '@hecate/server/contract';
import { categorical, type Mode } from '../theme/tokens.ts';
import { roleColour } from './role-colour.ts';
import type { TimeChartModel } from '../dashboards/charts/time-chart-model.ts';

/** A chart of the overview: one of the contract's pulses as what the chart draws. */
export function pulseModel(pulse: OverviewPulse, mode: Mode): TimeChartModel {
  return {
    series: pulse.series.map(({ name, points }) => ({
      id: name,
      name,
      points: points.map(([seconds, value]) => [seconds * 1000, value] as const),
      ...roleColour(name, categorical[mode]),
    })),
    startMs: pulse.startMs,
    endMs: pulse.endMs,
    stepMs: pulse.stepMs,
    unit: pulse.unit,
    display: 'line',
    isStacked: false,
    areaOpacity: 0,
    thresholds: [],
  };
}
