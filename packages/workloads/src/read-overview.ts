import type { Overview } from './contract/overview.ts';
import type { MetricsQuery } from './metrics-query.ts';
import { readAttention } from './overview/attention.ts';
import { changesOf, readChangeCurves } from './overview/changes.ts';
import { readPulse } from './overview/pulse.ts';
import { countsOf, stripsOf } from './overview/strips.ts';
import { readInventory, type Scope } from './read-inventory.ts';

/** The first screen in one answer: counts, what needs attention, pulse, strips, what changed. */
export async function readOverview(query: MetricsQuery, scope: Scope, rangeMs: number): Promise<Overview> {
  const [inventory, { pulse, warnings }, curves] = await Promise.all([
    readInventory(query, scope),
    readPulse(query, scope, rangeMs),
    readChangeCurves(query, scope),
  ]);
  const { assessed, observedMs } = inventory;
  const attention = await readAttention(query, assessed, scope, rangeMs);
  return {
    counts: countsOf(assessed),
    attention: attention.attention,
    attentionTotal: attention.total,
    pulse,
    strips: stripsOf(assessed),
    changes: changesOf(curves, assessed, scope.nowMs),
    observedMs,
    warnings: [...new Set([...inventory.warnings, ...warnings, ...curves.warnings, ...attention.warnings])],
  };
}
