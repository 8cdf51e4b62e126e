import type { Cluster } from '../cluster/cluster.ts';
import type { HistoryProgress } from '../live/simulator-server.ts';

export function startHistory(_options: {
  readonly cluster: Cluster;
  readonly signal: AbortSignal;
}): Promise<() => HistoryProgress> {
  return Promise.resolve(() => ({ fraction: 1, message: 'no history' }));
}
