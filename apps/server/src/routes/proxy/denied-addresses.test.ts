import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasourceSpec, sampleDocument } from '../../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../../testing/fake-upstream.ts';
import { call } from '../../testing/http-client.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterAll(() => upstream.stop());

describe.each([
  ['nothing', '', 200],
  ['another network', '10.0.0.0/8', 200],
  ['loopback', 'private,loopback', 403],
  ['the network by number', '127.0.0.0/8', 403],
])('with %s denied', (_, denyAddresses, status) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ HECATE_DATASOURCE_DENY_ADDRESSES: denyAddresses });
    const spec = datasourceSpec(upstream.url, true);
    const body = sampleDocument('GlobalDatasource', 'main', undefined, spec);
    await call(`${server.url}/api/v1/globaldatasources`, { method: 'POST', body });
    upstream.seen.length = 0;
  });
  afterAll(() => server.stop());

  it.each([
    ['saved', '/proxy/globaldatasources/main/api/v1/query?query=1', false],
    ['default', '/prometheus/api/v1/query?query=1', false],
    ['unsaved', '/proxy/unsaved/globaldatasources/api/v1/query?query=1', true],
  ])(`a %s datasource on loopback is answered ${status}`, async (_name, path, isUnsaved) => {
    const body = { method: 'GET', spec: datasourceSpec(upstream.url, false) };
    const answer = await call(`${server.url}${path}`, isUnsaved ? { method: 'POST', body } : {});
    expect(answer.status).toBe(status);
    expect(upstream.seen.length > 0).toBe(status === 200);
    if (status === 403) expect(answer.message).toContain('the list of denied addresses');
    upstream.seen.length = 0;
  });
});
