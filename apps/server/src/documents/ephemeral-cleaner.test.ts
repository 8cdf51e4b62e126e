import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument, type ResourceKind } from '@hecate/perses';
import { createSqliteStore, type Store } from '@hecate/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEphemeralCleaner } from './ephemeral-cleaner.ts';

const by = { author: 'ada' };
const never = new AbortController().signal;
let folder = '';
let store: Store;
let now = Date.parse('2026-01-01T00:00:00Z');
/** What the monotonic clock shows. */
let passedMs = 0;
const minute = 60_000;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-cleaner-'));
  store = await createSqliteStore({ file: join(folder, 'hecate.sqlite'), clock: () => now });
  await store.create(document('Project', 'p', {}), by);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function document(kind: ResourceKind, name: string, spec: object) {
  const metadata = kind === 'Project' ? { name } : { name, project: 'p' };
  return parseDocument(JSON.stringify({ kind, metadata, spec }), { kind });
}

const board = (name: string, ttl: string) => document('EphemeralDashboard', name, { ttl });
const cleaner = (onCleaned: (count: number) => void = () => undefined, intervalMs = 1) =>
  createEphemeralCleaner({
    store,
    clock: () => now,
    monotonic: () => passedMs,
    intervalMs,
    onCleaned,
    onFailure: (error) => {
      throw error;
    },
  });
const names = async () => (await store.list('EphemeralDashboard', {})).map(({ metadata }) => metadata.name);

describe('the cleaner of ephemeral dashboards', () => {
  it('removes those whose time since the last change is over, with their history', async () => {
    await store.create(board('short', '1m'), by);
    await store.create(board('long', '1h30m'), by);
    await store.create(board('kept', '1m'), by);
    await store.create(document('Dashboard', 'short', { ttl: '1m' }), by);
    now += minute - 1;
    expect(await cleaner().clean(never)).toBe(0);
    await store.update(board('kept', '1m'), by, {});
    now += 1;
    expect(await cleaner().clean(never)).toBe(1);
    expect(await names()).toEqual(['kept', 'long']);
    expect(await store.revisions('EphemeralDashboard', 'p', 'short', {})).toEqual([]);
    expect(await store.revisions('EphemeralDashboard', 'p', 'kept', {})).toHaveLength(2);
    expect(await store.get('Dashboard', 'p', 'short')).not.toBeNull();
    now += 89 * minute;
    expect(await cleaner().clean(never)).toBe(2);
    expect(await store.create(board('short', '1m'), by)).toMatchObject({ metadata: { version: 0 } });
  });

  it('removes nothing early when the clock is put two hours ahead or back, and everything in the end', async () => {
    await store.create(board('a', '1h'), by);
    const running = cleaner();
    now += 120 * minute;
    expect(await running.clean(never)).toBe(0);
    now += 59 * minute;
    passedMs += 59 * minute;
    expect(await running.clean(never)).toBe(0);
    now += minute;
    passedMs += minute;
    expect(await running.clean(never)).toBe(1);

    await store.create(board('b', '1h'), by);
    const other = cleaner();
    now -= 120 * minute;
    passedMs += 60 * minute;
    now += 60 * minute;
    expect(await other.clean(never)).toBe(0);
    now += 120 * minute;
    passedMs += 120 * minute;
    expect(await other.clean(never)).toBe(1);
  });

  it('leaves a dashboard that changed after it was looked at', async () => {
    await store.create(board('a', '1m'), by);
    now += minute;
    const late = createEphemeralCleaner({
      store: {
        list: async (...call) => {
          const found = await store.list(...call);
          await store.update(board('a', '1m'), by, {});
          return found;
        },
        purgeExpired: (...call) => store.purgeExpired(...call),
      },
      clock: () => now,
      monotonic: () => passedMs,
      intervalMs: 1,
      onCleaned: () => undefined,
      onFailure: () => undefined,
    });
    expect(await late.clean(never)).toBe(0);
    expect(await names()).toEqual(['a']);
  });

  it('looks at a bounded number in one pass and goes on where it stopped', async () => {
    for (let n = 0; n < 1_250; n += 1) await store.create(board(`b-${String(n).padStart(4, '0')}`, '1m'), by);
    now += minute;
    const one = cleaner();
    expect(await one.clean(never)).toBe(1_000);
    expect(await one.clean(never)).toBe(250);
    expect(await one.clean(never)).toBe(0);
  });

  it('passes again and again until it is stopped', async () => {
    await store.create(board('a', '1m'), by);
    now += minute;
    const stop = new AbortController();
    const passes: number[] = [];
    await new Promise<void>((resolve) => {
      cleaner((count) => {
        passes.push(count);
        if (passes.length === 3) resolve();
      }).run(stop.signal);
    });
    stop.abort();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(passes).toEqual([1, 0, 0]);
    await expect(cleaner().clean(stop.signal)).rejects.toThrow('aborted');
  });
});
