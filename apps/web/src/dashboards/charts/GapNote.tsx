import { useEffect, useState } from 'react';
import { shortTime } from '../../format/time.ts';
import type { Gap } from './gap-at.ts';
import type { ExplainGap } from './use-gap-explainer.ts';

/** How long the pointer stays in a gap before anybody is asked, ms. */
const REST_MS = 200;

/** A gap in words: from when to when, and why where it is known. */
export function GapNote({
  gap,
  zone,
  explain,
}: {
  readonly gap: Gap;
  readonly zone: string;
  readonly explain: ExplainGap | undefined;
}) {
  const [found, setFound] = useState<{ readonly of: string; readonly reason: string }>();
  const { edge, fromMs, toMs } = gap;
  const key = `${edge} ${fromMs} ${toMs}`;
  useEffect(() => {
    if (explain === undefined) return undefined;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      // A reason that cannot be found out is none: the gap itself is told all the same.
      explain({ edge, fromMs, toMs }, leaving.signal).then(
        (words) =>
          !leaving.signal.aborted && setFound({ of: `${edge} ${fromMs} ${toMs}`, reason: words ?? '' }),
        () => undefined,
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [edge, fromMs, toMs, explain]);
  const reason = found?.of === key ? found.reason : '';
  return <>{`${gapWords(gap, zone)}${reason === '' ? '.' : `: ${reason}.`}`}</>;
}

/** `No samples 14:02–14:09`, `No samples before 14:02`, `No samples since 14:09`. */
export function gapWords({ edge, fromMs, toMs }: Gap, zone: string): string {
  const from = shortTime(fromMs, toMs, zone);
  if (edge === 'before') return `No samples before ${shortTime(toMs, toMs, zone)}`;
  return edge === 'after' ? `No samples since ${from}` : `No samples ${from}–${shortTime(toMs, toMs, zone)}`;
}
