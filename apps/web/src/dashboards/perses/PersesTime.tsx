import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { TimeRangeContext, type TimeRange as PersesTimeRange } from '@perses-dev/plugin-system';
import { isRelativeTimeRange, type DurationString, type TimeRangeValue } from '@perses-dev/core';
import { parseDuration, printDuration } from '../../time/duration.ts';
import { resolveRange, type TimeRange, type Window } from '../../time/range.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { createTickClock, isUnreachable, type Answers } from './tick-clock.ts';

/** How often it is looked whether the window moves on, ms: all refresh intervals are whole seconds. */
const CHECK_MS = 1000;

/** Gives the Perses packages the time bar's range and refresh: one clock for the whole page. */
export function PersesTime({ children }: { readonly children: ReactNode }) {
  const time = useTimeRange();
  const { range, refetchInterval, refreshCount, setRange, setRefresh, refreshNow } = time;
  const window = useTickingWindow(range, refetchInterval, refreshCount);
  const value = useMemo<PersesTimeRange>(() => {
    const absoluteTimeRange = { start: new Date(window.startMs), end: new Date(window.endMs) };
    const refreshIntervalInMs = refetchInterval === false ? 0 : refetchInterval;
    return {
      timeRange:
        range.kind === 'relative' ? { pastDuration: persesDuration(range.pastMs) } : absoluteTimeRange,
      absoluteTimeRange,
      setTimeRange: (next) => setRange(ownRange(next)),
      refresh: refreshNow,
      refreshKey: `${window.startMs}:${window.endMs}`,
      refreshInterval: persesDuration(refreshIntervalInMs),
      refreshIntervalInMs,
      setRefreshInterval: (next) => setRefresh(parseDuration(next) ?? 'off'),
    };
  }, [range, window, refetchInterval, setRange, setRefresh, refreshNow]);
  return <TimeRangeContext.Provider value={value}>{children}</TimeRangeContext.Provider>;
}

/** The instants of the range, moved on with every refresh tick and every manual refresh; one new window per cause. */
function useTickingWindow(range: TimeRange, intervalMs: number | false, refreshCount: number): Window {
  const [ticks, setTicks] = useState(0);
  const queries = useQueryClient();
  useEffect(() => {
    if (intervalMs === false) return undefined;
    const clock = createTickClock(intervalMs, Date.now());
    const timer = setInterval(() => {
      if (clock.isDue(Date.now(), answersNow(queries))) setTicks((count) => count + 1);
    }, CHECK_MS);
    return () => clearInterval(timer);
  }, [intervalMs, queries]);
  const window = useMemo(() => windowAt(range, ticks + refreshCount), [range, ticks, refreshCount]);
  // What the new window did not replace, as the values of variables on their slower clock, is asked again with it.
  useEffect(() => {
    void queries.refetchQueries({
      type: 'active',
      predicate: ({ state }) => isUnreachable(state.error),
    });
  }, [window, queries]);
  return window;
}

function answersNow(queries: QueryClient): Answers {
  if (queries.isFetching({ type: 'active' }) > 0) return 'under way';
  const shown = queries.getQueryCache().findAll({ type: 'active' });
  return shown.some(({ state }) => isUnreachable(state.error)) ? 'unreachable' : 'well';
}

/** `_cause` only makes the window new; whole seconds, so that equal queries of one moment are equal. */
function windowAt(range: TimeRange, _cause: number): Window {
  return resolveRange(range, Math.floor(Date.now() / 1000) * 1000);
}

function ownRange(value: TimeRangeValue): TimeRange {
  return isRelativeTimeRange(value)
    ? { kind: 'relative', pastMs: parseDuration(value.pastDuration) ?? 3_600_000 }
    : { kind: 'absolute', startMs: value.start.getTime(), endMs: value.end.getTime() };
}

/** A length in the single unit that the duration type of the packages spells. */
function persesDuration(ms: number): DurationString {
  const text = printDuration(ms);
  return isDuration(text) ? text : `${Math.round(ms / 1000)}s`;
}

function isDuration(text: string): text is DurationString {
  return /^\d+(?:ms|[smhdwy])$/.test(text);
}
