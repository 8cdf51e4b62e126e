import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../testing/http-client.ts';
import { rawGet } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { precompressFolder } from '../static/precompress-folder.ts';
import { pagePaths } from './pages.ts';

const inlineScript = "document.documentElement.dataset.theme='dark'";
const page = `<!doctype html><script>${inlineScript}</script><script type="module" src="/assets/main-1a2B3c4D.js"></script>`;
const script = 'export const a = 1;\n'.repeat(400);

let server: TestServer;
let dist: string;
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'hecate-dist-'));
  mkdirSync(join(dist, 'assets'));
  mkdirSync(join(dist, '.vite'));
  writeFileSync(join(dist, 'index.html'), page);
  writeFileSync(join(dist, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dist, 'assets/main-1a2B3c4D.js'), script);
  writeFileSync(join(dist, 'assets/program.exe'), 'x');
  writeFileSync(join(dist, '.vite/manifest.json'), '{}');
  symlinkSync('/etc/passwd', join(dist, 'assets/passwd.txt'));
  server = await startTestServer({}, { webDist: dist });
});
afterAll(async () => {
  await server.stop();
  rmSync(dist, { recursive: true, force: true });
});

const get = (path: string, headers = {}) => call(`${server.url}${path}`, { headers });

describe('the console', () => {
  it.each(pagePaths.map((path) => path.replaceAll(/:\w+/g, 'some-name')))(
    'is the page at %s',
    async (path) => {
      const answer = await get(`${path}?start=6h`);
      expect([answer.status, answer.text]).toEqual([200, page]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it.each(['lng', 'path', 'file', 'theme', 'v'])(
    'takes no file from the parameter %s, whatever path it spells',
    async (parameter) => {
      const files = [
        ['/', page],
        ['/explore', page],
        ['/favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
        ['/assets/main-1a2B3c4D.js', script],
      ] as const;
      const spellings = [
        '../../x',
        '..%2f..%2fetc%2fpasswd',
        '%2e%2e/%2e%2e/x',
        '..%5c..%5cx',
        '%252e%252e%252fx',
        '/etc/passwd',
        'file:///etc/passwd',
        'passwd.txt',
        'a%00b',
      ];
      for (const [path, text] of files)
        for (const spelling of spellings) {
          const answer = await get(`${path}?${parameter}=${spelling}`);
          expect([answer.status, answer.text], `${path}?${parameter}=${spelling}`).toEqual([200, text]);
        }
    },
  );

  it('has the paths that the browser app knows, no more and no less', () => {
    const routes = readFileSync(new URL('../../../web/src/routes.tsx', import.meta.url), 'utf8');
    const known = [...routes.matchAll(/path: '([^'*]+)'/g)].map(
      ([, path = '']) => `/${path.replace(/^\//, '')}`,
    );
    expect([...pagePaths].toSorted()).toEqual([...new Set(known)].toSorted());
  });

  it('runs its own scripts and the inline ones whose hash is named, nothing else', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(inlineScript))).toString(
      'base64',
    );
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    for (const part of [
      "default-src 'none'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types default dompurify',
    ]) {
      expect(policy).toContain(part);
    }
  });

  it.each([
    '/nowhere',
    '/workloads/a',
    '/projects/a/dashboards',
    '/index.html',
    '/.vite/manifest.json',
    '/assets',
    '/assets/',
    '/assets/none.js',
    '/assets/program.exe',
    '/assets/passwd.txt',
    '/assets/.x',
  ])('has nothing at %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, message: 'Not Found' });
  });

  it.each(pagePaths.filter((path) => path !== '/').map((path) => path.replaceAll(/:\w+/g, 'some-name')))(
    'is the page at %s/ as well',
    async (path) => {
      const answer = await get(`${path}/?start=6h`);
      expect([answer.status, answer.text]).toEqual([200, page]);
    },
  );

  it.each(['/nowhere', '/workloads/a', '/a/b/?x=/api', '/apis', '/.vite/manifest.json', '/index.html'])(
    'says to a person that nothing is at %s',
    async (path) => {
      const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
      const { etag = '' } = Object.fromEntries((await get('/')).headers);
      const answer = await get(path, { accept, 'if-none-match': etag });
      expect([answer.status, answer.text]).toEqual([404, page]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('content-security-policy')).toBe(
        (await get('/')).headers.get('content-security-policy'),
      );
      const posted = await call(`${server.url}${path}`, { method: 'POST', headers: { accept } });
      expect([posted.status, posted.message]).toEqual([404, 'Not Found']);
    },
  );

  it.each([
    '/api',
    '/api?x',
    '/api/v1/nothing',
    '/proxy/x',
    '/plugins/x',
    '/prometheus/x',
    '/metrics/',
    '/-/x',
    '/assets/none.js',
  ])('says it to a program at %s, whatever that accepts', async (path) => {
    const answer = await get(path, { accept: 'text/html' });
    expect(answer).toMatchObject({ status: 404, message: 'Not Found' });
    expect(answer.headers.get('content-type')).toContain('application/json');
  });

  it('is not sent again to who has it', async () => {
    for (const path of ['/', '/favicon.svg', '/assets/main-1a2B3c4D.js']) {
      const etag = (await get(path)).headers.get('etag') ?? '';
      const again = await get(path, { 'if-none-match': `"other", ${etag}` });
      expect([path, again.status, again.text]).toEqual([path, 304, '']);
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
  });

  it('keeps files with a hash in their name for good', async () => {
    const answer = await get('/assets/main-1a2B3c4D.js');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('is sent compressed to who can read it, once that is done', async () => {
    await server.server.whenCompressed;
    const coding = async (accept: string): Promise<string | undefined> =>
      (await rawGet(server.port, '/assets/main-1a2B3c4D.js', [`Accept-Encoding: ${accept}`])).headers[
        'content-encoding'
      ];
    expect(await coding('gzip, deflate, br')).toBe('br');
    expect(await coding('gzip')).toBe('gzip');
    expect(await coding('br;q=0, gzip')).toBe('gzip');
    expect(await coding('identity')).toBeUndefined();
    const whole = await get('/assets/main-1a2B3c4D.js', { 'accept-encoding': 'br' });
    expect(whole.text).toBe(script);
    expect(whole.headers.get('vary')).toBe('accept-encoding');
  });

  it('is sent from the copies that the build made', async () => {
    expect(await precompressFolder(dist)).toBe(2);
    const built = await startTestServer({}, { webDist: dist });
    try {
      for (const [accept, coding] of [
        ['br', 'br'],
        ['gzip', 'gzip'],
        ['gzip;q=0', undefined],
      ] as const) {
        const answer = await rawGet(built.port, '/assets/main-1a2B3c4D.js', [`Accept-Encoding: ${accept}`]);
        expect([accept, answer.status, answer.headers['content-encoding']]).toEqual([accept, 200, coding]);
      }
      const whole = await call(`${built.url}/assets/main-1a2B3c4D.js`, {
        headers: { 'accept-encoding': 'br' },
      });
      expect(whole.text).toBe(script);
      expect((await call(`${built.url}/assets/main-1a2B3c4D.js.br`)).status).toBe(404);
    } finally {
      await built.stop();
    }
  });

  it('says so where it is not built', async () => {
    const bare = await startTestServer();
    try {
      const answer = await call(bare.url);
      expect([answer.status, answer.message.includes('not built')]).toEqual([404, true]);
    } finally {
      await bare.stop();
    }
  });
});
