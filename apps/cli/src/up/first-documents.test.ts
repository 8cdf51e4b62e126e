import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument, printDocument } from '@hecate/perses';
import { createSqliteStore, type Store, type StoredDocument } from '@hecate/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFirstDocuments, keepOwnDatasource, ownDatasource } from './first-documents.ts';

const ada = { author: 'ada' };
const firstUrl = 'http://127.0.0.1:41001';
const nextUrl = 'http://127.0.0.1:41002';
let folder = '';
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-first-'));
  store = await createSqliteStore({ file: join(folder, 'hecate.sqlite'), clock: Date.now });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const dashboards = async (project: string): Promise<readonly string[]> =>
  (await store.list('Dashboard', { project, metadataOnly: true })).map(({ metadata }) => metadata.name);

describe('the first documents', () => {
  it('are made once: a second start changes nothing', async () => {
    await createFirstDocuments(store);
    const made = await store.list('Dashboard', {});
    expect(made.length).toBeGreaterThan(10);
    await createFirstDocuments(store);
    expect(await store.list('Dashboard', {})).toEqual(made);
  });

  it('stay removed when a person removed them', async () => {
    await createFirstDocuments(store);
    const [kept = '', gone = ''] = await dashboards('platform');
    await store.remove('Project', null, 'llm-prod', ada, {});
    await store.remove('Dashboard', 'platform', gone, ada, {});
    await createFirstDocuments(store);
    expect(await store.get('Project', null, 'llm-prod')).toBeNull();
    expect(await dashboards('platform')).toContain(kept);
    expect(await dashboards('platform')).not.toContain(gone);
  });

  it('do not come back where a person moved them away', async () => {
    await createFirstDocuments(store);
    const [moved = ''] = await dashboards('platform');
    await store.move({ project: 'platform', name: moved }, { project: 'llm-prod', name: 'mine' }, ada, {});
    await createFirstDocuments(store);
    expect(await dashboards('platform')).not.toContain(moved);
  });

  it('are completed after a start that was killed between two of them', async () => {
    let total = 0;
    await createFirstDocuments(watched(store, () => (total += 1)));
    const whole = await store.list('Dashboard', { metadataOnly: true });
    for (const writes of [1, 2, total - 1]) {
      await store.close();
      store = await createSqliteStore({ file: join(folder, `${writes}.sqlite`), clock: Date.now });
      let left = writes;
      const killed = watched(store, () => {
        if (left === 0) throw new Error('killed');
        left -= 1;
      });
      await expect(createFirstDocuments(killed)).rejects.toThrow('killed');
      await createFirstDocuments(store);
      const completed = await store.list('Dashboard', { metadataOnly: true });
      expect(completed.map(placeOf)).toEqual(whole.map(placeOf));
      expect(await store.list('Project', {})).toHaveLength(8);
    }
  });

  it('do not go into a project of that name that a person made', async () => {
    const project = { kind: 'Project', metadata: { name: 'platform' }, spec: {} };
    await store.create(parseDocument(JSON.stringify(project), { kind: 'Project', name: 'platform' }), ada);
    await createFirstDocuments(store);
    expect(await dashboards('platform')).toEqual([]);
  });
});

describe('the default datasource', () => {
  const specText = async (): Promise<string> =>
    (await store.get('GlobalDatasource', null, ownDatasource))?.specText ?? '';
  const edit = async (change: (text: string) => string): Promise<void> => {
    const present = await store.get('GlobalDatasource', null, ownDatasource);
    if (present === null) throw new Error('the datasource is not there');
    const text = printDocument({ ...present, specText: change(present.specText) });
    await store.update(parseDocument(text, { kind: 'GlobalDatasource', name: ownDatasource }), ada, {});
  };

  it('follows Prometheus to another port, and everything that a person added stays byte for byte', async () => {
    await keepOwnDatasource(store, new URL(firstUrl), null);
    await edit((text) =>
      text.replace('"url":', '"headers" : {"X-Team":"a1"}, "secret":"token", "url" : ').replace('15s', '30s'),
    );
    const edited = await specText();
    expect(edited).toContain('"secret":"token"');
    await keepOwnDatasource(store, new URL(nextUrl), firstUrl);
    expect(await specText()).toBe(edited.replace(firstUrl, nextUrl));
  });

  it('is left alone when a person pointed it elsewhere, even where the old URL still stands in it', async () => {
    await keepOwnDatasource(store, new URL(firstUrl), null);
    await edit((text) =>
      text.replace(firstUrl, 'http://mine.example').replace('Started or named by hecate up', firstUrl),
    );
    const edited = await specText();
    await keepOwnDatasource(store, new URL(nextUrl), firstUrl);
    expect(await specText()).toBe(edited);
  });

  it('stays removed when a person removed it', async () => {
    await keepOwnDatasource(store, new URL(firstUrl), null);
    await store.remove('GlobalDatasource', null, ownDatasource, ada, {});
    await keepOwnDatasource(store, new URL(nextUrl), firstUrl);
    expect(await store.get('GlobalDatasource', null, ownDatasource)).toBeNull();
  });
});

const placeOf = ({ metadata }: StoredDocument): string => `${metadata.project}/${metadata.name}`;

/** The store, with a look before each creation. */
function watched(real: Store, beforeCreate: () => void): Store {
  return {
    ...real,
    create: async (...given) => {
      beforeCreate();
      return real.create(...given);
    },
  };
}
