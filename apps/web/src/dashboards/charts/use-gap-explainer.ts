import { useCallback } from 'react';
import { useSession } from '../../api/session.ts';
import { durationLabel } from '../../time/duration.ts';
import type { Gap } from './gap-at.ts';
import { gapReason, readGapFacts } from './gap-reason.ts';

/** Finds out why a gap is there; undefined where nobody knows. */
export type ExplainGap = (gap: Gap, signal: AbortSignal) => Promise<string | undefined>;

/** Slack of the oldest kept sample, ms: Prometheus deletes whole blocks. */
const BLOCK_MS = 2 * 3_600_000;

/** The explainer of a chart of this query, which is asked at `proxy`. */
export function useGapExplainer(proxy: string, query: string | undefined): ExplainGap {
  const retentionMs = useSession().data?.retentionMs ?? undefined;
  return useCallback(
    async (gap, signal) => {
      if (
        gap.edge === 'before' &&
        retentionMs !== undefined &&
        gap.toMs <= Date.now() - retentionMs + BLOCK_MS
      )
        return `metrics are kept ${durationLabel(retentionMs)}`;
      const facts = query === undefined ? undefined : await readGapFacts(proxy, query, gap, signal);
      return facts === undefined ? undefined : gapReason(facts, gap.edge);
    },
    [proxy, query, retentionMs],
  );
}
