import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../testing/http-client.ts';
import { rawGet } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { webPackage: fileURLToPath(new URL('../../../web', import.meta.url)) });
});
afterAll(() => server.stop());

const get = (path: string) => call(`${server.url}${path}`);

describe('the plugins of the npm packages', () => {
  it('are listed as Perses lists them', async () => {
    const { json } = await get('/api/v1/plugins');
    expect(json).toContainEqual({
      kind: 'PluginModule',
      metadata: { name: 'TimeSeriesChart', version: expect.any(String) },
      spec: {
        schemasPath: '',
        plugins: expect.arrayContaining([expect.objectContaining({ kind: 'Panel' })]),
      },
      status: { isLoaded: true },
    });
    expect(json).toContainEqual(
      expect.objectContaining({ metadata: expect.objectContaining({ name: 'Prometheus' }) }),
    );
  });

  it('are served with every file their manifest names, with and without the version in the path', async () => {
    const modules: unknown = (await get('/api/v1/plugins')).json;
    const version: unknown = Object(modules).find(
      (one: { metadata: { name: string } }) => one.metadata.name === 'TimeSeriesChart',
    ).metadata.version;
    for (const base of ['/plugins/TimeSeriesChart', `/plugins/TimeSeriesChart~${String(version)}`]) {
      const manifest = await get(`${base}/mf-manifest.json`);
      expect(manifest.status).toBe(200);
      const entry: string = Object(manifest.json).metaData.remoteEntry.name;
      const code = await get(`${base}/${entry}`);
      expect([code.status, code.headers.get('content-type')]).toEqual([
        200,
        'text/javascript; charset=utf-8',
      ]);
      expect(code.headers.get('cache-control')).toContain('immutable');
      expect(code.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it.each([
    '/plugins/TimeSeriesChart/package.json',
    '/plugins/TimeSeriesChart/README.md',
    '/plugins/TimeSeriesChart/',
    '/plugins/',
    '/plugins/Other/mf-manifest.json',
    '/plugins/constructor',
    '/plugins/__proto__/x',
  ])('have nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it.each([
    '/plugins/TimeSeriesChart/../../package.json',
    '/plugins//TimeSeriesChart/mf-manifest.json',
    '/plugins/./TimeSeriesChart/mf-manifest.json',
    '/plugins/TimeSeriesChart%2fmf-manifest.json',
    '/plugins/%2e%2e/x',
    '/plugins/%252e%252e/x',
    '/plugins/..%5cx',
  ])('cannot be left through %s', async (target) => {
    expect((await rawGet(server.port, target)).status).toBe(400);
  });
});
