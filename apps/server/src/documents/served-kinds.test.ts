import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawArchive } from '../testing/archives.ts';
import { datasourceSpec, sampleDocument } from '../testing/documents.ts';
import { call } from '../testing/http-client.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { importArchive } from '../testing/transfer-client.ts';

/** Each switch: what is absent with it, what stays, and where Perses' settings say so. */
const switches = [
  {
    env: 'HECATE_DATASOURCE_GLOBAL_ENABLED',
    absent: ['/api/v1/globaldatasources', '/api/v1/globalsecrets', '/proxy/globaldatasources/x/api/v1/query'],
    refused: ['GlobalDatasource', 'GlobalSecret'],
    stays: ['/api/v1/datasources', '/api/v1/secrets', '/api/v1/globalvariables'],
    settings: {
      datasource: { global: { disable: true }, project: { disable: false }, disable_local: false },
    },
  },
  {
    env: 'HECATE_DATASOURCE_PROJECT_ENABLED',
    absent: [
      '/api/v1/datasources',
      '/api/v1/projects/p/datasources',
      '/proxy/projects/p/datasources/x/api/v1/query',
    ],
    refused: ['Datasource'],
    stays: ['/api/v1/globaldatasources', '/api/v1/secrets'],
    settings: {
      datasource: { global: { disable: false }, project: { disable: true }, disable_local: false },
    },
  },
  {
    env: 'HECATE_VARIABLE_GLOBAL_ENABLED',
    absent: ['/api/v1/globalvariables'],
    refused: ['GlobalVariable'],
    stays: ['/api/v1/variables', '/api/v1/globaldatasources'],
    settings: { variable: { global: { disable: true }, project: { disable: false }, disable_local: false } },
  },
  {
    env: 'HECATE_VARIABLE_PROJECT_ENABLED',
    absent: ['/api/v1/variables', '/api/v1/projects/p/variables'],
    refused: ['Variable'],
    stays: ['/api/v1/globalvariables', '/api/v1/datasources'],
    settings: { variable: { global: { disable: false }, project: { disable: true }, disable_local: false } },
  },
] as const;

describe.each(switches)('with $env=false', ({ env, absent, refused, stays, settings }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ [env]: 'false' });
    await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'p') });
  });
  afterAll(() => server.stop());

  it.each(absent)('%s is not there', async (path) => {
    expect(await call(`${server.url}${path}`)).toMatchObject({ status: 404, message: 'Not Found' });
  });

  it.each(stays)('%s stays', async (path) => {
    expect((await call(`${server.url}${path}`)).status).toBe(200);
  });

  it.each(refused)('an import of a %s is refused with the key that brings it back', async (kind) => {
    const body = JSON.stringify(sampleDocument(kind, 'x', kind.startsWith('Global') ? undefined : 'p'));
    const answer = await importArchive(server.url, rawArchive([{ name: 'x.json', content: body }]));
    expect(JSON.stringify(answer.lines)).toMatch(
      new RegExp(`documents of kind ${kind} are switched off.*Enabled switches them on`),
    );
  });

  it('Perses clients read it in the settings', async () => {
    expect((await call(`${server.url}/api/config`)).json).toMatchObject(settings);
  });
});

describe('what is stored already', () => {
  it('is neither listed nor asked while its kind is switched off, and is there again afterwards', async () => {
    const first = await startTestServer();
    await call(`${first.url}/api/v1/globaldatasources`, {
      method: 'POST',
      body: sampleDocument('GlobalDatasource', 'main', undefined, datasourceSpec('http://127.0.0.1:9', true)),
    });
    const off = await startTestServer({ HECATE_DATASOURCE_GLOBAL_ENABLED: 'false' }, { store: first.store });
    expect((await call(`${off.url}/api/hecate/v1/session`)).json).toMatchObject({ defaultDatasource: null });
    expect((await call(`${off.url}/prometheus/api/v1/query?query=1`)).status).toBe(503);
    expect((await call(`${first.url}/api/hecate/v1/session`)).json).toMatchObject({
      defaultDatasource: 'main',
    });
    await off.server.close();
    await first.stop();
  });
});

describe('inside dashboards', () => {
  it.each([
    ['HECATE_DATASOURCE_LOCAL_ENABLED', 'datasources', { mine: datasourceSpec('http://127.0.0.1:9', false) }],
    [
      'HECATE_VARIABLE_LOCAL_ENABLED',
      'variables',
      [{ kind: 'TextVariable', spec: { name: 'v', value: 'a' } }],
    ],
  ])('with %s=false their own %s are refused, and dashboards without are not', async (env, what, held) => {
    const server = await startTestServer({ [env]: 'false' });
    const spec = { panels: {}, layouts: [], duration: '1h' };
    const post = (path: string, body: unknown) => call(`${server.url}${path}`, { method: 'POST', body });
    await post('/api/v1/projects', sampleDocument('Project', 'p'));
    for (const path of ['/api/v1/dashboards', '/api/validate/dashboards']) {
      const answer = await post(path, sampleDocument('Dashboard', 'd', 'p', { ...spec, [what]: held }));
      expect(answer).toMatchObject({ status: 400 });
      expect(answer.message).toContain(`no ${what} inside dashboards`);
    }
    expect((await post('/api/v1/dashboards', sampleDocument('Dashboard', 'd', 'p', spec))).status).toBe(200);
    await server.stop();
  });
});
