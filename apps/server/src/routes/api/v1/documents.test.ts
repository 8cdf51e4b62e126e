import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isSecretKind, resourceKinds, type KindEntry } from '@hecate/perses';
import { datasourceSpec, sampleDocument } from '../../../testing/documents.ts';
import { call, type Call } from '../../../testing/http-client.ts';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const api = (path: string, options?: Call) => call(`${server.url}${path}`, options);
const post = (path: string, body: unknown, headers = {}) => api(path, { method: 'POST', body, headers });
const put = (path: string, body: unknown, headers = {}) => api(path, { method: 'PUT', body, headers });
const remove = (path: string, headers = {}) => api(path, { method: 'DELETE', headers });

let count = 0;
/** A name that no other test uses. */
function fresh(prefix: string): string {
  count += 1;
  return `${prefix}-${count}`;
}

let project = '';
beforeEach(async () => {
  project = fresh('project');
  await post('/api/v1/projects', sampleDocument('Project', project));
});

const inProject = (entry: KindEntry): boolean => entry.scope === 'project';
const root = (entry: KindEntry): string =>
  inProject(entry) ? `/api/v1/projects/${project}/${entry.root}` : `/api/v1/${entry.root}`;
const sample = (entry: KindEntry, name: string): unknown =>
  sampleDocument(entry.kind, name, inProject(entry) ? project : undefined);

describe.each(resourceKinds)('$kind over HTTP', (entry) => {
  it('is created, read, listed, updated, deleted', async () => {
    const name = fresh('one');
    const created = await post(root(entry), sample(entry, name));
    expect(created.status).toBe(200);
    expect(created.json).toMatchObject({ kind: entry.kind, metadata: { name, version: 0 } });
    expect(created.headers.get('etag')).toBe('"0"');

    const read = await api(`${root(entry)}/${name}`);
    expect(read.text).toBe(created.text);

    expect((await api(`${root(entry)}?name=${name}`)).json).toEqual([created.json]);
    expect((await api(`/api/v1/${entry.root}?name=${name}`)).json).toEqual([created.json]);

    const updated = await put(`${root(entry)}/${name}`, sample(entry, name));
    expect(updated.status).toBe(200);
    expect(updated.json).toMatchObject({ metadata: { name, version: 1 } });

    const deleted = await remove(`${root(entry)}/${name}`);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect(await api(`${root(entry)}/${name}`)).toMatchObject({ status: 404, message: 'document not found' });
    expect((await remove(`${root(entry)}/${name}`)).status).toBe(404);
    expect((await put(`${root(entry)}/${name}`, sample(entry, name))).status).toBe(404);
  });

  it('is refused twice with 409, so that percli goes on with PUT', async () => {
    const name = fresh('twice');
    await post(root(entry), sample(entry, name));
    expect(await post(root(entry), sample(entry, name))).toMatchObject({
      status: 409,
      message: 'document already exists',
    });
  });

  it('keeps unknown fields, key order and the spelling of numbers', async () => {
    const name = fresh('odd');
    const spec = JSON.stringify(Reflect.get(Object(sample(entry, name)), 'spec'));
    // An unknown field of a secret would be stored in clear, so its spec has none.
    const odd = isSecretKind(entry.kind)
      ? '{ "allowedHosts" :[ "\\u0061" ]}'
      : `{"zzz":1.50,"aaa":{"b":[1e3,-0]},${spec.slice(1)}`;
    const place = inProject(entry) ? `,"project":"${project}"` : '';
    const body = `{"kind":"${entry.kind}","metadata":{"name":"${name}"${place},"owner":"me"},"spec":${odd},"extra":true}`;
    const created = await post(root(entry), body);
    expect(created.status).toBe(200);
    const read = await api(`${root(entry)}/${name}`);
    expect(read.text).toContain(`"spec":${odd}`);
    expect(read.json).toMatchObject({ extra: true, metadata: { owner: 'me' } });
    expect((await api(`${root(entry)}?name=${name}`)).text).toContain(`"spec":${odd}`);
  });

  it('takes the server’s word for times and version', async () => {
    const name = fresh('liar');
    const document: unknown = { ...Object(sample(entry, name)) };
    const metadata = {
      ...Object(Reflect.get(Object(document), 'metadata')),
      version: 99,
      createdAt: '2001-01-01T00:00:00Z',
    };
    const created = await post(root(entry), { ...Object(document), metadata });
    expect(created.json).toMatchObject({ metadata: { version: 0 } });
    expect(created.text).not.toContain('2001');
  });

  it('with If-Match is written only over the version that was read', async () => {
    const name = fresh('match');
    await post(root(entry), sample(entry, name));
    const path = `${root(entry)}/${name}`;
    expect((await put(path, sample(entry, name), { 'if-match': '"0"' })).status).toBe(200);
    const stale = await put(path, sample(entry, name), { 'if-match': '"0"' });
    expect(stale.status).toBe(409);
    expect(stale.message).toContain('version 1');
    expect(stale.message).toContain('version 0');
    expect((await remove(path, { 'if-match': '0' })).status).toBe(409);
    expect((await api(path)).json).toMatchObject({ metadata: { version: 1 } });
    expect((await put(path, sample(entry, name), { 'if-match': 'x' })).status).toBe(400);
    expect((await put(path, sample(entry, name))).json).toMatchObject({ metadata: { version: 2 } });
    expect((await remove(path, { 'if-match': '"2"' })).status).toBe(204);
  });

  it('is not sent again to who has the version', async () => {
    const name = fresh('tag');
    await post(root(entry), sample(entry, name));
    const path = `${root(entry)}/${name}`;
    const again = await api(path, { headers: { 'if-none-match': '"0"' } });
    expect([again.status, again.text]).toEqual([304, '']);
    await put(path, sample(entry, name));
    expect((await api(path, { headers: { 'if-none-match': '"0"' } })).status).toBe(200);
    const earlier = { 'if-none-match': '"1"', 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' };
    expect((await api(path, { headers: earlier })).status).toBe(200);
  });

  it.each([
    'a b',
    '*',
    '%',
    'a/b',
    '..',
    '.a',
    'a.',
    'a..b',
    'İ',
    '\u212a',
    'x'.repeat(76),
    '__proto__ ',
    "a'b",
    '',
  ])('is refused with the name %j', async (name) => {
    const answer = await post(root(entry), sample(entry, name));
    expect(answer.status).toBe(400);
    expect(answer.message).toMatch(/^bad request: /);
  });

  it('lower-cases its name in body and path', async () => {
    const name = fresh('Case');
    await post(root(entry), sample(entry, name));
    const read = await api(`${root(entry)}/${name.toUpperCase()}`);
    expect(read.json).toMatchObject({ metadata: { name: name.toLowerCase() } });
  });

  it('is refused where path and body disagree', async () => {
    const name = fresh('path');
    await post(root(entry), sample(entry, name));
    const answer = await put(`${root(entry)}/${name}`, sample(entry, 'other'));
    expect([answer.status, answer.message.includes('does not match')]).toEqual([400, true]);
    expect(answer.json).toMatchObject({ code: 'parameter_mismatch' });
    const otherKind = entry.kind === 'Folder' ? 'Dashboard' : 'Folder';
    expect(await post(root(entry), sampleDocument(otherKind, name, project))).toMatchObject({
      status: 400,
      json: { code: 'kind_invalid' },
    });
  });

  it('is refused without JSON, with broken JSON, with a content coding and when it is too large', async () => {
    const name = fresh('body');
    const text = JSON.stringify(sample(entry, name));
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonp',
      '',
    ];
    for (const type of types) {
      const answer = await post(root(entry), text, { 'content-type': type });
      expect([type, answer.status, answer.message]).toEqual([type, 415, 'unsupported media type']);
    }
    expect((await api(root(entry), { method: 'POST' })).status).toBe(415);
    for (const broken of [
      '',
      '{',
      'null',
      '[]',
      '"a"',
      '{"kind":1}',
      '{"a":1,"a":2}',
      `${text}x`,
      '\u0000',
    ]) {
      expect([broken, (await post(root(entry), broken)).status]).toEqual([broken, 400]);
    }
    expect((await post(root(entry), text, { 'content-encoding': 'gzip' })).status).toBe(415);
    const large = await post(root(entry), `{"kind":"${'x'.repeat(5_000_001)}"}`);
    expect([large.status, large.message.includes('5MB')]).toEqual([413, true]);
    expect((await api(`${root(entry)}/${name}`)).status).toBe(404);
  });

  it('knows no other verb', async () => {
    const answer = await api(root(entry), { method: 'PATCH', body: {} });
    expect([answer.status, answer.message]).toEqual([405, 'Method Not Allowed']);
    expect(answer.headers.get('allow')).toContain('POST');
  });
});

describe.each(resourceKinds.filter(({ scope }) => scope === 'project'))('$kind inside projects', (entry) => {
  it('needs a project that exists', async () => {
    const text = `bad request: metadata.project "nowhere" doesn't exist`;
    const document = sampleDocument(entry.kind, fresh('lost'), 'nowhere');
    expect(await post(`/api/v1/${entry.root}`, document)).toMatchObject({ status: 400, message: text });
    const path = `/api/v1/projects/nowhere/${entry.root}`;
    expect(await post(path, document)).toMatchObject({ status: 400, message: text });
    expect(await api(path)).toMatchObject({ status: 400, message: text });
    expect(await api(`${path}/a`)).toMatchObject({ status: 400, message: text });
    expect((await put(`${path}/lost`, sampleDocument(entry.kind, 'lost', 'nowhere'))).status).toBe(404);
    expect((await remove(`${path}/lost`)).status).toBe(404);
  });

  it('needs a project in the body where the path has none', async () => {
    expect(await post(`/api/v1/${entry.root}`, sampleDocument(entry.kind, fresh('homeless')))).toMatchObject({
      status: 400,
      message: 'bad request: metadata.project cannot be empty',
    });
    const name = fresh('filled');
    const answer = await post(root(entry), sampleDocument(entry.kind, name));
    expect(answer.json).toMatchObject({ metadata: { name, project } });
  });

  it('goes with its project', async () => {
    const name = fresh('cascade');
    await post(root(entry), sample(entry, name));
    expect((await remove(`/api/v1/projects/${project}`)).status).toBe(204);
    expect((await api(`/api/v1/${entry.root}?name=${name}`)).json).toEqual([]);
    await post('/api/v1/projects', sampleDocument('Project', project));
    expect((await api(`${root(entry)}/${name}`)).status).toBe(404);
  });

  it('is listed by project, and by one project only', async () => {
    const name = fresh('mine');
    const other = fresh('project');
    await post('/api/v1/projects', sampleDocument('Project', other));
    await post(root(entry), sample(entry, name));
    await post(`/api/v1/projects/${other}/${entry.root}`, sampleDocument(entry.kind, name, other));
    expect((await api(`/api/v1/${entry.root}?name=${name}`)).json).toHaveLength(2);
    expect(
      (await api(`/api/v1/${entry.root}?name=${name}&project=${other.toUpperCase()}`)).json,
    ).toHaveLength(1);
    const conflict = await api(`${root(entry)}?project=${other}`);
    expect([conflict.status, conflict.message.includes(other)]).toEqual([400, true]);
    expect((await api(`${root(entry)}?project=${project}`)).status).toBe(200);
  });
});

describe('lists', () => {
  it.each(resourceKinds)('of $root refuse what is no project name', async ({ root: collection }) => {
    for (const bad of ['..%2f..%2fetc', '..', '.x', 'a%2fb', '%00', 'x'.repeat(76), '%25', 'a%20b']) {
      const answer = await api(`/api/v1/${collection}?project=${bad}`);
      expect([bad, answer.status]).toEqual([bad, 400]);
    }
    expect((await api(`/api/v1/${collection}?project=a&project=b`)).status).toBe(400);
    expect((await api(`/api/v1/${collection}?name=a&name=b`)).status).toBe(400);
  });

  it('take the name as a beginning and nothing else', async () => {
    const name = fresh('list');
    await post(`/api/v1/projects/${project}/dashboards`, sampleDocument('Dashboard', `${name}-a`, project));
    await post(`/api/v1/projects/${project}/dashboards`, sampleDocument('Dashboard', `${name}-b`, project));
    const list = (query: string) =>
      api(`/api/v1/projects/${project}/dashboards?name=${encodeURIComponent(query)}`);
    expect((await list(name)).json).toHaveLength(2);
    expect((await list(name.toUpperCase())).json).toHaveLength(2);
    for (const odd of ['%', '_', 'list%', "a'||(select 1)--", '\u0000', '*', '-b']) {
      expect((await list(odd)).json).toEqual([]);
    }
  });

  it('leave the spec out when asked', async () => {
    await post(`/api/v1/projects/${project}/dashboards`, sampleDocument('Dashboard', 'meta', project));
    const { json } = await api(`/api/v1/projects/${project}/dashboards?metadata_only=true`);
    expect(json).toMatchObject([{ kind: 'Dashboard', metadata: { name: 'meta' }, spec: {} }]);
    expect(JSON.stringify(json)).toContain('"spec":{}');
    expect((await api(`/api/v1/projects/${project}/dashboards?metadata_only=maybe`)).status).toBe(400);
  });

  it('longer than a page are whole and in order', async () => {
    const names = Array.from({ length: 405 }, (_, index) => `page-${String(index).padStart(3, '0')}`);
    await Promise.all(
      names.map((name) =>
        post(`/api/v1/projects/${project}/folders`, sampleDocument('Folder', name, project)),
      ),
    );
    const { json } = await api(`/api/v1/projects/${project}/folders`);
    expect(json).toMatchObject(names.map((name) => ({ metadata: { name } })));
  }, 60_000);

  it('of datasources filter by plugin kind and default', async () => {
    const path = `/api/v1/projects/${project}/datasources`;
    await post(path, sampleDocument('Datasource', 'a', project, datasourceSpec('http://a', true)));
    await post(path, sampleDocument('Datasource', 'b', project, datasourceSpec('http://b', false)));
    const tempo = { default: true, plugin: { kind: 'TempoDatasource', spec: {} } };
    await post(path, sampleDocument('Datasource', 'c', project, tempo));
    const names = async (query: string) =>
      Object((await api(`${path}?${query}`)).json).map(
        (d: { metadata: { name: string } }) => d.metadata.name,
      );
    expect(await names('kind=PrometheusDatasource')).toEqual(['a', 'b']);
    expect(await names('default=true')).toEqual(['a', 'c']);
    expect(await names('kind=PrometheusDatasource&default=true')).toEqual(['a']);
  });
});
