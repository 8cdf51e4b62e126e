import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestCluster, WEDNESDAY } from '../testing/test-cluster.ts';
import { readCheckpoint, writeCheckpoint, writeCheckpointNow } from './checkpoint.ts';
import { openClusterState } from './cluster-state.ts';
import { openEpisodeLog } from './episode-log.ts';
import { createLiveCounters } from './live-counters.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-simulator-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wanted = { seed: 7, size: 'small' } as const;

describe('the state folder', () => {
  it('keeps a cluster over restarts and begins anew for another seed or a broken file', () => {
    const first = openClusterState(folder, wanted, 100);
    expect(openClusterState(folder, wanted, 200)).toEqual(first);
    expect(openClusterState(folder, { ...wanted, seed: 8 }, 300).boundaryTick).toBe(300);
    writeFileSync(join(folder, 'cluster.json'), '{"seed":');
    expect(openClusterState(folder, wanted, 400).boundaryTick).toBe(400);
  });

  it('lets counters go on after a restart as if nothing had happened', async () => {
    const test = createTestCluster({ isQuiet: true });
    const target = test.find(WEDNESDAY, 'vllm');
    const engine = test.cluster.engines[0];
    expect(engine).toBeDefined();
    if (engine === undefined) return;
    const pod = engine.podAt(WEDNESDAY).plan;
    const read = (counters: ReturnType<typeof createLiveCounters>, tick: number): readonly number[] => [
      ...counters.read(engine.exporterOf(pod).counters, engine.lifeAt(tick).containerStart, tick),
    ];
    const live = createLiveCounters(test.cluster, new Map(), () => 0);
    read(live, WEDNESDAY + 50);
    await writeCheckpoint(folder, test.cluster, live, WEDNESDAY + 50, () => Promise.resolve());
    const restarted = createLiveCounters(test.cluster, readCheckpoint(folder, test.cluster), () => 0);
    expect(read(restarted, WEDNESDAY + 300)).toEqual(read(live, WEDNESDAY + 300));
    expect(target.isUp(WEDNESDAY)).toBe(true);
  });

  it('fills a long downtime from samples: counters go up, and by about what they would have', () => {
    const test = createTestCluster({ isQuiet: true });
    const engine = test.cluster.engines[0];
    if (engine === undefined) throw new Error('no engine');
    const { counters } = engine.exporterOf(engine.podAt(WEDNESDAY).plan);
    const start = engine.lifeAt(WEDNESDAY).containerStart;
    const live = createLiveCounters(test.cluster, new Map(), () => 0);
    const before = live.read(counters, start, WEDNESDAY + 10).slice();
    writeCheckpointNow(folder, test.cluster, live, WEDNESDAY + 10);
    const later = WEDNESDAY + 10 + 4 * 5760;
    const restarted = createLiveCounters(test.cluster, readCheckpoint(folder, test.cluster), () => 0);
    const after = restarted.read(counters, start, later);
    const exact = new Float64Array(counters.size);
    for (let tick = WEDNESDAY + 11; tick <= later; tick += 1) counters.addTick(tick, exact);
    const { promptTokens } = counters.slots;
    const grown = (after[promptTokens] ?? 0) - (before[promptTokens] ?? 0);
    expect(grown / (exact[promptTokens] ?? 1)).toBeGreaterThan(0.97);
    expect(grown / (exact[promptTokens] ?? 1)).toBeLessThan(1.03);
  });

  it("does not take another cluster's counters", () => {
    const test = createTestCluster();
    const counters = createLiveCounters(test.cluster, new Map(), () => 0);
    counters.read({ id: 'x', size: 1, addTick: () => undefined }, WEDNESDAY, WEDNESDAY);
    writeCheckpointNow(folder, test.cluster, counters, WEDNESDAY);
    expect(readCheckpoint(folder, test.cluster).size).toBe(1);
    expect(readCheckpoint(folder, createTestCluster({ seed: 8 }).cluster).size).toBe(0);
  });
});

describe('the file of ground truth', () => {
  it('has every episode once, and brings back what was asked for', () => {
    const test = createTestCluster();
    const log = openEpisodeLog(folder, test.cluster);
    const begun = test.cluster.book.between(WEDNESDAY - 1000, WEDNESDAY + 1);
    log.append(begun);
    log.append(begun);
    const episode = test.start('straggler', WEDNESDAY + 4);
    log.append([episode]);
    appendFileSync(join(folder, 'episodes.jsonl'), '{"half');
    const lines = readFileSync(join(folder, 'episodes.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(begun.length + 2);
    expect(openEpisodeLog(folder, test.cluster).demanded).toEqual([episode]);
    expect(openEpisodeLog(folder, createTestCluster({ seed: 9 }).cluster).demanded).toEqual([]);
  });
});
