import { axisLabel } from './axis-label.ts';
import type { NiceAxis } from './nice-axis.ts';

/** Where the plot lies inside the chart, px. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

/** Width of a digit of the console's font at 12 px. */
const DIGIT_PX = 7.2;
/** Room under the plot for the labels of the time axis. */
const TIME_LABELS_PX = 22;

/** Room right of a plot whose lines are not named at their ends. */
const RIGHT_PX = 14;

/** The plot's box: as much room on the left as the longest y label needs, and what the labels at the ends of lines need on the right. */
export function plotBox(
  width: number,
  height: number,
  unit: string,
  axis: NiceAxis,
  endLabelsPx = 0,
): PlotBox {
  const labels: number[] = [];
  for (
    let value = axis.min;
    value <= axis.max + axis.interval / 2 && labels.length < 20;
    value += axis.interval
  ) {
    labels.push(axisLabel(value, unit, axis).length);
  }
  const left = Math.min(width / 2, Math.ceil(Math.max(2, ...labels) * DIGIT_PX) + 12);
  const top = 8;
  const right = Math.max(RIGHT_PX, endLabelsPx);
  return {
    left,
    top,
    right,
    bottom: TIME_LABELS_PX,
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - top - TIME_LABELS_PX),
  };
}
