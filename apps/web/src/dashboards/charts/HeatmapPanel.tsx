import { lazy, Suspense, useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { createPortal } from 'react-dom';
import Box from '@mui/material/Box';
import type { TimeSeriesData } from '@perses-dev/core';
import { useTimeRange as usePersesTime, type PanelProps } from '@perses-dev/plugin-system';
import type { HeatMapChartOptions } from '@perses-dev/heatmap-chart-plugin';
import { palettes, sequential } from '../../theme/tokens.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { dateTime } from '../../format/time.ts';
import { formatValue } from '../../format/unit.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { NoSamples } from '../panels/NoSamples.tsx';
import { heatCells, heatStep, type HeatCells } from './heat-cells.ts';
import { answeredWindow, panelSeries } from './panel-series.ts';
import { TimeAxisLabels } from './TimeAxisLabels.tsx';

/** Native histograms are rare: upstream's drawing of them arrives when one does. */
const NativeHeatmap = lazy(async () => ({
  default: (await import('@perses-dev/heatmap-chart-plugin')).HeatMapChart.PanelComponent,
}));

const AXIS_PX = 22;
const SCALE_PX = 26;
const BOUND_PX = 62;

/** Draws a `HeatMapChart` panel: classic buckets with the console's own colours, native histograms as upstream does. */
export function HeatmapPanel(props: PanelProps<HeatMapChartOptions, TimeSeriesData>) {
  const cells = useMemo(() => heatCells(panelSeries(props.queryResults)), [props.queryResults]);
  const hasNative = props.queryResults.some(({ data }) =>
    data.series.some((one) => one.histograms !== undefined && one.histograms.length > 0),
  );
  if (hasNative) {
    return (
      <Suspense fallback={null}>
        <NativeHeatmap {...props} />
      </Suspense>
    );
  }
  if (!props.contentDimensions) return null;
  if (!cells) return <NoSamples queries={props.queryResults} />;
  return (
    <Heatmap
      cells={cells}
      spec={props.spec}
      stepMs={answeredWindow(props.queryResults)?.stepMs ?? 15_000}
      {...props.contentDimensions}
    />
  );
}

function Heatmap({
  cells,
  spec,
  stepMs,
  width,
  height,
}: {
  readonly cells: HeatCells;
  readonly spec: HeatMapChartOptions;
  readonly stepMs: number;
  readonly width: number;
  readonly height: number;
}) {
  const { mode } = usePreferences();
  const { zone } = useTimeRange();
  const { absoluteTimeRange } = usePersesTime();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<{
    readonly x: number;
    readonly y: number;
    readonly row: number;
    readonly column: number;
  }>();
  const startMs = absoluteTimeRange.start.getTime();
  const endMs = absoluteTimeRange.end.getTime();
  const plotWidth = Math.max(20, width - BOUND_PX - 14);
  const plotHeight = Math.max(20, height - AXIS_PX - SCALE_PX - 6);
  const rowHeight = plotHeight / cells.bounds.length;
  const colours = sequential[mode];
  const palette = palettes[mode];
  const boundUnit = spec.yAxisFormat?.unit ?? 'decimal';
  const countUnit = spec.countFormat?.unit ?? 'decimal';

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ratio = window.devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, plotWidth, plotHeight);
    const columnWidth = Math.max(1, (stepMs / (endMs - startMs)) * plotWidth);
    for (const [row, counts] of cells.counts.entries()) {
      const y = plotHeight - (row + 1) * rowHeight;
      for (const [column, count] of counts.entries()) {
        const x = (((cells.times[column] ?? startMs) - startMs) / (endMs - startMs)) * plotWidth;
        const step = count === null ? undefined : heatStep(count, cells.highest, colours.length);
        if (step === undefined) continue;
        context.fillStyle = colours[step] ?? palette.accent;
        context.fillRect(x, y, Math.ceil(columnWidth), Math.max(1, rowHeight - 1));
      }
    }
  }, [cells, startMs, endMs, stepMs, plotWidth, plotHeight, rowHeight, colours, palette]);

  const onMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const rect = event.currentTarget.getBoundingClientRect();
    const atMs = startMs + ((event.clientX - rect.left) / plotWidth) * (endMs - startMs);
    const column = cells.times.findLastIndex((time) => time <= atMs);
    const row = Math.floor((rect.bottom - event.clientY) / rowHeight);
    setPointed(
      column >= 0 && row >= 0 && row < cells.bounds.length
        ? { x: event.clientX, y: event.clientY, row, column }
        : undefined,
    );
  };
  const boundText = (bound: number | undefined) =>
    bound === undefined ? formatValue(0, boundUnit) : formatValue(bound, boundUnit);
  const every = Math.max(1, Math.ceil(16 / rowHeight));
  const count = pointed ? (cells.counts[pointed.row]?.[pointed.column] ?? null) : null;
  return (
    <Box sx={{ width, height, position: 'relative' }}>
      <Box
        sx={{
          position: 'absolute',
          left: BOUND_PX,
          top: 4,
          width: plotWidth,
          height: plotHeight,
          border: '1px solid',
          borderColor: 'divider',
          boxSizing: 'border-box',
        }}
      />
      <canvas
        ref={canvas}
        width={Math.round(plotWidth * window.devicePixelRatio)}
        height={Math.round(plotHeight * window.devicePixelRatio)}
        style={{ position: 'absolute', left: BOUND_PX, top: 4, width: plotWidth, height: plotHeight }}
        onPointerMove={onMove}
        onPointerLeave={() => setPointed(undefined)}
      >
        {`Heatmap of ${cells.bounds.length} buckets; the table view has the numbers.`}
      </canvas>
      {cells.bounds.map((bound, row) =>
        row % every === 0 ? (
          <Box
            key={bound}
            aria-hidden="true"
            sx={{
              position: 'absolute',
              left: 0,
              width: BOUND_PX - 6,
              textAlign: 'right',
              top: 4 + plotHeight - (row + 1) * rowHeight - 8,
              typography: 'caption',
              color: 'text.secondary',
              whiteSpace: 'nowrap',
            }}
          >
            {boundText(bound)}
          </Box>
        ) : null,
      )}
      <Box sx={{ position: 'absolute', left: 0, right: 0, top: 4 + plotHeight, height: AXIS_PX }}>
        <TimeAxisLabels startMs={startMs} endMs={endMs} zone={zone} left={BOUND_PX} width={plotWidth} />
      </Box>
      <Box
        sx={{
          position: 'absolute',
          left: BOUND_PX,
          bottom: 2,
          height: SCALE_PX - 4,
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          typography: 'caption',
          color: 'text.secondary',
        }}
      >
        <span>0</span>
        <Box sx={{ display: 'flex', height: 10, border: '1px solid', borderColor: 'divider' }}>
          {colours.map((colour) => (
            <Box key={colour} sx={{ width: 18, bgcolor: colour }} />
          ))}
        </Box>
        <span>{formatValue(cells.highest, countUnit)} (log scale)</span>
      </Box>
      {pointed &&
        createPortal(
          <Box
            sx={(theme) => ({
              position: 'fixed',
              left: Math.min(pointed.x + 14, window.innerWidth - 260),
              top: Math.min(pointed.y + 14, window.innerHeight - 80),
              zIndex: theme.zIndex.tooltip,
              pointerEvents: 'none',
              px: 1.5,
              py: 1,
              bgcolor: 'background.tooltip',
              border: '1px solid',
              borderColor: 'divider',
              borderRadius: 1,
              typography: 'body2',
              boxShadow: '0 2px 8px rgba(11, 14, 19, 0.18)',
            })}
          >
            <Box sx={{ fontWeight: 600 }}>{dateTime(cells.times[pointed.column] ?? startMs, zone)}</Box>
            {boundText(pointed.row === 0 ? undefined : cells.bounds[pointed.row - 1])} to{' '}
            {boundText(cells.bounds[pointed.row])}:{' '}
            {count === null ? 'no sample' : formatValue(count, countUnit)}
          </Box>,
          document.body,
        )}
    </Box>
  );
}
