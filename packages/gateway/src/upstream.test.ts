import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { jsonAnswer, startRawUpstream, writes } from './testing/raw-upstream.ts';
import { failure, plainRead, upstreamPairs } from './testing/upstream-pair.ts';
import { createUpstream } from './upstream.ts';

const { start, later } = upstreamPairs();

describe('what is sent', () => {
  it('is exactly the rebuilt request, our own headers, and the allowed headers of the document', async () => {
    const { raw, upstream } = await start(writes(jsonAnswer('{}')), {
      headers: {
        'X-Scope-OrgID': 'team',
        Authorization: 'Bearer stolen',
        cookie: 'a=b',
        Host: 'evil',
        'Content-Length': '7',
        'transfer-encoding': 'chunked',
        'X-Bad': 'a\r\nX-Injected: 1',
        'X Y': 'blank in name',
        __proto__: 'x',
      },
    });
    await upstream.request({
      ...plainRead,
      method: 'POST',
      search: '',
      body: 'query=up',
      contentType: 'application/x-www-form-urlencoded',
    });
    const [head = ''] = (raw.requests[0] ?? '').split('\r\n\r\n');
    const names = head
      .split('\r\n')
      .slice(1)
      .map((line) => (line.split(':')[0] ?? '').toLowerCase());
    expect(names.toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
      'x-scope-orgid',
    ]);
    expect(raw.requests[0]).toContain('POST /api/v1/query HTTP/1.1');
    expect(raw.requests[0]).toMatch(/\r\n\r\nquery=up$/);
  });

  it('goes below the path of the URL, with its credentials as basic authorization', async () => {
    const raw = await startRawUpstream(writes(jsonAnswer('{}')));
    later(() => raw.close());
    const upstream = createUpstream({
      name: 'prom',
      url: `http://us%40er:p%3Aw@127.0.0.1:${raw.port}/base/prom/`,
    });
    later(() => upstream.close(0));
    await upstream.request(plainRead);
    expect(raw.requests[0]).toContain('GET /base/prom/api/v1/query?query=up HTTP/1.1');
    expect(raw.requests[0]).toContain(`authorization: Basic ${Buffer.from('us@er:p:w').toString('base64')}`);
  });

  it('carries the token of a file, read again and sent once more when it was refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hecate-token-'));
    later(() => rm(folder, { recursive: true }));
    const file = join(folder, 'token');
    await writeFile(file, 'old-token\n');
    const { raw, upstream } = await start(
      ({ socket, request }) =>
        void socket.write(
          request.includes('Bearer new-token')
            ? jsonAnswer('{}')
            : 'HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n',
        ),
      { bearerTokenFile: file },
    );
    expect((await failure(upstream.request(plainRead))).code).toBe('upstream_denied');
    expect(raw.requests).toHaveLength(1);
    await writeFile(file, 'new-token\n');
    expect((await upstream.request(plainRead)).status).toBe(200);
    expect(raw.requests).toHaveLength(3);
    await writeFile(file, 'two lines\nof it');
    await upstream.request(plainRead);
    expect(raw.requests.at(-1)).toContain('Bearer new-token');
  });
});

describe('an upstream that is not there', () => {
  it('is reported in words, without address, port or credentials', async () => {
    const raw = await startRawUpstream(() => undefined);
    await raw.close();
    const upstream = createUpstream({ name: 'prom', url: `http://user:secret@127.0.0.1:${raw.port}` });
    later(() => upstream.close(0));
    const error = await failure(upstream.request(plainRead));
    expect(error.message).toBe(
      'the datasource "prom" cannot be reached (nothing listens at its address); check that it runs and that its URL is right',
    );
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('tells the observer about every exchange', async () => {
    const seen: unknown[] = [];
    const { upstream } = await start(
      ({ socket, number }) =>
        void (number === 1 ? socket.write(jsonAnswer('{}')) : socket.end('HTTP/1.1 302 X\r\n\r\n')),
      {
        onExchange: (exchange) => void seen.push(exchange),
        now: () => 0,
      },
    );
    await upstream.request(plainRead);
    await sleep(20);
    await failure(upstream.request(plainRead));
    expect(seen).toEqual([
      { upstream: 'prom', status: 200, bytes: 2, error: undefined, durationMs: 0 },
      { upstream: 'prom', status: 0, bytes: 0, error: 'upstream_redirected', durationMs: 0 },
    ]);
  });
});
