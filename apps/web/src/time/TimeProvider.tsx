import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useSearchParams } from 'react-router-dom';
import { useQueryClient } from '@tanstack/react-query';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import { printDuration } from './duration.ts';
import {
  defaultRange,
  defaultRefresh,
  parseRange,
  parseRefresh,
  printRange,
  resolveRange,
  shiftRange,
  zoomOutRange,
  type Refresh,
  type TimeRange,
  type Window,
} from './range.ts';
import { useChangeUrl } from './use-url-state.ts';
import { resolveZone } from './zone.ts';

/** Range, refresh and zone of the page, all of them kept in the URL. */
export type Time = {
  readonly range: TimeRange;
  readonly refresh: Refresh;
  /** IANA name or `UTC`, ready for formatting. */
  readonly zone: string;
  /** `browser`, `UTC` or an IANA name, as chosen. */
  readonly zoneChoice: string;
  /** True while the person or a hidden tab holds the page still. */
  readonly isPaused: boolean;
  readonly pausedBy: 'person' | 'hidden' | null;
  /** What `refetchInterval` of a query takes: ms, or false while off or paused. */
  readonly refetchInterval: number | false;
  /** Grows with each manual refresh; a key for what has no query of its own. */
  readonly refreshCount: number;
  /** The instants of the range as of now. */
  readonly resolve: () => Window;
  readonly setRange: (range: TimeRange) => void;
  readonly setRefresh: (refresh: Refresh) => void;
  readonly setZone: (choice: string) => void;
  readonly shift: (direction: -1 | 1) => void;
  readonly zoomOut: () => void;
  readonly undoZoom: () => void;
  readonly refreshNow: () => void;
  readonly togglePause: () => void;
};

const Context = createContext<Time | null>(null);

/** At most this many ranges are kept for undo. */
const undoDepth = 20;

/** Reads the URL contract's `start`, `end`, `refresh` and `tz` and offers the ways to change them. */
export function TimeProvider({ children }: { readonly children: ReactNode }) {
  const [parameters] = useSearchParams();
  const change = useChangeUrl();
  const queries = useQueryClient();
  const { preferences } = usePreferences();
  const [isHeld, setHeld] = useState(false);
  const isHidden = useHidden();
  const [refreshCount, setRefreshCount] = useState(0);
  const past = useRef<readonly TimeRange[]>([]);

  const start = parameters.get('start');
  const end = parameters.get('end');
  const refreshText = parameters.get('refresh');
  const zoneChoice = parameters.get('tz') ?? preferences.zone;
  const range = useMemo(() => parseRange(start, end, defaultRange), [start, end]);
  const refresh = parseRefresh(refreshText, range);
  const zone = resolveZone(zoneChoice);
  const isPaused = isHeld || isHidden;
  const tabPause = isHidden ? 'hidden' : null;
  const pausedBy = isHeld ? 'person' : tabPause;

  const write = useCallback(
    (next: (from: TimeRange) => TimeRange) =>
      change((now) => {
        const from = rangeIn(now);
        const to = next(from);
        const keepsRefresh = to.kind === 'relative' && from.kind === 'relative';
        return { ...printRange(to), ...(keepsRefresh ? {} : { refresh: null }) };
      }),
    [change],
  );
  const move = useCallback(
    (next: (from: TimeRange) => TimeRange) =>
      write((from) => {
        past.current = [from, ...past.current].slice(0, undoDepth);
        return next(from);
      }),
    [write],
  );
  const setRange = useCallback((next: TimeRange) => move(() => next), [move]);
  const undoZoom = useCallback(() => {
    const [last, ...rest] = past.current;
    if (last === undefined) return;
    past.current = rest;
    write(() => last);
  }, [write]);
  const setRefresh = useCallback(
    (next: Refresh) => {
      const text = next === 'off' ? 'off' : printDuration(next);
      change((now) => ({ refresh: next === defaultRefresh(rangeIn(now)) ? null : text }));
    },
    [change],
  );
  const setZone = useCallback(
    (choice: string) => change({ tz: choice === preferences.zone ? null : choice }),
    [change, preferences.zone],
  );
  const refreshNow = useCallback(() => {
    setRefreshCount((count) => count + 1);
    void queries.refetchQueries({ type: 'active' });
  }, [queries]);
  const resolve = useCallback(() => resolveRange(range, Date.now()), [range]);
  const shift = useCallback(
    (direction: -1 | 1) => move((from) => shiftRange(from, direction, Date.now())),
    [move],
  );
  const zoomOut = useCallback(() => move((from) => zoomOutRange(from, Date.now())), [move]);
  const togglePause = useCallback(() => setHeld((held) => !held), []);
  const refetchInterval = refresh === 'off' || isPaused ? false : refresh;

  const value = useMemo<Time>(
    () => ({
      range,
      refresh,
      zone,
      zoneChoice,
      isPaused,
      pausedBy,
      refetchInterval,
      refreshCount,
      resolve,
      setRange,
      setRefresh,
      setZone,
      shift,
      zoomOut,
      undoZoom,
      refreshNow,
      togglePause,
    }),
    [
      range,
      refresh,
      zone,
      zoneChoice,
      isPaused,
      pausedBy,
      refetchInterval,
      refreshCount,
      resolve,
      setRange,
      setRefresh,
      setZone,
      shift,
      zoomOut,
      undoZoom,
      refreshNow,
      togglePause,
    ],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** Range, refresh and zone of the page, and the ways to change them. */
export function useTimeRange(): Time {
  const value = useContext(Context);
  if (value === null) throw new Error('useTimeRange needs TimeProvider above it');
  return value;
}

function rangeIn(parameters: URLSearchParams): TimeRange {
  return parseRange(parameters.get('start'), parameters.get('end'), defaultRange);
}

function useHidden(): boolean {
  const [isHidden, setHidden] = useState(() => document.visibilityState === 'hidden');
  useEffect(() => {
    const listen = () => setHidden(document.visibilityState === 'hidden');
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, []);
  return isHidden;
}
