import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { board, project } from './store-conformance.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-fill-'));
  file = join(folder, 'hecate.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('indexes the dashboards of an older store behind the start, goes on where it was stopped, and says how far it is', async () => {
  const by = { author: 'ada' };
  const store = await createSqliteStore({ file, clock: Date.now });
  await store.create(project('team'), by);
  for (let number = 0; number < 20; number += 1) {
    await store.create(board(`b${number}`, `{"display":{"name":"Board ${number}"}}`), by);
  }
  // As a version without the index left it: some dashboards unknown, the others indexed in another way.
  const database = new DatabaseSync(file);
  database.exec(`update dashboard_entry set index_version = 0, title = 'old', owner = 'kept';
    delete from dashboard_words;
    delete from dashboard_entry where id > 10`);
  database.close();
  const find = async (text: string) =>
    (await store.dashboards.search({ text, sort: 'name', order: 'ascending', limit: 50 })).total.count;
  expect(await store.dashboards.indexProgress()).toEqual({ done: 0, total: 20 });
  expect(await find('board')).toBe(0);

  const stopping = new AbortController();
  const seen: number[] = [];
  const filling = store.dashboards.fillIndex(stopping.signal, ({ done }) => {
    seen.push(done);
    if (done >= 8) stopping.abort(new Error('stopping'));
  });
  await expect(filling).rejects.toThrow('stopping');
  expect(seen).toEqual([0, 4, 8]);
  expect(await find('board')).toBe(8);
  await store.update(board('b9', '{"display":{"name":"Board nine"}}'), by, {});
  await store.close();

  const reopened = await createSqliteStore({ file, clock: Date.now });
  const rest: number[] = [];
  await reopened.dashboards.fillIndex(new AbortController().signal, ({ done }) => rest.push(done));
  expect([rest[0], rest.at(-1)]).toEqual([9, 20]);
  const page = await reopened.dashboards.search({
    text: 'board',
    sort: 'name',
    order: 'ascending',
    limit: 50,
  });
  expect(page.total.count).toBe(20);
  expect(page.rows.map(({ title }) => title)).toContain('Board nine');
  expect(new Set(page.rows.map(({ owner }) => owner))).toEqual(new Set(['kept', 'ada']));
  await reopened.close();
});
