import { duration } from '../../format/quantity.ts';
import { axisScale, tickText, unitRule } from '../../format/unit.ts';
import type { NiceAxis } from './nice-axis.ts';

/** The text of a grid line: one scale for the whole axis; clock units for durations from a minute on, `1 m 30 s`. */
export function axisLabel(value: number, unit: string, axis: NiceAxis): string {
  const rule = unitRule(unit);
  const largest = Math.max(Math.abs(axis.min), Math.abs(axis.max));
  if (rule.quantity === 'duration' && largest * rule.scale >= 60) return duration(value * rule.scale);
  return tickText(value, axis.interval, axisScale(unit, largest));
}
