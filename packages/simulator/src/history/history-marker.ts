import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterKey, readJson, writeJson } from '../live/cluster-state.ts';

const Marker = Type.Object({
  cluster: Type.String(),
  isFirstScreenDone: Type.Boolean(),
  /** First ticks of the blocks that are in the TSDB folder. */
  blocks: Type.Array(Type.Integer()),
  /** Hours of past that are complete; 0 while filling. */
  hoursDone: Type.Number(),
});

/** What of the past has been written already. */
export type HistoryMarker = Static<typeof Marker>;

/** Reads the marker of a state folder; an empty one when nothing was written for this cluster. */
export function readHistoryMarker(stateDir: string, cluster: Cluster): HistoryMarker {
  const stored = readJson(fileOf(stateDir));
  const key = clusterKey(cluster);
  if (Value.Check(Marker, stored) && stored.cluster === key) return stored;
  return { cluster: key, isFirstScreenDone: false, blocks: [], hoursDone: 0 };
}

/** Replaces the marker. */
export function writeHistoryMarker(stateDir: string, marker: HistoryMarker): void {
  writeJson(fileOf(stateDir), marker);
}

function fileOf(stateDir: string): string {
  return join(stateDir, 'history.json');
}
