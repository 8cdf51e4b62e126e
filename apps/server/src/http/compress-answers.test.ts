import { gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDocument } from '../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream.ts';
import { call } from '../testing/http-client.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await startTestServer({ PROMETHEUS_URL: upstream.url });
  await save('/api/v1/projects', sampleDocument('Project', 'p'));
  for (let n = 0; n < 230; n += 1) await save('/api/v1/folders', sampleDocument('Folder', `f-${n}`, 'p'));
});
afterAll(async () => {
  await server.stop();
  await upstream.stop();
});

const save = (path: string, body: unknown) => call(`${server.url}${path}`, { method: 'POST', body });
const get = async (path: string, coding: string | null, method: 'GET' | 'HEAD' = 'GET') => {
  const headers = coding === null ? {} : { 'accept-encoding': coding };
  const answer = await request(`${server.url}${path}`, { method, headers });
  return { headers: answer.headers, body: Buffer.from(await answer.body.arrayBuffer()) };
};

describe('an answer of the API', () => {
  it.each([
    ['a streamed list', '/api/v1/folders'],
    ['a whole text', '/api/v1/folders?name=f-1'],
  ])('is compressed for clients that take it: %s', async (_, path) => {
    const plain = await get(path, null);
    const coded = await get(path, 'gzip, deflate');
    expect([coded.headers['content-encoding'], coded.headers['vary']]).toEqual(['gzip', 'accept-encoding']);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gunzipSync(coded.body).equals(plain.body)).toBe(true);
    expect(coded.body.length).toBeLessThan(plain.body.length / 4);
  });

  it.each([
    ['a small one', '/api/v1/projects', 'gzip'],
    ['to a client that does not take it', '/api/v1/folders', 'br, gzip;q=0'],
    ['an answer of a datasource', '/prometheus/api/v1/query?query=1', 'gzip'],
    ['the metrics', '/metrics', 'gzip'],
  ])('is sent plain: %s', async (_, path, coding) => {
    expect((await get(path, coding)).headers['content-encoding']).toBeUndefined();
  });

  it('has no body for HEAD', async () => {
    expect((await get('/api/v1/folders?name=f-1', 'gzip', 'HEAD')).body).toHaveLength(0);
  });
});
