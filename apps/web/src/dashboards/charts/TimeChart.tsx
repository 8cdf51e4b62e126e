import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import type { ECharts } from 'echarts/core';
import Box from '@mui/material/Box';
import { categorical, palettes } from '../../theme/tokens.ts';
import { Hatches } from '../../chart/Hatches.tsx';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { dateTime } from '../../format/time.ts';
import { isKey } from '../../shell/is-key.ts';
import { formatValue } from '../../format/unit.ts';
import { chartOption } from './chart-option.ts';
import { sampleNear, snapTime, valueBounds } from './chart-numbers.ts';
import { gapAt, type Gap } from './gap-at.ts';
import { createColourSlots, inkSeries, type ColourSlots } from './colour-slots.ts';
import { useCrosshair } from './crosshair.ts';
import { useQuiet } from '../../components/use-quiet.ts';
import { keyTarget, seriesBeside, seriesStep, spokenPoint } from './chart-keys.ts';
import { createCanvas } from './echarts-canvas.ts';
import { fittingForm, legendRoom } from './legend-room.ts';
import { niceAxis } from './nice-axis.ts';
import { plotBox } from './plot-box.ts';
import { useCrossingWords } from './use-crossing-words.ts';
import { summarySentence } from './summary-sentence.ts';
import { ChartLegend, type LegendForm } from './ChartLegend.tsx';
import { areNamedAtEnds, endLabelRoom } from './line-ends.ts';
import { LineEndLabels } from './LineEndLabels.tsx';
import type { ChosenSeries } from './chosen-series.ts';
import { ChartTooltip } from './ChartTooltip.tsx';
import { TimeAxisLabels } from './TimeAxisLabels.tsx';
import type { ExplainGap } from './use-gap-explainer.ts';
import type { TimeChartModel } from './time-chart-model.ts';

/** Drags shorter than this are clicks, px. */
const DRAG_FROM = 6;
/** Pause after the last key before the value is read aloud, ms (console.md §6). */
const SPEECH_PAUSE_MS = 250;

interface Pointed {
  readonly atMs: number;
  readonly x: number;
  readonly y: number;
  readonly value: number | undefined;
  /** The gap that the pointer is in. */
  readonly gap?: Gap | undefined;
}

/** The console's time chart: gaps stay gaps, thresholds are lines, ten colours, times of the zone, keys for everything the pointer does. */
export function TimeChart(props: {
  readonly model: TimeChartModel;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly zone: string;
  /** Undefined = no legend. */
  readonly legend: LegendForm | undefined;
  readonly slots?: ColourSlots;
  readonly explainGap?: ExplainGap | undefined;
  readonly onZoom: (startMs: number, endMs: number) => void;
  readonly onZoomOut: () => void;
}) {
  const { model, title, width, height, zone, legend, slots, explainGap, onZoom, onZoomOut } = props;
  const { mode } = usePreferences();
  const crosshair = useCrosshair();
  const ownSlots = useMemo(() => createColourSlots(categorical[mode].length), [mode]);
  const [selected, setSelected] = useState<ChosenSeries>();
  const [pointed, setPointed] = useState<Pointed>();
  const [isPinned, setPinned] = useState(false);
  const [spoken, setSpoken] = useState('');
  const said = useQuiet(spoken, SPEECH_PAUSE_MS);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>();
  const plotElement = useRef<HTMLFieldSetElement>(null);
  const canvasHost = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>();
  const line = useRef<HTMLDivElement>(null);
  useCrossingWords(plotElement, model);

  const inkedAll = useMemo(
    () => inkSeries(model.series, categorical[mode], slots ?? ownSlots),
    [model.series, mode, slots, ownSlots],
  );
  const inked = useMemo(
    () =>
      selected
        ? { band: undefined, series: inkedAll.series.filter((one) => selected.has(one.id)) }
        : inkedAll,
    [inkedAll, selected],
  );
  const legendForm = legend && inkedAll.series.length > 1 ? legend : undefined;
  const isNamedAtEnds =
    legendForm !== undefined && areNamedAtEnds(legendForm, model, inkedAll, { width, height });
  const names = inkedAll.series.map((one) => one.name);
  const legendHeight = legendForm && !isNamedAtEnds ? legendRoom(legendForm, names, width, height) : 0;
  const endLabelsPx = isNamedAtEnds ? endLabelRoom(inkedAll.series, model.unit, width) : 0;
  const chartHeight = Math.max(40, height - legendHeight);
  const shown = useMemo(
    () => ({
      ...model,
      series: selected ? model.series.filter((one) => selected.has(one.id)) : model.series,
    }),
    [model, selected],
  );
  const axis = useMemo(() => {
    const { low, high } = valueBounds(shown);
    return niceAxis(shown, low, high, Math.max(2, Math.min(5, Math.round(chartHeight / 44))));
  }, [shown, chartHeight]);
  const box = plotBox(width, chartHeight, model.unit, axis, endLabelsPx);
  const reachMs = model.stepMs * 0.75;
  const length = model.endMs - model.startMs;
  const xOf = useCallback(
    (atMs: number) => box.left + ((atMs - model.startMs) / length) * box.width,
    [box.left, box.width, model.startMs, length],
  );

  useEffect(() => {
    const host = canvasHost.current;
    if (!host) return undefined;
    const created = createCanvas(host, host.clientWidth, host.clientHeight);
    chart.current = created;
    return () => {
      created.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.resize({ width, height: chartHeight });
  }, [width, chartHeight]);
  const { left, top, right, bottom, height: plotHeight } = box;
  useEffect(() => {
    const option = chartOption(shown, inked, axis, palettes[mode], {
      left,
      top,
      right,
      bottom,
      height: plotHeight,
    });
    chart.current?.setOption(option, { replaceMerge: ['series'], lazyUpdate: true, silent: true });
  }, [shown, inked, axis, mode, left, top, right, bottom, plotHeight]);

  const showLine = useCallback(
    (atMs: number | undefined) => {
      const element = line.current;
      if (!element) return;
      const isInside = atMs !== undefined && atMs >= model.startMs && atMs <= model.endMs;
      element.style.display = isInside ? 'block' : 'none';
      if (isInside) element.style.transform = `translateX(${xOf(atMs)}px)`;
    },
    [model.startMs, model.endMs, xOf],
  );
  useEffect(() => crosshair?.listen(showLine), [crosshair, showLine]);
  const point = useCallback(
    (next: Pointed | undefined) => {
      setPointed(next);
      if (crosshair) crosshair.move(next?.atMs);
      else showLine(next?.atMs);
    },
    [crosshair, showLine],
  );

  /** Viewport px in chart px: they differ where the page is shown larger, as on a wall. */
  const scaled = (viewportPx: number) => {
    const shownWidth = plotElement.current?.getBoundingClientRect().width;
    return shownWidth ? viewportPx * (width / shownWidth) : viewportPx;
  };
  const placeOf = (event: PointerEvent) => {
    const rect = plotElement.current?.getBoundingClientRect();
    return { x: scaled(event.clientX - (rect?.left ?? 0)), y: scaled(event.clientY - (rect?.top ?? 0)) };
  };
  const timeAt = (x: number) => model.startMs + Math.min(1, Math.max(0, (x - box.left) / box.width)) * length;
  const onMove = (event: PointerEvent) => {
    const { x, y } = placeOf(event);
    if (drag) setDrag({ ...drag, to: x });
    if (isPinned) return;
    const gap = gapAt(shown.series, timeAt(x), model);
    const atMs = gap ? timeAt(x) : snapTime(inked.series, timeAt(x));
    if (atMs === undefined) return;
    const share = 1 - (y - box.top) / box.height;
    point({
      atMs,
      x: event.clientX,
      y: event.clientY,
      value: model.isStacked ? undefined : axis.min + share * (axis.max - axis.min),
      gap,
    });
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x } = placeOf(event);
    setDrag({ from: x, to: x });
  };
  const onUp = (event: PointerEvent) => {
    const from = drag?.from;
    setDrag(undefined);
    if (from === undefined) return;
    const { x } = placeOf(event);
    if (Math.abs(x - from) < DRAG_FROM) {
      setPinned((pinned) => !pinned && pointed !== undefined);
      return;
    }
    onZoom(Math.round(timeAt(Math.min(from, x))), Math.round(timeAt(Math.max(from, x))));
  };
  const leave = () => {
    if (!isPinned) point(undefined);
  };

  const keyFrom = useRef<number>();
  /** The curve that ↑ and ↓ have chosen to be read alone. */
  const readAlone = useRef<string>();
  const onKeyDown = (event: KeyboardEvent) => {
    if (isKey<'page'>(event, 'Escape') && (isPinned || pointed)) {
      event.stopPropagation();
      setPinned(false);
      readAlone.current = undefined;
      keyFrom.current = undefined;
      setDrag(undefined);
      point(undefined);
      return;
    }
    if (isKey<'chart'>(event, 'Enter') && pointed) {
      event.preventDefault();
      const from = keyFrom.current;
      keyFrom.current = undefined;
      setDrag(undefined);
      if (from === undefined || from === pointed.atMs) setPinned((pinned) => !pinned);
      else onZoom(Math.min(from, pointed.atMs), Math.max(from, pointed.atMs));
      return;
    }
    const step = seriesStep(event);
    const target = step ? (pointed?.atMs ?? model.endMs) : keyTarget(event, pointed?.atMs, model);
    const atMs = target === undefined ? undefined : snapTime(inked.series, target);
    if (atMs === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const rect = plotElement.current?.getBoundingClientRect();
    const x = (rect?.left ?? 0) + xOf(atMs);
    if (step) readAlone.current = seriesBeside(inked.series, readAlone.current, step, { atMs, reachMs })?.id;
    if (event.shiftKey && !step) {
      keyFrom.current ??= pointed?.atMs ?? atMs;
      setDrag({ from: xOf(keyFrom.current), to: xOf(atMs) });
    } else {
      keyFrom.current = undefined;
      setDrag(undefined);
    }
    const alone = inked.series.find((one) => one.id === readAlone.current);
    const aloneValue = alone && sampleNear(alone.points, atMs, reachMs)?.[1];
    point({ atMs, x, y: (rect?.top ?? 0) + 24, value: aloneValue ?? undefined });
    setSpoken(
      spokenPoint(
        (alone ? [alone] : inked.series).map(
          ({ name, points }) => [name, sampleNear(points, atMs, reachMs)?.[1] ?? null] as const,
        ),
        dateTime(atMs, zone),
        model.unit,
      ),
    );
  };

  const hasSelection = drag !== undefined && Math.abs(drag.to - drag.from) >= DRAG_FROM;
  return (
    <Box sx={{ position: 'relative', width, height, display: 'flex', flexDirection: 'column' }}>
      <Box
        ref={plotElement}
        component="fieldset"
        tabIndex={0}
        aria-roledescription="chart"
        aria-label={summarySentence(title, model, zone)}
        onPointerMove={onMove}
        onPointerDown={onDown}
        onPointerUp={onUp}
        onPointerLeave={leave}
        onPointerCancel={leave}
        onBlur={leave}
        onDoubleClick={onZoomOut}
        onKeyDown={onKeyDown}
        sx={{
          position: 'relative',
          m: 0,
          p: 0,
          border: 0,
          minWidth: 0,
          width,
          height: chartHeight,
          flex: 'none',
          cursor: 'crosshair',
          touchAction: 'pan-y',
          userSelect: 'none',
        }}
      >
        <div ref={canvasHost} aria-hidden="true" style={{ width, height: chartHeight }} />
        <Box
          ref={line}
          aria-hidden="true"
          data-crosshair
          sx={{
            display: 'none',
            position: 'absolute',
            left: 0,
            top: box.top,
            height: box.height,
            width: '1px',
            bgcolor: 'text.secondary',
            pointerEvents: 'none',
          }}
        />
        {hasSelection && (
          <Box
            aria-hidden="true"
            sx={{
              position: 'absolute',
              top: box.top,
              height: box.height,
              left: Math.min(drag.from, drag.to),
              width: Math.abs(drag.to - drag.from),
              bgcolor: 'primary.main',
              opacity: 0.18,
              pointerEvents: 'none',
            }}
          />
        )}
        <TimeAxisLabels
          startMs={model.startMs}
          endMs={model.endMs}
          zone={zone}
          left={box.left}
          width={box.width}
        />
        <Hatches
          series={inked.series}
          window={model}
          plot={box}
          axis={axis}
          hasCaps={!model.isStacked && model.display === 'line'}
        />
        {axis.isCropped && (
          <Box
            sx={{
              position: 'absolute',
              left: box.left + 6,
              bottom: box.bottom + 2,
              typography: 'caption',
              color: 'text.secondary',
              pointerEvents: 'none',
            }}
          >
            axis starts at {formatValue(axis.min, model.unit)}
          </Box>
        )}
        <div className="visually-hidden" aria-live="polite">
          {said}
        </div>
      </Box>
      {isNamedAtEnds && (
        <LineEndLabels
          series={inkedAll.series}
          unit={model.unit}
          axis={axis}
          plot={box}
          selected={selected}
          onSelect={setSelected}
        />
      )}
      {legendForm && !isNamedAtEnds && (
        <ChartLegend
          inked={inkedAll}
          unit={model.unit}
          form={fittingForm(legendForm, width)}
          maxHeight={legendHeight}
          selected={selected}
          onSelect={setSelected}
        />
      )}
      {pointed && !hasSelection && inked.series.length > 0 && (
        <ChartTooltip
          inked={inked}
          atMs={pointed.atMs}
          zone={zone}
          unit={model.unit}
          reachMs={reachMs}
          gap={pointed.gap}
          explainGap={explainGap}
          x={pointed.x}
          y={pointed.y}
          pointerValue={pointed.value}
          isPinned={isPinned}
        />
      )}
    </Box>
  );
}
