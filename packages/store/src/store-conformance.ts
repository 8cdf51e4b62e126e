import { parseDocument, printDocument, type ParsedDocument, type ResourceKind } from '@hecate/perses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFinding } from './finding-conformance.ts';
import { describeFindingModel } from './finding-model.ts';
import { describeStoreModel } from './store-model.ts';
import type { Store } from './store.ts';

/** A fresh, empty store on the engine under test; `reopen` closes it and opens the same data again. */
interface StoreUnderTest {
  readonly store: Store;
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
}

/** Makes a store under test whose times come from `clock`. */
export type StoreFactory = (clock: () => number) => Promise<StoreUnderTest>;

/** What every engine must do, stated once: the suite that SQLite passes now and any other engine has to pass. */
export function describeStore(engine: string, createStore: StoreFactory): void {
  describe(`the store on ${engine}`, () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    let held: StoreUnderTest;
    let store: Store;
    const by = { author: 'ada', message: 'why' };

    beforeEach(async () => {
      held = await createStore(() => (now += 1000));
      store = held.store;
      await store.create(project('team'), by);
    });
    afterEach(() => held.dispose());

    it('creates version 0 with the server’s times and gives it back byte for byte', async () => {
      const specText = '{ "panels" : {},\n "é\\u00e9😀": 1.50e+1 , "__proto__":{"x":null} }';
      const given = board('One', specText, '"labels":{ "b":1.0 },"tags":["x"]');
      const made = await store.create(given, by);
      expect(made.metadata).toEqual({
        name: 'one',
        project: 'team',
        createdAt: made.metadata.createdAt,
        updatedAt: made.metadata.createdAt,
        version: 0,
        tags: ['x'],
      });
      expect(made.metadata.createdAt).toMatch(/^2026-01-01T\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(made.specText).toBe(specText);
      expect(await store.get('Dashboard', 'TEAM', 'ONE')).toEqual(made);
      expect(printDocument(made)).toContain(`"labels":{ "b":1.0 }},"spec":${specText},"also":[ 1 ]}`);
      const reopened = await held.reopen();
      expect(await reopened.get('Dashboard', 'team', 'one')).toEqual(made);
    });

    it('refuses a second document of the same name, and a project that does not exist', async () => {
      await store.create(board('one'), by);
      await expect(store.create(board('ONE'), by)).rejects.toMatchObject({
        code: 'document_already_exists',
        status: 409,
        message: 'document already exists',
      });
      await expect(store.create(board('one', '{}', '', 'nowhere'), by)).rejects.toMatchObject({
        code: 'project_missing',
        message: `bad request: metadata.project "nowhere" doesn't exist`,
      });
      expect(await store.list('Dashboard', {})).toHaveLength(1);
    });

    it('counts versions, keeps createdAt, and lets the last write win without If-Match', async () => {
      const made = await store.create(board('one'), by);
      const first = await store.update(board('one', '{"a":1}'), { author: 'bob' }, {});
      const second = await store.update(board('one', '{"a":2}'), { author: 'eve' }, {});
      expect([first.metadata.version, second.metadata.version]).toEqual([1, 2]);
      expect(second.metadata.createdAt).toBe(made.metadata.createdAt);
      expect(second.metadata.updatedAt > first.metadata.updatedAt).toBe(true);
      expect(second.author).toBe('eve');
      await expect(store.update(board('two'), by, {})).rejects.toMatchObject({
        code: 'document_not_found',
        message: 'document not found',
      });
    });

    it('refuses a write made on another version, naming both, and changes nothing', async () => {
      await store.create(board('one'), by);
      await store.update(board('one', '{"a":1}'), by, { ifMatch: 0 });
      const conflict = {
        code: 'version_conflict',
        status: 409,
        message: expect.stringMatching(/version 1,.*version 0/),
      };
      await expect(store.update(board('one', '{"a":2}'), by, { ifMatch: 0 })).rejects.toMatchObject(conflict);
      await expect(store.remove('Dashboard', 'team', 'one', by, { ifMatch: 0 })).rejects.toMatchObject(
        conflict,
      );
      await expect(store.restore('Dashboard', 'team', 'one', 0, by, { ifMatch: 0 })).rejects.toMatchObject(
        conflict,
      );
      expect(await store.get('Dashboard', 'team', 'one')).toMatchObject({ specText: '{"a":1}' });
      expect(await store.revisions('Dashboard', 'team', 'one', {})).toHaveLength(2);
    });

    it('keeps every version with author, time, message and a summary in words', async () => {
      await store.create(board('one'), by);
      await store.update(board('one', panels({ a: 'up' })), { author: 'bob', message: 'CPU' }, {});
      await store.update(board('one', panels({ a: 'down', b: 'up' })), { author: 'eve' }, {});
      const history = await store.revisions('Dashboard', 'team', 'one', {});
      expect(
        history.map(({ version, author, message, summary, action }) => ({
          version,
          author,
          message,
          summary,
          action,
        })),
      ).toEqual([
        {
          version: 2,
          author: 'eve',
          message: '',
          summary: '1 panel changed, 1 panel added',
          action: 'update',
        },
        { version: 1, author: 'bob', message: 'CPU', summary: '1 panel added', action: 'update' },
        { version: 0, author: 'ada', message: 'why', summary: 'created', action: 'create' },
      ]);
      expect(await store.revisions('Dashboard', 'team', 'one', { before: 2, limit: 1 })).toMatchObject([
        { version: 1 },
      ]);
      const old = await store.revision('Dashboard', 'team', 'one', 1);
      expect(old?.document).toMatchObject({ specText: panels({ a: 'up' }), author: 'bob' });
      expect(await store.revision('Dashboard', 'team', 'one', 3)).toBeNull();
      expect(await store.revisions('Dashboard', 'team', 'never', {})).toEqual([]);
    });

    it('restores an old version as a new one, with everything it carried', async () => {
      const first = await store.create(board('one', '{"a": 1.0}', '"labels":1,"tags":["x"]'), by);
      await store.update(board('one', '{"b":2}'), by, {});
      const back = await store.restore('Dashboard', 'Team', 'One', 0, { author: 'bob' }, { ifMatch: 1 });
      expect(back).toMatchObject({ specText: '{"a": 1.0}', metadataExtraText: '"labels":1', author: 'bob' });
      expect(back.metadata).toMatchObject({ version: 2, tags: ['x'], createdAt: first.metadata.createdAt });
      const [newest] = await store.revisions('Dashboard', 'team', 'one', {});
      expect(newest).toMatchObject({
        action: 'restore',
        summary: 'version 0 restored: 1 setting removed, 1 setting added',
      });
      await expect(store.restore('Dashboard', 'team', 'one', 9, by, {})).rejects.toMatchObject({
        code: 'revision_not_found',
        status: 404,
      });
    });

    it('removes, keeps the history, and brings a removed document back where it stopped', async () => {
      await store.create(board('one', '{"a":1}'), by);
      expect(await store.remove('Dashboard', 'team', 'one', by, {})).toBe(true);
      expect(await store.remove('Dashboard', 'team', 'one', by, {})).toBe(false);
      expect(await store.get('Dashboard', 'team', 'one')).toBeNull();
      expect(await store.revision('Dashboard', 'team', 'one', 1)).toMatchObject({
        revision: { action: 'delete' },
        document: null,
      });
      await expect(store.restore('Dashboard', 'team', 'one', 1, by, {})).rejects.toMatchObject({
        code: 'revision_not_restorable',
      });
      await expect(store.restore('Dashboard', 'team', 'one', 0, by, { ifMatch: 1 })).rejects.toMatchObject({
        code: 'document_not_found',
      });
      const back = await store.restore('Dashboard', 'team', 'one', 0, by, {});
      expect(back).toMatchObject({ specText: '{"a":1}', metadata: { version: 2 } });
      expect((await store.revisions('Dashboard', 'team', 'one', {})).map(({ action }) => action)).toEqual([
        'restore',
        'delete',
        'create',
      ]);
    });

    it('begins a document of a removed one’s name at version 0, and keeps the earlier life', async () => {
      await store.create(board('one', '{"old":1}'), by);
      await store.remove('Dashboard', 'team', 'one', by, {});
      const again = await store.create(board('one', '{"new":1}'), by);
      expect(again.metadata.version).toBe(0);
      expect(await store.revisions('Dashboard', 'team', 'one', {})).toMatchObject([{ version: 0, life: 2 }]);
      expect(await store.revisions('Dashboard', 'team', 'one', { life: 1 })).toHaveLength(2);
      expect(await store.revision('Dashboard', 'team', 'one', 0, { life: 1 })).toMatchObject({
        document: { specText: '{"old":1}' },
      });
    });

    it('removes a project with everything in it, and nothing beside it', async () => {
      await store.create(project('other'), by);
      await store.create(board('one'), by);
      await store.create(of('Folder', 'f', '{}', '', 'team'), by);
      await store.create(board('one', '{}', '', 'other'), by);
      await store.create(of('GlobalVariable', 'team', '{"kind":"TextVariable","spec":{"value":"x"}}'), by);
      expect(await store.remove('Project', null, 'Team', by, {})).toBe(true);
      expect(await store.list('Dashboard', {})).toMatchObject([{ metadata: { project: 'other' } }]);
      expect(await store.list('Folder', {})).toEqual([]);
      expect(await store.list('GlobalVariable', {})).toHaveLength(1);
      expect(await store.revisions('Dashboard', 'team', 'one', {})).toMatchObject([
        { action: 'delete', summary: 'removed with its project team' },
        { version: 0 },
      ]);
      await expect(store.restore('Dashboard', 'team', 'one', 0, by, {})).rejects.toMatchObject({
        code: 'project_missing',
      });
    });

    it('lists by project and literal name prefix, in order, in pages, with or without specs', async () => {
      await store.create(project('alpha'), by);
      for (const name of ['a_c', 'abc', 'a-c', 'b']) await store.create(board(name, '{"big":1}'), by);
      await store.create(board('abc', '{}', '', 'alpha'), by);
      const names = async (filter: Parameters<Store['list']>[1]) =>
        (await store.list('Dashboard', filter)).map(({ metadata }) => `${metadata.project}/${metadata.name}`);
      expect(await names({ project: 'team', namePrefix: 'A' })).toEqual(['team/a-c', 'team/a_c', 'team/abc']);
      expect(await names({ namePrefix: 'a_' })).toEqual(['team/a_c']);
      expect(await names({ namePrefix: '%' })).toEqual([]);
      expect(await names({ namePrefix: '\\' })).toEqual([]);
      expect(await names({ namePrefix: `a'||(select 1)--` })).toEqual([]);
      expect(await names({ project: '%' })).toEqual([]);
      expect(await names({ limit: 2 })).toEqual(['alpha/abc', 'team/a-c']);
      expect(await names({ limit: 2, after: { project: 'team', name: 'a-c' } })).toEqual([
        'team/a_c',
        'team/abc',
      ]);
      expect(await names({ limit: -1 })).toEqual([]);
      const [bare] = await store.list('Dashboard', { project: 'team', metadataOnly: true });
      expect(bare).toMatchObject({ specText: '{}', metadata: { version: 0 } });
    });

    it('keeps kinds of the same name apart, with their display names', async () => {
      await store.create(
        of('GlobalDatasource', 'team', '{"display":{"name":"Prometheus"},"plugin":{"kind":"X"}}'),
        by,
      );
      await store.create(of('Datasource', 'team', '{"plugin":{"kind":"X"}}', '', 'team'), by);
      expect(await store.get('GlobalDatasource', null, 'team')).toMatchObject({ displayName: 'Prometheus' });
      expect(await store.get('Datasource', 'team', 'team')).not.toHaveProperty('displayName');
      expect(await store.get('Dashboard', 'team', 'team')).toBeNull();
    });

    it('gives simultaneous writers versions without a gap and keeps every accepted body', async () => {
      await store.create(board('one', '{"n":-1}'), by);
      const writes = Array.from({ length: 40 }, (_, n) => store.update(board('one', `{"n":${n}}`), by, {}));
      const written = await Promise.all(writes);
      expect(written.map(({ metadata }) => metadata.version).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 40 }, (_, n) => n + 1),
      );
      for (const document of written) {
        const kept = await store.revision('Dashboard', 'team', 'one', document.metadata.version);
        expect(kept?.document?.specText).toBe(document.specText);
      }
      const races = await Promise.allSettled(
        Array.from({ length: 10 }, () => store.update(board('one'), by, { ifMatch: 40 })),
      );
      expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const creations = await Promise.allSettled(
        Array.from({ length: 10 }, () => store.create(board('two'), by)),
      );
      expect(creations.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('takes any text as author and message', async () => {
      const strange = { author: `a'; drop table resource;--\u0000`, message: 'half \ud800 and 😀' };
      await store.create(board('one'), strange);
      expect(await store.revisions('Dashboard', 'team', 'one', {})).toMatchObject([
        { author: `a'; drop table resource;--\ufffd`, message: 'half \ufffd and 😀' },
      ]);
    });

    it('does not begin what was aborted, and refuses work after its end', async () => {
      const aborted = AbortSignal.abort(new Error('the client left'));
      await expect(store.create(board('one'), by, aborted)).rejects.toThrow('the client left');
      await expect(store.get('Project', null, 'team', aborted)).rejects.toThrow('the client left');
      expect(await store.list('Dashboard', {})).toEqual([]);
      expect(await store.health()).toEqual({ ok: true, writable: true, reason: null });
      await store.close();
      await store.close();
      expect(await store.health()).toMatchObject({ ok: false, writable: false });
      await expect(store.create(board('one'), by)).rejects.toMatchObject({
        code: 'store_closed',
        status: 503,
      });
      await expect(store.list('Project', {})).rejects.toMatchObject({ code: 'store_closed' });
    });

    describeStoreModel(createStore);
    describeFinding(createStore);
    describeFindingModel(createStore);
  });
}

/** A parsed document of a kind, for tests. */
function of(
  kind: ResourceKind,
  name: string,
  specText = '{}',
  metadata = '',
  projectName = '',
): ParsedDocument {
  const members = [`"name":"${name}"`, projectName === '' ? '' : `"project":"${projectName}"`, metadata];
  const text = `{"kind":"${kind}","metadata":{${members.filter(Boolean).join(',')}},"spec":${specText},"also":[ 1 ]}`;
  return parseDocument(text, { kind });
}

/** A parsed project, for tests. */
export function project(name: string): ParsedDocument {
  return of('Project', name);
}

/** A parsed dashboard of the project `team` unless another is named, for tests. */
export function board(name: string, specText = '{}', metadata = '', projectName = 'team'): ParsedDocument {
  return of('Dashboard', name, specText, metadata, projectName);
}

function panels(queries: Readonly<Record<string, string>>): string {
  const entries = Object.entries(queries).map(([key, query]) => [
    key,
    { spec: { plugin: { kind: 'X', spec: { query } } } },
  ]);
  return JSON.stringify({ panels: Object.fromEntries(entries) });
}
