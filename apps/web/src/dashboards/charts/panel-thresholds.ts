import type { ThresholdOptions } from '@perses-dev/core';
import type { StatusColour, StatusHue } from '../../theme/tokens.ts';
import { statusHueOf } from './status-hue.ts';
import type { Threshold } from './time-chart-model.ts';

/** One limit of a panel: `side` tells on which side of it things are worse. */
export interface PanelThreshold extends Threshold {
  readonly side: 'above' | 'below';
  readonly hue: StatusHue;
}

/** What a value means by the limits of its panel; undefined = nothing to say. */
export interface ThresholdVerdict {
  readonly hue: StatusHue;
  /** The limit that is passed. */
  readonly threshold: PanelThreshold;
}

/**
 * The limits of a panel as named lines in status colours. Steps rise; each colours what is from it on, and the default
 * colours what is below the first. Where the default is red or amber, low values are the bad ones.
 */
export function panelThresholds(
  options: ThresholdOptions | undefined,
  colours: Readonly<Record<StatusHue, StatusColour>>,
  axisMax: number | undefined,
): readonly PanelThreshold[] {
  const steps = options?.steps ?? [];
  const whole = options?.max ?? axisMax ?? Number.NaN;
  const under = statusHueOf(options?.defaultColor);
  const side = isBad(under) ? 'below' : 'above';
  return steps.map((step, index): PanelThreshold => {
    // Each step names what is from it on; where low is bad, a limit is about what is below it.
    const below =
      index === 0
        ? { name: undefined, hue: under }
        : { name: steps[index - 1]?.name, hue: statusHueOf(steps[index - 1]?.color) };
    const above = { name: step.name, hue: statusHueOf(step.color) ?? hueByPlace(index, steps.length) };
    const { name, hue = 'degraded' } = side === 'above' ? above : below;
    return {
      // A percent threshold is a share of the axis; without a fixed end of the axis it has no place.
      value: options?.mode === 'percent' ? (step.value / 100) * whole : step.value,
      label: name ?? HUE_WORDS[hue],
      colour: colours[hue].ink,
      side,
      hue,
    };
  });
}

/** The worst limit that a value passes. */
export function thresholdVerdict(
  thresholds: readonly PanelThreshold[],
  value: number | null,
): ThresholdVerdict | undefined {
  if (value === null || !Number.isFinite(value)) return undefined;
  const passed =
    thresholds.findLast((one) => one.side === 'above' && value >= one.value) ??
    thresholds.find((one) => one.side === 'below' && value < one.value);
  return passed && isBad(passed.hue) ? { hue: passed.hue, threshold: passed } : undefined;
}

function isBad(hue: StatusHue | undefined): boolean {
  return hue === 'failed' || hue === 'degraded';
}

function hueByPlace(index: number, count: number): StatusHue {
  return index === count - 1 && count > 1 ? 'failed' : 'degraded';
}

const HUE_WORDS: Readonly<Record<StatusHue, string>> = {
  failed: 'critical',
  degraded: 'warning',
  healthy: 'good',
  active: 'active',
  waiting: 'limit',
};
