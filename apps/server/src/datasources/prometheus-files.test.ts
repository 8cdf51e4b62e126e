import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../config/config-error.ts';
import { datasourceSpec, sampleDocument } from '../testing/documents.ts';
import { call } from '../testing/http-client.ts';
import { makeCertificate } from '../testing/make-certificate.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

/** As in front of the Prometheus of a cluster: its own authority, a client certificate or a token, or nothing is said. */
interface GuardedPrometheus {
  readonly url: string;
  readonly tokens: (string | undefined)[];
  accepted: string;
}

const root = mkdtempSync(join(tmpdir(), 'hecate-prometheus-files-'));
const folder = (name: string): string => mkdtempSync(join(root, `${name}-`));
const own = makeCertificate(folder('server'), 'prometheus');
const client = makeCertificate(folder('client'), 'hecate');
const stranger = makeCertificate(folder('stranger'), 'stranger');
const tokenFile = join(root, 'token');
const servers: Server[] = [];

async function startGuarded(): Promise<GuardedPrometheus> {
  const guarded = { url: '', tokens: [] as (string | undefined)[], accepted: 'first-token' };
  const server = createServer(
    {
      cert: readFileSync(own.cert),
      key: readFileSync(own.key),
      ca: readFileSync(client.cert),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      guarded.tokens.push(request.headers.authorization);
      const isKnown = request.headers.authorization === `Bearer ${guarded.accepted}`;
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } }));
    },
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  guarded.url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return guarded;
}

let prometheus: GuardedPrometheus;
let elsewhere: GuardedPrometheus;
let server: TestServer;
const environment = (): Record<string, string> => ({
  PROMETHEUS_URL: prometheus.url,
  HECATE_PROMETHEUS_BEARER_TOKEN_FILE: tokenFile,
  HECATE_PROMETHEUS_CA_FILE: own.cert,
  HECATE_PROMETHEUS_CERT_FILE: client.cert,
  HECATE_PROMETHEUS_KEY_FILE: client.key,
});
beforeAll(async () => {
  writeFileSync(tokenFile, 'first-token\n');
  [prometheus, elsewhere] = await Promise.all([startGuarded(), startGuarded()]);
  server = await startTestServer({ ...environment(), HECATE_LOG_LEVEL: 'trace' });
});
afterAll(async () => {
  await server.stop();
  for (const one of servers) {
    one.close();
    one.closeAllConnections();
  }
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  prometheus.tokens.length = 0;
  elsewhere.tokens.length = 0;
});

const query = 'api/v1/query?query=up';
const ask = (path: string) => call(`${server.url}${path}`);
const save = (path: string, document: unknown) =>
  call(`${server.url}${path}`, { method: 'POST', body: document });

describe('a Prometheus that wants a token and a client certificate', () => {
  it('answers at the Prometheus door and behind the global datasource of the same address', async () => {
    const spec = datasourceSpec(`${prometheus.url}/`, true);
    await save('/api/v1/globaldatasources', sampleDocument('GlobalDatasource', 'main', undefined, spec));
    expect((await ask(`/prometheus/${query}`)).status).toBe(200);
    expect((await ask(`/proxy/globaldatasources/main/${query}`)).status).toBe(200);
    expect(prometheus.tokens).toEqual(['Bearer first-token', 'Bearer first-token']);
    const { json } = await ask('/api/v1/datasources/health');
    expect(json).toMatchObject({ status: 'healthy', datasources: [{ name: 'main', reachable: true }] });
  });

  it('is not shown our token or certificate by any other datasource, and no other address is', async () => {
    await save('/api/v1/projects', sampleDocument('Project', 'p'));
    const inProject = datasourceSpec(prometheus.url, true);
    await save('/api/v1/projects/p/datasources', sampleDocument('Datasource', 'same', 'p', inProject));
    const away = datasourceSpec(elsewhere.url, false);
    await save('/api/v1/globaldatasources', sampleDocument('GlobalDatasource', 'away', undefined, away));
    const plain = { plugin: { kind: 'OtherDatasource', spec: proxySpec(prometheus.url) }, default: false };
    await save('/api/v1/globaldatasources', sampleDocument('GlobalDatasource', 'plain', undefined, plain));
    for (const path of ['projects/p/datasources/same', 'globaldatasources/away', 'globaldatasources/plain'])
      expect((await ask(`/proxy/${path}/${query}`)).status).toBe(502);
    expect([...prometheus.tokens, ...elsewhere.tokens]).toEqual([]);
  });

  it('gets a rotated token without a restart', async () => {
    expect((await ask(`/prometheus/${query}`)).status).toBe(200);
    prometheus.accepted = 'second-token';
    writeFileSync(tokenFile, 'second-token\n');
    expect((await ask(`/prometheus/${query}`)).status).toBe(200);
    expect(prometheus.tokens).toEqual(['Bearer first-token', 'Bearer first-token', 'Bearer second-token']);
  });

  it('leaves no token in an answer, a log line or a metric', async () => {
    prometheus.accepted = 'none';
    writeFileSync(tokenFile, 'third-token\n');
    const refused = await ask(`/prometheus/${query}`);
    expect(refused.status).toBe(502);
    const heard = [
      refused.text,
      (await ask('/api/hecate/v1/configuration')).text,
      (await ask('/api/v1/globaldatasources')).text,
      (await ask('/metrics')).text,
      ...server.log,
    ].join('\n');
    expect(heard).toContain(tokenFile);
    expect(heard).not.toMatch(/(?:first|second|third)-token/);
    expect(heard).not.toContain('PRIVATE KEY');
  });

  it('is believed only by its authority', async () => {
    const other = await startTestServer({ ...environment(), HECATE_PROMETHEUS_CA_FILE: stranger.cert });
    try {
      const { status, text } = await call(`${other.url}/prometheus/${query}`);
      expect(status).toBe(502);
      expect(text).toMatch(/signed by/);
      expect(prometheus.tokens).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('is asked for by the configured name, as behind a forwarded port', async () => {
    const other = await startTestServer({ ...environment(), HECATE_PROMETHEUS_SERVER_NAME: 'not.its.name' });
    try {
      expect((await call(`${other.url}/prometheus/${query}`)).text).toContain('for another name');
    } finally {
      await other.stop();
    }
  });
});

describe('a file that cannot be used stops the start', () => {
  it.each([
    ['a token file that is missing', 'BEARER_TOKEN_FILE', 'nothing', 'prometheus.bearerTokenFile', 'ENOENT'],
    ['a token file that is empty', 'BEARER_TOKEN_FILE', 'empty', 'prometheus.bearerTokenFile', 'no bearer'],
    ['an authority that is none', 'CA_FILE', 'token', 'prometheus.caFile', 'cannot be used'],
    ['a key of another certificate', 'KEY_FILE', 'other', 'prometheus.certFile', 'mismatch'],
  ])('%s', async (_, variable, file, path, why) => {
    writeFileSync(join(root, 'empty'), '\n');
    const value = file === 'other' ? stranger.key : join(root, file);
    const started = startTestServer({ ...environment(), [`HECATE_PROMETHEUS_${variable}`]: value });
    const error: unknown = await started.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(path);
    expect(String(error)).toContain(why);
    expect(String(error)).not.toContain('-token\n');
  });
});

function proxySpec(url: string): unknown {
  return {
    proxy: { kind: 'HTTPProxy', spec: { url, allowedEndpoints: [{ endpointPattern: '.*', method: 'GET' }] } },
  };
}
