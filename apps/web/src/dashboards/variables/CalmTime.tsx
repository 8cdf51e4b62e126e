import { useMemo, type ReactNode } from 'react';
import { TimeRangeContext, useTimeRange } from '@perses-dev/plugin-system';

/** Grid on which the values of variables are looked up, ms: a new pod shows up within a minute. */
const GRID_MS = 60_000;

/** A slower clock for variables: upstream asks for their values with every refresh, although they change with the cluster only. */
export function CalmTime({ children }: { readonly children: ReactNode }) {
  const time = useTimeRange();
  const startMs = Math.floor(time.absoluteTimeRange.start.getTime() / GRID_MS) * GRID_MS;
  const endMs = Math.ceil(time.absoluteTimeRange.end.getTime() / GRID_MS) * GRID_MS;
  const absoluteTimeRange = useMemo(
    () => ({ start: new Date(startMs), end: new Date(endMs) }),
    [startMs, endMs],
  );
  const value = useMemo(
    () => ({ ...time, absoluteTimeRange, refreshKey: `${startMs}:${endMs}` }),
    [time, absoluteTimeRange, startMs, endMs],
  );
  return <TimeRangeContext.Provider value={value}>{children}</TimeRangeContext.Provider>;
}
