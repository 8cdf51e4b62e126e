import { useEffect, useRef, useState } from 'react';
import { ago, dateTime } from '../format/time.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { listenToSeconds } from './second-timer.ts';

/** How long ago an instant was, ticking by the shared timer and not by new data; the absolute time is its tooltip. */
export function Age({ atMs, prefix = '' }: { readonly atMs: number; readonly prefix?: string }) {
  const { zone } = useTimeRange();
  const element = useRef<HTMLTimeElement>(null);
  const [firstMs] = useState(() => Date.now());
  useEffect(
    () =>
      listenToSeconds((nowMs) => {
        const shown = `${prefix}${ago(atMs, nowMs, zone)}`;
        if (element.current !== null && element.current.textContent !== shown)
          element.current.textContent = shown;
      }),
    [atMs, prefix, zone],
  );
  return (
    <time ref={element} dateTime={new Date(atMs).toISOString()} title={dateTime(atMs, zone)}>
      {`${prefix}${ago(atMs, Math.max(firstMs, atMs), zone)}`}
    </time>
  );
}
