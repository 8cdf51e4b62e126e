import { useMemo } from 'react';
import Box from '@mui/material/Box';
import type { TimeSeriesData } from '@perses-dev/core';
import { useTimeRange as usePersesTime, type PanelProps } from '@perses-dev/plugin-system';
import type { StatusHistoryChartOptions } from '@perses-dev/status-history-chart-plugin';
import { categorical, palettes, statusColours } from '../../theme/tokens.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { clock } from '../../format/time.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { Name } from '../../components/Name.tsx';
import { NoSamples } from '../panels/NoSamples.tsx';
import { answeredWindow, panelSeries } from './panel-series.ts';
import { statusHueOf } from './status-hue.ts';
import { statusRuns, type StateRun } from './status-runs.ts';
import { TimeAxisLabels } from './TimeAxisLabels.tsx';

const AXIS_PX = 22;
const LEGEND_PX = 26;
/** Row height that still can be read, px. */
const ROW_MIN = 20;
const ROW_MAX = 36;

/** Draws a `StatusHistoryChart` panel: one row per series, one bar per run of the same state; what has no sample stays open. */
export function StatusHistoryPanel({
  spec,
  contentDimensions,
  queryResults,
}: PanelProps<StatusHistoryChartOptions, TimeSeriesData>) {
  const { mode } = usePreferences();
  const { zone } = useTimeRange();
  const { absoluteTimeRange } = usePersesTime();
  const series = useMemo(() => panelSeries(queryResults), [queryResults]);
  const stepMs = answeredWindow(queryResults)?.stepMs ?? 15_000;
  const rows = useMemo(
    () => series.map((one) => ({ one, runs: statusRuns(one.points, stepMs, spec.mappings ?? []) })),
    [series, stepMs, spec.mappings],
  );
  if (!contentDimensions) return null;
  if (series.length === 0) return <NoSamples queries={queryResults} />;

  const { width, height } = contentDimensions;
  const startMs = absoluteTimeRange.start.getTime();
  const endMs = absoluteTimeRange.end.getTime();
  const nameWidth = Math.round(Math.min(180, width * 0.32));
  const plotWidth = Math.max(40, width - nameWidth - 28);
  const xOf = (atMs: number) =>
    Math.min(plotWidth, Math.max(0, ((atMs - startMs) / (endMs - startMs)) * plotWidth));
  const states = [
    ...new Map(rows.flatMap(({ runs }) => runs.map((run) => [run.text, run] as const))).values(),
  ];
  const colourOf = (run: StateRun) => {
    const hue = statusHueOf(run.colour);
    return hue
      ? statusColours[mode][hue].ink
      : (categorical[mode][states.findIndex((state) => state.text === run.text) % categorical[mode].length] ??
          palettes[mode].accent);
  };
  const rowHeight = Math.max(ROW_MIN, Math.min(ROW_MAX, (height - AXIS_PX - LEGEND_PX) / rows.length));
  return (
    <Box sx={{ width, height, display: 'flex', flexDirection: 'column' }}>
      <Box tabIndex={0} sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 1.5 }}>
        {rows.map(({ one, runs }) => (
          <Box key={one.id} sx={{ display: 'flex', alignItems: 'center', height: rowHeight }}>
            <Box
              sx={{
                width: nameWidth,
                pr: 1,
                flex: 'none',
                typography: 'caption',
                color: 'text.secondary',
                display: 'flex',
                minWidth: 0,
              }}
            >
              <Name>{one.name}</Name>
            </Box>
            <svg
              width={plotWidth}
              height={rowHeight}
              role="img"
              aria-label={`${one.name}: ${spokenRuns(runs, zone)}`}
              style={{ flex: 'none' }}
            >
              <rect x="0" y="2" width={plotWidth} height={rowHeight - 4} fill={palettes[mode].sunken} />
              {runs.map((run) => (
                <rect
                  key={run.startMs}
                  x={xOf(run.startMs)}
                  y="2"
                  width={Math.max(1, xOf(run.endMs) - xOf(run.startMs))}
                  height={rowHeight - 4}
                  fill={colourOf(run)}
                >
                  <title>{`${one.name}: ${run.text}, ${clock(run.startMs, zone, false)} to ${clock(run.endMs, zone, false)}`}</title>
                </rect>
              ))}
            </svg>
          </Box>
        ))}
      </Box>
      <Box
        sx={{
          position: 'relative',
          height: AXIS_PX,
          ml: `${nameWidth + 12}px`,
          width: plotWidth,
          flex: 'none',
        }}
      >
        <TimeAxisLabels startMs={startMs} endMs={endMs} zone={zone} left={0} width={plotWidth} />
      </Box>
      <Box
        component="ul"
        aria-label="States"
        tabIndex={0}
        sx={{
          listStyle: 'none',
          m: 0,
          px: 1.5,
          display: 'flex',
          gap: 1.5,
          height: LEGEND_PX,
          alignItems: 'center',
          overflow: 'auto hidden',
          typography: 'caption',
          color: 'text.secondary',
          flex: 'none',
        }}
      >
        {states.map((state) => (
          <Box
            component="li"
            key={state.text}
            sx={{ display: 'flex', gap: 0.5, alignItems: 'center', whiteSpace: 'nowrap' }}
          >
            <Box
              component="span"
              sx={{ width: 12, height: 12, borderRadius: '2px', bgcolor: colourOf(state) }}
            />
            {state.text}
          </Box>
        ))}
        <Box component="li" sx={{ display: 'flex', gap: 0.5, alignItems: 'center', whiteSpace: 'nowrap' }}>
          <Box
            component="span"
            sx={{
              width: 12,
              height: 12,
              borderRadius: '2px',
              bgcolor: palettes[mode].sunken,
              border: '1px solid',
              borderColor: 'text.disabled',
              boxSizing: 'border-box',
            }}
          />
          no sample
        </Box>
      </Box>
    </Box>
  );
}

function spokenRuns(runs: readonly StateRun[], zone: string): string {
  const last = runs.at(-1);
  if (!last) return 'no sample';
  return `${last.text} since ${clock(last.startMs, zone, false)}, ${runs.length - 1} ${runs.length === 2 ? 'change' : 'changes'}`;
}
