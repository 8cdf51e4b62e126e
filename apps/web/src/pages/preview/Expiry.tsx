import { useNow } from '../../components/use-now.ts';
import { shortTime } from '../../format/time.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';

/** The instant at which a preview is removed, in a sentence. */
export function Expiry({ atMs }: { readonly atMs: number }) {
  const { zone } = useTimeRange();
  const nowMs = useNow();
  return <time dateTime={new Date(atMs).toISOString()}>{shortTime(atMs, nowMs, zone)}</time>;
}
