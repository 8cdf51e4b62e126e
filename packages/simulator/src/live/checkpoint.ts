import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterKey } from './cluster-state.ts';
import type { CounterState, LiveCounters } from './live-counters.ts';

const Row = Type.Object({
  id: Type.String(),
  startTick: Type.Integer(),
  tick: Type.Integer(),
  values: Type.Array(Type.Number()),
});
const Head = Type.Object({ cluster: Type.String() });

/** Reads the counters of an earlier process on this state; empty when there are none or they belong to another cluster. */
export function readCheckpoint(stateDir: string, cluster: Cluster): ReadonlyMap<string, CounterState> {
  const file = fileOf(stateDir);
  if (!existsSync(file)) return new Map();
  const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const head = parse(first);
  if (!Value.Check(Head, head) || head.cluster !== clusterKey(cluster)) return new Map();
  const rows = lines.map(parse).filter((row) => Value.Check(Row, row));
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

/** Writes the counters, one entity a line, in slices. */
export async function writeCheckpoint(
  stateDir: string,
  cluster: Cluster,
  counters: LiveCounters,
  tick: number,
  pause: () => Promise<void>,
): Promise<void> {
  const write = begin(stateDir, cluster);
  let inSlice = 0;
  for (const [id, state] of counters.states(tick)) {
    write.row({ id, ...state });
    inSlice += 1;
    if (inSlice % 4 === 0) await pause();
  }
  write.end();
}

/** The same without pauses, for the moment before the process ends. */
export function writeCheckpointNow(
  stateDir: string,
  cluster: Cluster,
  counters: LiveCounters,
  tick: number,
): void {
  const write = begin(stateDir, cluster, '.last');
  for (const [id, state] of counters.states(tick)) write.row({ id, ...state });
  write.end();
}

function begin(
  stateDir: string,
  cluster: Cluster,
  suffix = '.new',
): { row(value: unknown): void; end(): void } {
  const file = fileOf(stateDir);
  const handle = openSync(`${file}${suffix}`, 'w');
  writeSync(handle, `${JSON.stringify({ cluster: clusterKey(cluster) })}\n`);
  return {
    row: (value) => void writeSync(handle, `${JSON.stringify(value)}\n`),
    end() {
      closeSync(handle);
      renameSync(`${file}${suffix}`, file);
    },
  };
}

function fileOf(stateDir: string): string {
  return join(stateDir, 'counters.jsonl');
}

function parse(line: string): unknown {
  if (line === '') return undefined;
  try {
    return JSON.parse(line);
  } catch {
    // The file is replaced as a whole, so this is a stranger's file: its rows do not count.
    return undefined;
  }
}
