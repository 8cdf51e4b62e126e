import { axisScale, unitRule } from '../../format/unit.ts';
import type { TimeChartModel } from './time-chart-model.ts';

/** The y axis of a chart: bounds, distance of the grid lines, and what the axis has to admit. */
export interface NiceAxis {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
  /** True when the axis does not start at 0 although the values are far from it: the chart says so. */
  readonly isCropped: boolean;
}

/** What of a chart decides its axis. */
export type AxisWish = Pick<
  TimeChartModel,
  'display' | 'isStacked' | 'areaOpacity' | 'min' | 'max' | 'thresholds' | 'unit'
>;

/** Relative range below which a line chart may leave 0 out, so that a small movement on a large value can be seen. */
const CROP_BELOW = 0.1;
/** A share is drawn up to its whole when it comes this near; a line at 2 % would be flat otherwise. */
const NEAR_WHOLE = 0.4;

/**
 * Bounds and steps of 1, 2, 2.5 or 5 (in the unit the axis prints) that hold all values and thresholds; bars, areas,
 * stacks and shares start at 0. `low` and `high` are infinite when there is no sample.
 */
export function niceAxis(wish: AxisWish, low: number, high: number, lines: number): NiceAxis {
  const limits = wish.thresholds.map((threshold) => threshold.value).filter(Number.isFinite);
  const hasData = Number.isFinite(low) && Number.isFinite(high);
  const dataLow = hasData ? low : 0;
  const dataHigh = hasData ? high : 1;
  const whole = wholeOf(wish.unit);
  const isPlainLine = wish.display === 'line' && !wish.isStacked && wish.areaOpacity === 0;
  const mayCrop = isPlainLine && whole === undefined && wish.min === undefined && limits.length === 0;
  const spread = dataHigh - dataLow;
  const isCropped = mayCrop && dataLow > 0 && spread > 0 && spread < dataHigh * CROP_BELOW;

  const from = wish.min ?? (isCropped ? dataLow : Math.min(0, dataLow, ...limits));
  const reachesWhole = whole !== undefined && dataHigh <= whole && dataHigh > whole * NEAR_WHOLE;
  const wanted = Math.max(dataHigh, ...limits, reachesWhole ? whole : dataHigh);
  // A flat line, also one that is flat but for rounding noise, gets room of one unit.
  const isFlat = wanted - from <= Math.max(Math.abs(from), 1e-12) * 1e-12;
  const to = wish.max ?? (isFlat ? from + (whole ?? 1) : wanted);
  const interval = stepOf(wish.unit, from, to, lines);
  return {
    min: wish.min ?? Math.floor(whole9(from / interval)) * interval,
    max: wish.max ?? Math.ceil(whole9(to / interval)) * interval,
    interval,
    isCropped,
  };
}

/** The value that is 100 %, for units that are a share of a whole. */
function wholeOf(unit: string): number | undefined {
  const rule = unitRule(unit);
  return rule.quantity === 'ratio' ? 1 / rule.scale : undefined;
}

/** Steps of a clock, seconds: what people count minutes and hours by. */
const CLOCK_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

/** Distance of the grid lines, round in the unit that the labels print. */
function stepOf(unit: string, from: number, to: number, lines: number): number {
  const rule = unitRule(unit);
  const raw = (to - from) / Math.max(1, lines);
  const largest = Math.max(Math.abs(from), Math.abs(to));
  if (rule.quantity === 'duration' && largest * rule.scale >= 30) {
    const clock = CLOCK_STEPS.find((step) => step >= raw * rule.scale * 0.999_999);
    if (clock !== undefined) return clock / rule.scale;
  }
  const { divisor } = axisScale(unit, largest);
  return niceStep(raw / divisor) * divisor;
}

function niceStep(raw: number): number {
  if (!(raw > 0) || !Number.isFinite(raw)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 2.5, 5].find((nice) => nice * power >= raw * 0.999_999) ?? 10) * power;
}

/** Undoes rounding noise of a division before it is floored. */
function whole9(value: number): number {
  return Math.abs(value - Math.round(value)) < 1e-9 ? Math.round(value) : value;
}
