import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { queryText, request } from './client.ts';

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: string) {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
}

async function failure(path = '/x'): Promise<ApiError> {
  try {
    await request(path);
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('the request did not fail as an ApiError');
}

describe('a request', () => {
  it('answers the body', async () => {
    answering(200, '{"a":1}');
    expect(await request('/x')).toEqual({ a: 1 });
  });

  it.each([
    [401, 'signed-out'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [422, 'refused'],
    [502, 'upstream'],
    [500, 'server'],
  ] as const)('of status %d fails as %s with the sentence of the server', async (status, code) => {
    answering(status, '{"message":"Too many series. Group by pod.","requestId":"7f3a"}');
    const error = await failure();
    expect([error.code, error.message, error.status, error.requestId]).toEqual([
      code,
      'Too many series. Group by pod.',
      status,
      '7f3a',
    ]);
  });

  it("reads Prometheus' own errors too", async () => {
    answering(400, '{"status":"error","error":"parse error at 1:3"}');
    expect((await failure()).message).toBe('parse error at 1:3');
  });

  it('never shows markup of a proxy as a reason', async () => {
    answering(502, '<html>Bad Gateway</html>');
    expect((await failure()).message).toBe('The server answered 502 without a reason. Retry.');
  });

  it('says so when the answer is not JSON', async () => {
    answering(200, '<html>');
    expect((await failure()).code).toBe('unreadable');
  });

  it('says so when nobody answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect((await failure()).code).toBe('offline');
  });

  it('tells leaving the page from a deadline', async () => {
    vi.stubGlobal('fetch', (_path: string, { signal }: { readonly signal: AbortSignal }) =>
      signal.aborted
        ? Promise.reject(new DOMException('aborted', 'AbortError'))
        : new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
          }),
    );
    const leaving = new AbortController();
    const left = request('/x', { signal: leaving.signal });
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'aborted' });
    await expect(request('/x', { timeoutMs: 1 })).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('query parameters', () => {
  it('leave out what is empty', () => {
    expect(queryText({ project: null, q: '', rangeMs: 1 })).toBe('?rangeMs=1');
    expect(queryText({ project: undefined })).toBe('');
  });
});
