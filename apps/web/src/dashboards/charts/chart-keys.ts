import type { KeyboardEvent } from 'react';
import { spokenValue } from '../../format/unit.ts';
import type { TimeChartModel } from './time-chart-model.ts';

/** Where a key moves the crosshair: one step, ten with Ctrl, or the ends; undefined for other keys. */
export function keyTarget(
  event: KeyboardEvent,
  from: number | undefined,
  model: TimeChartModel,
): number | undefined {
  const by = model.stepMs * (event.ctrlKey || event.metaKey ? 10 : 1);
  switch (event.key) {
    case 'ArrowLeft':
      return (from ?? model.endMs + by) - by;
    case 'ArrowRight':
      return (from ?? model.startMs - by) + by;
    case 'Home':
      return model.startMs;
    case 'End':
      return model.endMs;
    default:
      return undefined;
  }
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
