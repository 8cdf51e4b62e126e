import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ClusterOptions, Cluster } from '../cluster/cluster.ts';
import type { ClusterSize } from '../cluster/cluster-plan.ts';

/** Raised when the model changes so that an old state's numbers would jump. */
const MODEL_VERSION = 1;

const StoredCluster = Type.Object({
  version: Type.Literal(MODEL_VERSION),
  seed: Type.Integer(),
  size: Type.Union([Type.Literal('small'), Type.Literal('M')]),
  boundaryTick: Type.Integer(),
});

/** Reads which cluster a state folder holds, or begins a new one whose past ends at `boundaryTick`; another seed or size begins anew too. */
export function openClusterState(
  stateDir: string,
  wanted: { readonly seed: number; readonly size: ClusterSize },
  boundaryTick: number,
): ClusterOptions {
  mkdirSync(stateDir, { recursive: true });
  const file = join(stateDir, 'cluster.json');
  const stored = readJson(file);
  if (
    Value.Check(StoredCluster, stored) &&
    stored.seed === wanted.seed &&
    stored.size === wanted.size &&
    stored.boundaryTick <= boundaryTick
  ) {
    return { seed: stored.seed, size: stored.size, boundaryTick: stored.boundaryTick };
  }
  const begun: ClusterOptions = { ...wanted, boundaryTick };
  writeJson(file, { version: MODEL_VERSION, ...begun });
  return begun;
}

/** What ties a file in the state folder to its cluster. */
export function clusterKey(cluster: Pick<Cluster, 'seed' | 'size' | 'boundaryTick'>): string {
  return `${MODEL_VERSION}/${cluster.seed}/${cluster.size}/${cluster.boundaryTick}`;
}

/** The value of a JSON file; undefined when it is absent or broken, which the schema of the caller then refuses. */
export function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A half-written file of a killed process: everything in this folder can be made again.
    return undefined;
  }
}

/** Writes a JSON file so that a reader sees the old or the new one, never a half. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value)}\n`);
  renameSync(`${file}.new`, file);
}
