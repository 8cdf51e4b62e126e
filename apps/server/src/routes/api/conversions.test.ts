import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readJson, yamlToJson } from '@hecate/perses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDocument } from '../../testing/documents.ts';
import { call } from '../../testing/http-client.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const testData =
  process.env['HECATE_TEST_DATA'] ?? new URL('../../../../../../shared/data', import.meta.url).pathname;
const isMissing = !existsSync(testData) && process.env['CI'] !== 'true';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await call(`${server.url}/api/v1/projects`, {
    method: 'POST',
    body: sampleDocument('Project', 'perses-dev'),
  });
});
afterAll(async () => {
  await server.stop();
});

const post = (path: string, body: unknown) => call(`${server.url}${path}`, { method: 'POST', body });
const grafana = { title: 'T', uid: 'u', panels: [{ type: 'stat', title: 'a', targets: [{ expr: 'up' }] }] };

describe('POST /api/migrate', () => {
  it('answers the dashboard as Perses does and stores nothing', async () => {
    const { status, json } = await post('/api/migrate', { grafanaDashboard: grafana });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      kind: 'Dashboard',
      metadata: { name: 'u', createdAt: '0001-01-01T00:00:00Z', version: 0, project: '' },
      spec: { panels: { 0: { kind: 'Panel' } }, duration: '1h' },
    });
    expect((await call(`${server.url}/api/v1/dashboards?project=perses-dev`)).json).toEqual([]);
  });

  it('refuses in the words of a bad request', async () => {
    const { status, message } = await post('/api/migrate', { grafanaDashboard: 1 });
    expect([status, message]).toEqual([
      400,
      'bad request: grafanaDashboard must be an object, but is a number',
    ]);
    const plain = await call(`${server.url}/api/migrate`, {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expect(plain.status).toBe(415);
  });
});

describe('POST /api/hecate/v1/convert', () => {
  it('answers documents with the bytes of their specs, and the report', async () => {
    const board = '{"kind":"Dashboard","metadata":{"name":"a","project":"p"},"spec":{ "n":1.50 }}';
    const { status, text } = await post('/api/hecate/v1/convert', { text: board });
    expect(status).toBe(200);
    expect(text).toContain(`{"documents":[${board}],"report":{"summary":"1 document read."`);
  });

  it('makes custom resources and takes a project for documents without one', async () => {
    const { json } = await post('/api/hecate/v1/convert', {
      text: JSON.stringify(grafana),
      to: 'cr-v1alpha2',
      project: 'p',
    });
    expect(json).toMatchObject({
      documents: [
        { apiVersion: 'perses.dev/v1alpha2', kind: 'PersesDashboard', metadata: { namespace: 'p' } },
      ],
      report: { summary: '1 of 1 panel converted.' },
    });
  });

  it.each([
    [{ text: '' }, 'text'],
    [{ text: 'a: [1' }, 'not valid YAML'],
    [{ text: '{}', to: 'grafana' }, 'to'],
    [{ text: '{}', project: '../x' }, 'is not a correct name'],
  ])('refuses %j', async (body, words) => {
    const { status, message } = await post('/api/hecate/v1/convert', body);
    expect(status).toBe(400);
    expect(message).toContain(words);
  });
});

describe.skipIf(isMissing)('real documents', () => {
  const folder = `${testData}/dashboards/perses-community`;

  it('go in and out with the bytes of their specs: 41 dashboards, created, read, updated and read', async () => {
    const files = readdirSync(folder);
    expect(files.length).toBe(41);
    for (const file of files) {
      const text = yamlToJson(readFileSync(`${folder}/${file}`, 'utf8'));
      const specText = specOf(text);
      const name = nameOf(text);
      const root = `${server.url}/api/v1/projects/perses-dev/dashboards`;
      const created = await call(root, { method: 'POST', body: text });
      expect([file, created.status]).toEqual([file, 200]);
      expect(specOf(created.text)).toBe(specText);
      expect(specOf((await call(`${root}/${name}`)).text)).toBe(specText);
      // The same document with blanks and a field that nobody knows.
      const changed = `{ "unheard": 1.0 , ${specText.slice(1)}`;
      const updated = await call(`${root}/${name}`, {
        method: 'PUT',
        body: text.replace(specText, () => changed),
      });
      expect([file, updated.status]).toEqual([file, 200]);
      expect(specOf((await call(`${root}/${name}`)).text)).toBe(changed);
    }
    const { text } = await call(`${server.url}/api/v1/projects/perses-dev/dashboards`);
    const list: readonly unknown[] = JSON.parse(text);
    expect(list.length).toBe(41);
  });

  it('pass through the conversion API unchanged', async () => {
    const file = readFileSync(`${folder}/node-exporter__node-exporter-nodes.yaml`, 'utf8');
    const { text } = await post('/api/hecate/v1/convert', { text: file });
    expect(text).toContain(`"spec":${specOf(yamlToJson(file))}`);
  });
});

function specOf(text: string): string {
  const place = readJson(text).members.get('spec');
  return text.slice(place?.start ?? 0, place?.end ?? 0);
}

function nameOf(text: string): string {
  const place = readJson(text).members.get('metadata')?.members.get('name');
  const name: unknown = JSON.parse(text.slice(place?.start ?? 0, place?.end ?? 0));
  return typeof name === 'string' ? name : '';
}
