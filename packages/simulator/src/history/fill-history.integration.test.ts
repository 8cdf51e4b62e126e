import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createResolver } from '@hecate/components';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hours } from '../model/grid.ts';
import { createTestCluster, WEDNESDAY } from '../testing/test-cluster.ts';
import { blocksOf, fillHistory } from './fill-history.ts';
import { writeFirstScreenHistory } from './first-screen.ts';
import { readHistoryMarker } from './history-marker.ts';

let folder = '';
let promtool = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-history-'));
  promtool = (await createResolver({ report: () => undefined }).resolve('promtool', { order: 'tests' })).path;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blockFolders = (): readonly string[] =>
  readdirSync(join(folder, 'tsdb')).filter((name) => name.length === 26);

it(
  'goes on after a kill where it was, writes every block once, and is done once',
  { timeout: 300_000 },
  async () => {
    const { cluster } = createTestCluster();
    const paths = {
      cluster,
      stateDir: join(folder, 'state'),
      tsdbDir: join(folder, 'tsdb'),
      promtool,
      hours: 1,
    };
    const blocks = blocksOf(WEDNESDAY - hours(1), WEDNESDAY);
    const stopping = new AbortController();
    const first = await writeFirstScreenHistory({ ...paths, signal: stopping.signal });
    expect(first?.samples).toBeGreaterThan(50_000);
    expect(await writeFirstScreenHistory({ ...paths, signal: stopping.signal })).toBeNull();
    const before = blockFolders().length;

    const interrupted = fillHistory({
      ...paths,
      signal: stopping.signal,
      report: () => {
        if (readHistoryMarker(paths.stateDir, cluster).blocks.length === 1) stopping.abort();
      },
    });
    await expect(interrupted).rejects.toThrow('abort');
    expect(readHistoryMarker(paths.stateDir, cluster)).toMatchObject({ blocks: [blocks[0]], hoursDone: 0 });

    const told: number[] = [];
    const again = {
      ...paths,
      signal: new AbortController().signal,
      report: (fraction: number) => void told.push(fraction),
    };
    await fillHistory(again);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    expect(readHistoryMarker(paths.stateDir, cluster)).toMatchObject({ blocks: [...blocks], hoursDone: 1 });
    expect(blockFolders()).toHaveLength(before + blocks.length);
    await fillHistory(again);
    expect(blockFolders()).toHaveLength(before + blocks.length);
    expect(readdirSync(paths.stateDir).toSorted()).toEqual(['history.json']);
  },
);
