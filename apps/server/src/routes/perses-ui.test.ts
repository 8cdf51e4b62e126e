import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream.ts';
import { call } from '../testing/http-client.ts';
import { persesUiRequests } from '../testing/perses-ui-requests.ts';
import { misfit } from '../testing/shape.ts';
import { startTestServer } from '../testing/start-test-server.ts';

let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterAll(() => upstream.stop());

describe.each([
  ['at the root', ''],
  ['below a prefix', '/perses'],
])('the requests of the Perses UI %s', (_, prefix) => {
  it('are answered as it expects, one after the other', async () => {
    const server = await startTestServer(
      { HECATE_SERVER_API_PREFIX: prefix },
      { webPackage: join(import.meta.dirname, '../../../web') },
    );
    const wrong: string[] = [];
    for (const { method, path, body, status, shape, holds } of persesUiRequests(upstream.url)) {
      const form = typeof body === 'string' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
      const sent = { method, headers: form, ...(body === undefined ? {} : { body }) };
      const answer = await call(`${server.url}${path}`, sent);
      const found =
        answer.status === status
          ? (shapeFault(answer.text, answer.json, shape) ??
            (answer.text.includes(holds ?? '') ? null : `without ${holds}`))
          : `status ${answer.status}, not ${status}`;
      if (found !== null) wrong.push(`${method} ${path}: ${found} in ${answer.text.slice(0, 200)}`);
    }
    await server.stop();
    expect(wrong).toEqual([]);
  });
});

function shapeFault(
  text: string,
  json: unknown,
  shape: Parameters<typeof misfit>[1] | null | undefined,
): string | null {
  if (shape === undefined) return null;
  if (shape === null) return text === '' ? null : 'a body where none belongs';
  return misfit(json, shape);
}
