import { afterEach, describe, expect, it, vi } from 'vitest';
import { getDashboard, postDashboard, putDashboard } from './dashboards.ts';

afterEach(() => vi.unstubAllGlobals());

const text =
  '{"kind":"Dashboard","metadata":{"name":"d","project":"p","version":3},"spec":{"id":12345678901234567890,"far":1e400,"near":1.5}}';

/** A server that has one dashboard and keeps what it is sent. */
function server() {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', (_url: string, { body }: { readonly body?: unknown }) => {
    if (body !== undefined) sent.push(body);
    return Promise.resolve(new Response(text));
  });
  return sent;
}

describe('a dashboard with numbers that JavaScript cannot hold', () => {
  it('is written back with their spelling, changed elsewhere or not', async () => {
    const sent = server();
    const { document, numbers } = await getDashboard('p', 'd');
    const changed = { ...document, title: 'New' };
    await putDashboard('p', 'd', changed, { overVersion: 3, message: '', numbers });
    await postDashboard('p', document, '', numbers);
    expect(sent).toEqual([text.replace(/\}$/, ',"title":"New"}'), text]);
  });
});
