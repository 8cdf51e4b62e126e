import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpsServer, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls, { connect as tlsConnect, type PeerCertificate } from 'node:tls';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from './config/config-error.ts';
import { datasourceSpec, sampleDocument } from './testing/documents.ts';
import { startFakeUpstream } from './testing/fake-upstream.ts';
import { call } from './testing/http-client.ts';
import { registeredRoutes } from './testing/registered-routes.ts';
import { makeCertificate } from './testing/make-certificate.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';
import { runningVersions, versionFloors, versionsBelowFloor } from './version-floors.ts';

describe('a running server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('describes itself in valid OpenAPI 3.1 with every route that it answers', async () => {
    const { json } = await call(`${server.url}/api/hecate/v1/openapi.json`);
    const validator = new Validator();
    expect(await validator.validate(structuredClone(Object(json)))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const paths: Readonly<Record<string, object>> = Object(json).paths;
    const described = new Set(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`),
      ),
    );
    const answered = registeredRoutes(server.server.app.printRoutes({ commonPrefix: false })).filter(
      (route) => /^[A-Z]+ \/(?:api|proxy|prometheus|metrics|-)(?:\/|$)/.test(route),
    );
    expect(answered.length).toBeGreaterThan(150);
    // What a proxy route answers is described at its paths below.
    const isDescribed = (route: string): boolean => described.has(route) || described.has(`${route}/{*}`);
    expect(answered.filter((route) => !isDescribed(route))).toEqual([]);
    const withoutErrors = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]: [string, { responses: object }]) =>
        'default' in responses || ('4XX' in responses && '5XX' in responses) ? [] : [`${method} ${path}`],
      ),
    );
    expect(withoutErrors).toEqual([]);
  }, 60_000);

  it('counts its answers by route, never by path', async () => {
    await call(`${server.url}/api/v1/projects/some-name`);
    await call(`${server.url}/nowhere/at/all`);
    const { text, headers } = await call(`${server.url}/metrics`);
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain(
      'hecate_http_requests_total{method="GET",route="/api/v1/projects/:name",status="404"} 1',
    );
    expect(text).toContain('route="unknown",status="404"');
    expect(text).not.toMatch(/some-name|nowhere/);
    expect(text).toMatch(/hecate_bounded_entries\{what="prepared statements"\} [1-9]/);
    expect(text).toContain('hecate_bounded_limit{what="prepared statements"} 200');
    for (const name of [
      'hecate_event_loop_lag_seconds',
      'hecate_build_info',
      'hecate_upstream_in_flight',
      'process_resident_memory_bytes',
    ]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
  });

  it('has metrics of its own, apart from another server in the process', async () => {
    const other = await startTestServer();
    try {
      const { text } = await call(`${other.url}/metrics`);
      expect(text).not.toContain('route="/api/v1/projects/:name"');
    } finally {
      await other.stop();
    }
  });

  it('writes one line a request, without its query and without credentials', async () => {
    await call(`${server.url}/api/v1/projects?name=canary`, {
      headers: { authorization: 'Bearer canary', cookie: 'a=canary' },
    });
    const line = server.log.at(-1) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      method: 'GET',
      path: '/api/v1/projects',
      status: 200,
      msg: 'answered',
    });
    expect(server.log.join('')).not.toContain('canary');
  });

  it('is alive, and ready as long as its store is', async () => {
    const own = await startTestServer();
    try {
      expect((await call(`${own.url}/-/ready`)).status).toBe(200);
      expect((await call(`${own.url}/api/health`)).json).toMatchObject({
        database: true,
        version: '0.0.0-test',
      });
      await own.store.close();
      expect((await call(`${own.url}/-/healthy`)).status).toBe(200);
      expect((await call(`${own.url}/-/ready`)).status).toBe(503);
      expect((await call(`${own.url}/api/v1/health`)).status).toBe(503);
      const read = await call(`${own.url}/api/v1/projects`);
      expect([read.status, Reflect.get(Object(read.json), 'code')]).toEqual([503, 'store_closed']);
    } finally {
      await own.server.close();
      rmSync(own.folder, { recursive: true, force: true });
    }
  });

  it('shows operators every setting with its value', async () => {
    const { json } = await call(`${server.url}/api/hecate/v1/configuration`);
    const { keys } = Object(json);
    expect(keys).toContainEqual(
      expect.objectContaining({
        path: 'datasource.queryTimeout',
        value: '30s',
        isDefault: true,
        takesEffectWith: null,
      }),
    );
    expect(keys).toContainEqual(
      expect.objectContaining({
        path: 'query.routingThreshold',
        value: '15m',
        takesEffectWith: 'the cold tier of the gateway',
      }),
    );
  });
});

describe('a read-only server', () => {
  it('has no route that writes a document', async () => {
    const server = await startTestServer({ HECATE_SERVER_READONLY: 'true' });
    try {
      const body = sampleDocument('Project', 'p');
      expect((await call(`${server.url}/api/v1/projects`, { method: 'POST', body })).status).toBe(405);
      expect((await call(`${server.url}/api/v1/projects/p`, { method: 'PUT', body })).status).toBe(405);
      expect((await call(`${server.url}/api/v1/projects/p`, { method: 'DELETE' })).status).toBe(405);
      const restore = `${server.url}/api/hecate/v1/projects/p/revisions/0/restore`;
      expect((await call(restore, { method: 'POST', body: {} })).status).toBe(404);
      expect((await call(`${server.url}/api/config`)).json).toMatchObject({ security: { readonly: true } });
    } finally {
      await server.stop();
    }
  });
});

describe('a server that stops', () => {
  it('finishes the answers under way and takes no new ones', async () => {
    const upstream = await startFakeUpstream();
    const server = await startTestServer();
    const body = sampleDocument('GlobalDatasource', 'main', undefined, datasourceSpec(upstream.url, true));
    await call(`${server.url}/api/v1/globaldatasources`, { method: 'POST', body });
    const arrived = new Promise<() => void>((resolve) => {
      upstream.answerWith((_request, response) =>
        resolve(() => {
          response.setHeader('content-type', 'application/json');
          response.end('{"status":"success","data":{"resultType":"vector","result":[]}}');
        }),
      );
    });
    const asked = call(`${server.url}/prometheus/api/v1/query?query=1`);
    const finish = await arrived;
    const closed = server.server.close();
    await expect(call(`${server.url}/-/healthy`)).rejects.toThrow();
    finish();
    expect((await asked).status).toBe(200);
    await closed;
    await server.store.close();
    rmSync(server.folder, { recursive: true, force: true });
    await upstream.stop();
  }, 60_000);

  it('cuts what takes longer than it may', async () => {
    const upstream = await startFakeUpstream();
    const server = await startTestServer({ HECATE_SERVER_STOP_TIMEOUT: '50ms' });
    const body = sampleDocument('GlobalDatasource', 'main', undefined, datasourceSpec(upstream.url, true));
    await call(`${server.url}/api/v1/globaldatasources`, { method: 'POST', body });
    const arrived = new Promise<void>((resolve) => {
      upstream.answerWith(() => resolve());
    });
    const asked = call(`${server.url}/prometheus/api/v1/query?query=1`);
    await arrived;
    const [outcome] = await Promise.allSettled([asked, server.stop()]);
    expect(outcome.status).toBe('rejected');
    await upstream.stop();
  }, 60_000);
});

describe('https', () => {
  let folder: string;
  const files = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-tls-'));
    makeCertificate(folder, 'first');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = () =>
    startTestServer({ HECATE_SERVER_TLS_CERT_FILE: files().cert, HECATE_SERVER_TLS_KEY_FILE: files().key });
  const oldProtocol = (port: number) =>
    new Promise<string | null>((resolve, reject) => {
      const oldest = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
      const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...oldest }, () => {
        resolve(socket.getProtocol());
        socket.end();
      });
      socket.on('error', reject);
    });
  const nameOf = (port: number) =>
    new Promise<string>((resolve, reject) => {
      const socket = tlsConnect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        const { subject }: PeerCertificate = socket.getPeerCertificate();
        socket.end();
        resolve(String(subject.CN));
      });
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the connection ended before the handshake did')));
    });
  /** Resolves when the server has said a line `times` times: that is told, where asking by handshakes would guess. */
  const said = (server: TestServer, words: string, times: number) =>
    expect
      .poll(() => server.log.filter((line) => line.includes(words)).length, { timeout: 100_000 })
      .toBe(times);

  it('is served with the certificate that was given', async () => {
    const server = await start();
    try {
      expect(server.url).toMatch(/^https:/);
      const ca = readFileSync(files().cert);
      const status = await new Promise((resolve, reject) => {
        httpsRequest(`${server.url}/-/healthy`, { ca }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(200);
    } finally {
      await server.stop();
    }
  }, 60_000);

  it('refuses TLS 1.1 even where the TLS library would allow it, with the first certificate and with a renewed one', async () => {
    const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls;
    Object.assign(tls, { DEFAULT_MIN_VERSION: 'TLSv1', DEFAULT_CIPHERS: 'DEFAULT@SECLEVEL=0' });
    const plain = createHttpsServer({ cert: readFileSync(files().cert), key: readFileSync(files().key) });
    plain.listen(0, '127.0.0.1');
    const server = await start();
    try {
      const address = plain.address();
      expect(await oldProtocol(typeof address === 'object' ? (address?.port ?? 0) : 0)).toBe('TLSv1.1');
      await expect(oldProtocol(server.port)).rejects.toThrow(/alert protocol version/);
      makeCertificate(folder, 'second');
      await said(server, 'the certificate was read again', 1);
      expect(await nameOf(server.port)).toBe('second');
      await expect(oldProtocol(server.port)).rejects.toThrow(/alert protocol version/);
    } finally {
      Object.assign(tls, { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS });
      plain.close();
      await server.stop();
      makeCertificate(folder, 'first');
    }
  }, 240_000);

  it('takes a renewed certificate without a restart, and keeps the old one when the new one is broken', async () => {
    const server = await start();
    try {
      expect(await nameOf(server.port)).toBe('first');
      makeCertificate(folder, 'second');
      await said(server, 'the certificate was read again', 1);
      expect(await nameOf(server.port)).toBe('second');
      writeFileSync(files().cert, 'not a certificate');
      await said(server, 'the new certificate cannot be used', 1);
      expect(await nameOf(server.port)).toBe('second');
    } finally {
      await server.stop();
      makeCertificate(folder, 'first');
    }
  }, 240_000);

  it('survives hellos that are none', async () => {
    const server = await start();
    try {
      for (const bytes of [
        Buffer.from('GET / HTTP/1.1\r\n\r\n'),
        Buffer.from([0x16, 0x03, 0x01, 0xff, 0xff]),
        Buffer.alloc(100),
      ]) {
        const socket = (await import('node:net')).connect({ port: server.port, host: '127.0.0.1' });
        await new Promise<void>((resolve) => {
          socket.on('close', () => resolve());
          socket.on('error', () => resolve());
          socket.on('data', () => null);
          socket.end(bytes);
        });
      }
      expect(await nameOf(server.port)).toBe('first');
    } finally {
      await server.stop();
    }
  }, 60_000);

  it('does not start with files that are no pair', async () => {
    writeFileSync(join(folder, 'broken.pem'), 'x');
    const broken = startTestServer({
      HECATE_SERVER_TLS_CERT_FILE: join(folder, 'broken.pem'),
      HECATE_SERVER_TLS_KEY_FILE: files().key,
    });
    await expect(broken).rejects.toThrow(ConfigError);
  });
});

describe('the oldest versions allowed', () => {
  it('refuse what is older and take what is newer', () => {
    expect(versionsBelowFloor({ node: '24.14.0', sqlite: '3.51.3', fastify: '5.12.10' })).toHaveLength(1);
    expect(versionsBelowFloor({ node: '24.14.1', sqlite: '3.53.0' })).toEqual([]);
    expect(versionsBelowFloor({ sqlite: '3.51.2', fastify: '4.99.99', undici: '8.8.99' })).toHaveLength(3);
    expect(versionsBelowFloor({ node: '26.0.0-rc.1' })).toEqual([]);
  });

  it('keep the server from starting, with the part, its version and the remedy', async () => {
    const versions = { ...runningVersions(), undici: '8.8.99', sqlite: '3.40.0' };
    const started = startTestServer({}, { versions });
    await expect(started).rejects.toThrow(
      /^sqlite 3\.40\.0 is too old: .*npm ci.*\nundici 8\.8\.99 is too old: /,
    );
  });

  it('hold for what runs and for what the lockfile brings', () => {
    const lock: unknown = JSON.parse(
      readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
    );
    const packages: Record<string, { version?: string; dev?: boolean }> = Object(lock).packages;
    for (const name of Object.keys(versionFloors)) {
      const found = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
      for (const [path, { version }] of found) {
        expect([path, versionsBelowFloor({ [name]: version })]).toEqual([path, []]);
      }
    }
    const running = runningVersions();
    expect(Object.keys(running).toSorted()).toEqual(Object.keys(versionFloors).toSorted());
    expect(Object.values(running)).not.toContain(undefined);
    expect(versionsBelowFloor(running)).toEqual([]);
  });
});
