import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesIn } from '../testing/archives.ts';
import { datasourceSpec, sampleDocument } from '../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream.ts';
import { call } from '../testing/http-client.ts';
import { filesWith, saveSecret } from '../testing/secrets.ts';
import { exportArchive } from '../testing/transfer-client.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const canary = 'CaNaRy5ecret';
const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${canary}${name}\n-----END CERTIFICATE-----\n`;
const tlsConfig = { ca: pem('ca'), cert: pem('cert'), key: pem('key') };
const specs = {
  basic: { basicAuth: { username: 'reader', password: `${canary}password` }, tlsConfig },
  token: { authorization: { credentials: `${canary}token` } },
  oauth: {
    oauth: {
      clientID: `${canary}id`,
      clientSecret: `${canary}secret`,
      tokenURL: 'http://127.0.0.1:9/token',
    },
  },
};

let server: TestServer;
let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await startTestServer({ HECATE_LOG_LEVEL: 'trace' });
  await send('POST', '/api/v1/projects', sampleDocument('Project', 'p'));
});
afterAll(async () => {
  await server.stop();
  await upstream.stop();
});

const send = (method: string, path: string, body?: unknown) =>
  call(`${server.url}${path}`, { method, ...(body === undefined ? {} : { body }) });

it('no value of a secret is in any answer, log line, metric or file', async () => {
  const hosts = { allowedHosts: [new URL(upstream.url).host, '127.0.0.1:9'] };
  const heard: string[] = [];
  const hear = async (method: string, path: string, body?: unknown): Promise<void> => {
    const { text, headers, status } = await send(method, path, body);
    heard.push(`${method} ${path} ${status} ${text} ${JSON.stringify([...headers])}`);
  };

  // Written, written again, refused in every way that has the values in the request, restored, removed.
  for (const [name, spec] of Object.entries(specs)) {
    for (const [scope, root, kind, project] of [
      ['project', '/api/v1/projects/p/secrets', 'Secret', 'p'],
      ['global', '/api/v1/globalsecrets', 'GlobalSecret', undefined],
    ] as const) {
      await saveSecret(server, name, { ...spec, ...hosts }, scope);
      const good = sampleDocument(kind, name, project, { ...spec, ...hosts });
      await hear('POST', root, good);
      await hear('PUT', `${root}/${name}`, good);
      await hear('PUT', `${root}/other`, good);
      await hear('POST', root, JSON.stringify(good).slice(0, -1));
      await hear('POST', root, sampleDocument('Project', name, project, spec));
      for (const wrong of [
        { ...spec, basicAuth: { username: 'u', pasword: `${canary}typo` } },
        { authorization: { type: `${canary} x`, credentials: canary } },
        { basicAuth: { username: 'u', password: [canary] } },
        { tlsConfig: { ca: canary } },
        { oauth: { ...specs.oauth.oauth, tokenURL: `http://u:${canary}@h/` } },
        { [canary.toLowerCase()]: 1, ...spec },
      ]) {
        await hear('POST', root, sampleDocument(kind, 'wrong', project, wrong));
      }
      const history = root.replace('/api/v1', '/api/hecate/v1');
      await hear('POST', `${history}/${name}/revisions/0/restore`);
      await hear('GET', `${history}/${name}/revisions/1/diff?against=0`);
    }
  }
  // A field's name is repeated so that people find it; it was theirs to choose.
  const typo = new RegExp(canary.toLowerCase(), 'g');

  // Used, with success and in every way that fails.
  await saveSecret(server, 'used', { ...specs.token, ...hosts });
  const sources: Readonly<Record<string, unknown>> = {
    used: datasourceSpec(upstream.url, false, { secret: 'used' }),
    tls: datasourceSpec(upstream.url, false, { secret: 'basic' }),
    oauth: datasourceSpec(upstream.url, false, { secret: 'oauth' }),
    denied: datasourceSpec('http://127.0.0.1:8', false, { secret: 'used' }),
    dead: datasourceSpec('http://127.0.0.1:9', false, { secret: 'used' }),
  };
  for (const [name, spec] of Object.entries(sources)) {
    await hear('POST', '/api/v1/datasources', sampleDocument('Datasource', name, 'p', spec));
    await hear('GET', `/proxy/projects/p/datasources/${name}/api/v1/query?query=1`);
    await hear('POST', '/proxy/unsaved/projects/p/datasources/api/v1/query?query=1', { method: 'GET', spec });
    await hear('POST', '/api/hecate/v1/datasources/test', sampleDocument('Datasource', name, 'p', spec));
  }
  upstream.answerWith((_, response) => {
    response.statusCode = 401;
    response.end();
  });
  await hear('GET', '/proxy/projects/p/datasources/used/api/v1/query?query=1');
  expect(upstream.seen.some(({ headers }) => headers.authorization === `Bearer ${canary}token`)).toBe(true);

  // Everything that can be read.
  const paths = await readablePaths();
  expect(paths.length).toBeGreaterThan(40);
  for (const path of paths) await hear('GET', path);
  for (const [file, text] of filesIn(await exportArchive(server.url))) heard.push(`exported ${file} ${text}`);
  expect(heard.some((line) => /^exported .*"clientSecret":"<secret>"/.test(line))).toBe(true);
  await hear('DELETE', '/api/v1/projects/p');
  for (const path of paths) await hear('GET', path);

  const everything = [...heard, ...server.log].map((line) => line.replaceAll(typo, ''));
  expect(everything.filter((line) => line.includes(canary))).toEqual([]);
  expect(heard.some((line) => line.includes('"password":"<secret>"'))).toBe(true);
  for (const encoded of [canary, Buffer.from(`reader:${canary}`).toString('base64').slice(0, 16)]) {
    expect(filesWith(server.folder, encoded)).toEqual([]);
  }
  expect(readdirSync(server.folder)).toContain('hecate.sqlite-wal');
});

/** Every GET of the reference with the names of the documents above filled in. */
async function readablePaths(): Promise<readonly string[]> {
  const { json } = await send('GET', '/api/hecate/v1/openapi.json');
  const paths: unknown = Reflect.get(Object(json), 'paths');
  return Object.entries(Object(paths))
    .filter(([, methods]) => Reflect.has(Object(methods), 'get'))
    .flatMap(([path]) =>
      ['basic', 'token', 'oauth', 'used'].map((name) =>
        path
          .replace('{project}', 'p')
          .replace('{name}', name)
          .replace('{version}', '0')
          .replaceAll(/\{[^}]+\}/g, name)
          .replace('*', 'api/v1/labels'),
      ),
    )
    .filter((path, index, all) => all.indexOf(path) === index);
}

it('only one file of this room opens a secret', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  const opening = files.filter((file) => /\.reveal\(|\.openSecret\(/.test(readFileSync(file, 'utf8')));
  expect(opening.map((file) => file.slice(source.length + 1)).toSorted()).toEqual([
    'datasources/secret-credentials.ts',
    'documents/observe-writes.ts',
  ]);
});
