import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDocument } from '../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream.ts';
import { call } from '../testing/http-client.ts';
import { rawGet } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
let upstream: FakeUpstream;
let dist = '';
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'hecate-prefix-'));
  mkdirSync(join(dist, 'assets'));
  // The first as our build writes it, the second as the Perses UI's.
  writeFileSync(
    join(dist, 'index.html'),
    `<!doctype html><meta name="x" content="PREFIX_PATH_PLACEHOLDER"><script>const a='PREFIX_PATH_PLACEHOLDER'</script><script src="/PREFIX_PATH_PLACEHOLDER/assets/main-1a2B3c4D.js"></script>`,
  );
  const script = `fetch("PREFIX_PATH_PLACEHOLDER/api/config");${'x();'.repeat(500)}`;
  writeFileSync(join(dist, 'assets/main-1a2B3c4D.js'), script);
  writeFileSync(join(dist, 'assets/plain-1a2B3c4D.js'), 'plain()');
  writeFileSync(join(dist, 'assets/main-1a2B3c4D.css'), 'a{b:url(PREFIX_PATH_PLACEHOLDER/assets/f.woff2)}');
  upstream = await startFakeUpstream();
  server = await startTestServer(
    { HECATE_SERVER_API_PREFIX: '/team/hecate', PROMETHEUS_URL: upstream.url },
    { webDist: dist },
  );
  await server.server.whenCompressed;
});
afterAll(async () => {
  await server.stop();
  await upstream.stop();
  rmSync(dist, { recursive: true });
});

const origin = () => `http://127.0.0.1:${server.port}`;
const get = (path: string, headers = {}) => call(`${origin()}${path}`, { headers });

describe('below the prefix', () => {
  it('is everything: both doors, the queries, the pages, the probes', async () => {
    expect(server.url).toBe(`${origin()}/team/hecate`);
    for (const path of [
      '/api/config',
      '/api/v1/projects',
      '/api/hecate/v1/session',
      '/prometheus/api/v1/query?query=1',
      '/metrics',
      '/-/ready',
      '/',
      '',
      '?start=6h',
      '/projects/p/dashboards/d',
      '/sign-in',
      '/config',
    ]) {
      expect([path, (await get(`/team/hecate${path}`)).status]).toEqual([path, 200]);
    }
    expect(upstream.seen.at(-1)?.url).toMatch(/^\/api\/v1\/query\?/);
    expect((await get('/team/hecate/api/config')).json).toMatchObject({ api_prefix: '/team/hecate' });
    const body = sampleDocument('Project', 'below');
    expect((await call(`${origin()}/team/hecate/api/v1/projects`, { method: 'POST', body })).status).toBe(
      200,
    );
    expect((await get('/team/hecate/api/v1/nothing')).status).toBe(404);
    expect((await call(`${origin()}/team/hecate/api/config`, { method: 'PUT' })).status).toBe(405);
  });

  it('have pages, scripts and style sheets the prefix where their build left a place', async () => {
    const page = await get('/team/hecate/projects');
    expect(page.text).toContain('content="/team/hecate"');
    expect(page.text).toContain('src="/team/hecate/assets/main-1a2B3c4D.js"');
    const hash = Buffer.from(
      await crypto.subtle.digest('SHA-256', Buffer.from(`const a='/team/hecate'`)),
    ).toString('base64');
    expect(page.headers.get('content-security-policy')).toContain(`'sha256-${hash}'`);
    const script = await get('/team/hecate/assets/main-1a2B3c4D.js');
    expect(script.text).toContain('fetch("/team/hecate/api/config")');
    expect((await get('/team/hecate/assets/main-1a2B3c4D.css')).text).toContain(
      'url(/team/hecate/assets/f.woff2)',
    );
    expect((await get('/team/hecate/assets/plain-1a2B3c4D.js')).text).toBe('plain()');
  });

  it('are filled files compressed after they were filled', async () => {
    const raw = await fetch(`${origin()}/team/hecate/assets/main-1a2B3c4D.js`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(raw.headers.get('content-encoding')).toBe('gzip');
    expect(await raw.text()).toContain('/team/hecate/api/config');
  });
});

describe('outside the prefix', () => {
  it.each([
    ['/', '/team/hecate/'],
    ['/api/config', '/team/hecate/api/config'],
    ['/api/v1/projects?name=a&x=//evil', '/team/hecate/api/v1/projects?name=a&x=//evil'],
    ['/team', '/team/hecate/team'],
    ['/team/hecate2/api/config', '/team/hecate/team/hecate2/api/config'],
    ['/TEAM/hecate/api/config', '/team/hecate/TEAM/hecate/api/config'],
    ['/nothing', '/team/hecate/nothing'],
  ])('%s leads to %s', async (path, location) => {
    const answer = await rawGet(server.port, path);
    expect([answer.status, answer.headers['location']]).toEqual([302, location]);
  });

  it.each([
    '//evil.example/x',
    '/\\evil.example',
    '/%5c%5cevil.example',
    '/team/hecate//evil',
    'http://evil.example/',
    '/..//evil',
  ])('%s leads nowhere', async (path) => {
    const answer = await rawGet(server.port, path);
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
  });

  it('no other host is answered with a redirect', async () => {
    const headers = { 'x-forwarded-host': 'evil.example' };
    const answer = await fetch(`${origin()}/`, { headers, redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/team/hecate/');
  });
});
