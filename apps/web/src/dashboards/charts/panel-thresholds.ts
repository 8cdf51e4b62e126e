import type { ThresholdOptions } from '@perses-dev/core';
import type { StatusColour, StatusHue } from '../../theme/tokens.ts';
import type { Threshold } from './time-chart-model.ts';

/** The limits of a panel as named lines in status colours: the first is a warning, the following are failures. */
export function panelThresholds(
  options: ThresholdOptions | undefined,
  colours: Readonly<Record<StatusHue, StatusColour>>,
  axisMax: number | undefined,
): readonly Threshold[] {
  const steps = options?.steps ?? [];
  return steps.map((step, index) => ({
    // A percent threshold is a share of the axis; without a fixed end of the axis it has no place.
    value:
      options?.mode === 'percent' ? (step.value / 100) * (options.max ?? axisMax ?? Number.NaN) : step.value,
    label: step.name ?? (steps.length === 1 ? 'limit' : `limit ${index + 1}`),
    colour: (index === steps.length - 1 && steps.length > 1 ? colours.failed : colours.degraded).ink,
  }));
}
