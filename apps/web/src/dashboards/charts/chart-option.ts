import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from '../../theme/tokens.ts';
import { fonts } from '../../theme/tokens.ts';
import { formatValue } from '../../format/unit.ts';
import { axisLabel } from './axis-label.ts';
import { thresholdLabels } from './threshold-labels.ts';
import { alignPoints, breakAtGaps } from './gaps.ts';
import type { Inked } from './colour-slots.ts';
import type { NiceAxis } from './nice-axis.ts';
import type { InkedSeries, Point, Threshold, TimeChartModel } from './time-chart-model.ts';

/** Samples further apart than this many steps are a gap. */
const GAP_STEPS = 1.5;

/** The ECharts option of a time chart: horizontal grid lines only, no animation, thresholds as mark lines. */
export function chartOption(
  model: TimeChartModel,
  inked: Inked,
  axis: NiceAxis,
  palette: Palette,
  plot: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
    readonly height: number;
  },
): EChartsCoreOption {
  const isAligned = model.isStacked || model.display === 'bar';
  const curves = isAligned
    ? alignedSeries(model, inked.series)
    : inked.series.flatMap((one) => lineSeries(model, one, inked.series.length));
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { top: plot.top, right: plot.right, bottom: plot.bottom, left: plot.left, containLabel: false },
    xAxis: {
      // A time axis, because ECharts stacks along the first axis that is not one; its own labels stay off.
      type: 'time',
      min: model.startMs,
      max: model.endMs,
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { show: true, onZero: false, lineStyle: { color: palette.control } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: axis.min,
      max: axis.max,
      interval: axis.interval,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: palette.textMuted,
        fontFamily: fonts.sans,
        fontSize: 12,
        margin: 8,
        formatter: (value: number) => axisLabel(value, model.unit, axis),
      },
      splitLine: { lineStyle: { color: palette.grid, width: 1 } },
    },
    series: [...bandSeries(inked, palette), ...curves, thresholdSeries(model, palette, axis, plot.height)],
  };
}

function lineSeries(model: TimeChartModel, one: InkedSeries, count: number): readonly object[] {
  const { line, lone } = breakAtGaps(one.points, model.stepMs * GAP_STEPS);
  const base = {
    type: 'line',
    id: one.id,
    name: one.name,
    data: line,
    showSymbol: false,
    silent: true,
    connectNulls: false,
    lineStyle: {
      color: one.colour,
      width: model.lineWidth ?? one.width ?? (count <= 3 ? 2 : 1.5),
      type: one.dash ?? 'solid',
      cap: 'round',
      join: 'round',
    },
    itemStyle: { color: one.colour },
    // An area says "part of a whole from 0 on": only one single line may be filled.
    ...(model.areaOpacity > 0 && count === 1
      ? { areaStyle: { color: one.colour, opacity: Math.min(0.25, model.areaOpacity) } }
      : {}),
  };
  if (lone.length === 0) return [base];
  return [
    base,
    {
      type: 'scatter',
      id: `${one.id}:lone`,
      data: lone,
      symbolSize: 4,
      silent: true,
      itemStyle: { color: one.colour },
    },
  ];
}

function alignedSeries(model: TimeChartModel, series: readonly InkedSeries[]): readonly object[] {
  const { times, columns } = alignPoints(series);
  return series.map((one, index) => {
    const column = columns[index] ?? [];
    const data = withGaps(times, column, model.stepMs * GAP_STEPS);
    const stack = model.isStacked ? { stack: 'all' } : {};
    if (model.display === 'bar') {
      return {
        type: 'bar',
        id: one.id,
        name: one.name,
        data,
        silent: true,
        itemStyle: { color: one.colour },
        barMaxWidth: 24,
        barCategoryGap: '20%',
        ...stack,
      };
    }
    return {
      type: 'line',
      id: one.id,
      name: one.name,
      data,
      showSymbol: false,
      silent: true,
      connectNulls: false,
      lineStyle: { color: one.colour, width: 1.5, type: one.dash ?? 'solid' },
      areaStyle: {
        color: one.colour,
        opacity: model.areaOpacity > 0 ? Math.max(0.3, model.areaOpacity) : 0.35,
      },
      ...stack,
    };
  });
}

function withGaps(
  times: readonly number[],
  column: readonly (number | null)[],
  gapMs: number,
): readonly Point[] {
  const points: Point[] = [];
  for (const [index, time] of times.entries()) {
    const before = times[index - 1];
    if (before !== undefined && time - before > gapMs) points.push([before + 1, null]);
    points.push([time, column[index] ?? null]);
  }
  return points;
}

/** Lowest to highest of the curves that are not drawn, as two stacked lines of which the upper one is filled. */
function bandSeries({ band }: Inked, palette: Palette): readonly object[] {
  if (!band) return [];
  const invisible = {
    type: 'line',
    stack: 'band',
    showSymbol: false,
    silent: true,
    lineStyle: { opacity: 0 },
    connectNulls: false,
  };
  const height = band.high.map(([time, high], index): Point => {
    const low = band.low[index]?.[1] ?? null;
    return [time, high === null || low === null ? null : high - low];
  });
  return [
    { ...invisible, id: 'band:low', data: band.low },
    { ...invisible, id: 'band:high', data: height, areaStyle: { color: palette.control, opacity: 0.25 } },
  ];
}

function thresholdSeries(model: TimeChartModel, palette: Palette, axis: NiceAxis, height: number): object {
  const visible = model.thresholds.filter(({ value }) => value >= axis.min && value <= axis.max);
  const labels = thresholdLabels(visible, axis, height);
  return {
    type: 'line',
    id: 'thresholds',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: visible.map((threshold, index) => ({
        yAxis: threshold.value,
        lineStyle: { color: threshold.colour, width: 1.5, type: 'dashed' },
        label: {
          show: labels[index] !== undefined,
          position: labels[index]?.place ?? 'insideEndTop',
          formatter: () =>
            (labels[index]?.names ?? [])
              .map(
                ({ label, side, value }) =>
                  `${label} ${side === 'below' ? '<' : '>'} ${formatValue(value, model.unit)}`,
              )
              .join(' · '),
          color: threshold.colour,
          fontFamily: fonts.sans,
          fontSize: 12,
          textBorderColor: palette.surface,
          textBorderWidth: 3,
        },
      })),
    },
    markArea: {
      silent: true,
      data: [...breachAreas(visible, axis)],
    },
  };
}

/** The tinted part of the plot: beyond the outermost limit on its bad side. */
function breachAreas(visible: readonly Threshold[], axis: NiceAxis): readonly object[] {
  const above = visible.findLast((threshold) => threshold.side !== 'below');
  const below = visible.find((threshold) => threshold.side === 'below');
  const area = (threshold: Threshold, end: number) => [
    { yAxis: threshold.value, itemStyle: { color: threshold.colour, opacity: 0.1 } },
    { yAxis: end },
  ];
  return [...(above ? [area(above, axis.max)] : []), ...(below ? [area(below, axis.min)] : [])];
}
