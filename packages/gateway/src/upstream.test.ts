import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { readBody } from './read-body.ts';
import {
  jsonAnswer,
  startRawUpstream,
  type RawConnection,
  type RawUpstream,
} from './testing/raw-upstream.ts';
import { createUpstream, type UpstreamOptions } from './upstream.ts';
import type { Upstream, UpstreamRequest } from './upstream-request.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) {
    await close();
  }
});

const read: UpstreamRequest = {
  method: 'GET',
  path: '/api/v1/query',
  search: 'query=up',
  accept: 'json',
  isRead: true,
  deadlineMs: 5_000,
};

async function start(
  onRequest: (connection: RawConnection) => void,
  options: Partial<UpstreamOptions> = {},
): Promise<{ raw: RawUpstream; upstream: Upstream }> {
  const raw = await startRawUpstream(onRequest);
  closers.push(() => raw.close());
  const upstream = createUpstream({ name: 'prom', url: raw.url, ...options });
  closers.push(() => upstream.close(0));
  return { raw, upstream };
}

async function failure(promise: Promise<unknown>): Promise<GatewayError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof GatewayError) {
      return error;
    }
    throw error;
  }
  throw new Error('it was answered');
}

async function until(isTrue: () => boolean, what: string): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 5) {
    if (isTrue()) {
      return;
    }
    await sleep(5);
  }
  throw new Error(`waited 5 s for: ${what}`);
}

const writes =
  (bytes: string | Buffer) =>
  ({ socket }: RawConnection) =>
    void socket.write(bytes);
const writesAndEnds =
  (bytes: string | Buffer) =>
  ({ socket }: RawConnection) =>
    void socket.end(bytes);
const coded = (coding: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: ${coding}\r\ncontent-length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);

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
      ...read,
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
    closers.push(() => raw.close());
    const upstream = createUpstream({
      name: 'prom',
      url: `http://us%40er:p%3Aw@127.0.0.1:${raw.port}/base/prom/`,
    });
    closers.push(() => upstream.close(0));
    await upstream.request(read);
    expect(raw.requests[0]).toContain('GET /base/prom/api/v1/query?query=up HTTP/1.1');
    expect(raw.requests[0]).toContain(`authorization: Basic ${Buffer.from('us@er:p:w').toString('base64')}`);
  });

  it('carries the token of a file, read again and sent once more when it was refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hecate-token-'));
    closers.push(() => rm(folder, { recursive: true }));
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
    expect((await failure(upstream.request(read))).code).toBe('upstream_denied');
    expect(raw.requests).toHaveLength(1);
    await writeFile(file, 'new-token\n');
    expect((await upstream.request(read)).status).toBe(200);
    expect(raw.requests).toHaveLength(3);
    await writeFile(file, 'two lines\nof it');
    await upstream.request(read);
    expect(raw.requests.at(-1)).toContain('Bearer new-token');
  });
});

describe('what is passed on of an answer', () => {
  it('is the body, the status and the allow-listed headers', async () => {
    const { upstream } = await start(
      writes(
        jsonAnswer(
          '{"status":"success"}',
          'Set-Cookie: s=1\r\nWWW-Authenticate: Basic\r\nX-Any: 1\r\nServer: x\r\n__proto__: y\r\nconstructor: z\r\nCache-Control: no-store\r\nRetry-After: 5\r\nLocation: http://evil/\r\n',
        ),
      ),
    );
    const answer = await upstream.request(read);
    expect(answer).toEqual({
      status: 200,
      headers: {
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'sandbox',
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'retry-after': '5',
      },
      body: Buffer.from('{"status":"success"}'),
    });
  });

  it.each([400, 422, 503])('is Prometheus’ own error with status %d', async (status) => {
    const { upstream } = await start(
      writes(jsonAnswer('{"status":"error"}').replace('200 OK', `${status} X`)),
    );
    const answer = await upstream.request(read);
    expect([answer.status, (await readBody(answer)).toString()]).toEqual([status, '{"status":"error"}']);
  });

  it.each([
    ['a page', 'text/html', 'json', 'content_type_refused'],
    ['a page for the generic proxy', 'text/html; charset=utf-8', 'any', 'content_type_refused'],
    ['an image with script', 'image/svg+xml', 'any', 'content_type_refused'],
    ['XML', 'application/xml', 'any', 'content_type_refused'],
    ['no type', '', 'any', 'content_type_refused'],
    ['two types', 'application/json\r\ncontent-type: text/html', 'json', 'content_type_refused'],
    ['a list of types', 'application/json, text/html', 'json', 'content_type_refused'],
    ['text where JSON is due', 'text/plain', 'json', 'content_type_refused'],
  ] as const)('is never %s', async (_, type, accept, code) => {
    const header = type === '' ? '' : `content-type: ${type}\r\n`;
    const { upstream } = await start(writes(`HTTP/1.1 200 OK\r\n${header}content-length: 2\r\n\r\n{}`));
    expect((await failure(upstream.request({ ...read, accept }))).code).toBe(code);
  });

  it('gives plain text to the generic proxy, spelled by us', async () => {
    const { upstream } = await start(
      writes('HTTP/1.1 200 OK\r\ncontent-type: TEXT/PLAIN; x=<y>\r\ncontent-length: 2\r\n\r\nok'),
    );
    expect((await upstream.request({ ...read, accept: 'any' })).headers['content-type']).toBe(
      'text/plain; charset=utf-8',
    );
  });

  it.each([
    [301, 'upstream_redirected'],
    [302, 'upstream_redirected'],
    [307, 'upstream_redirected'],
    [304, 'upstream_redirected'],
    [401, 'upstream_denied'],
    [403, 'upstream_denied'],
    [407, 'upstream_denied'],
  ])('turns status %d into a plain failure and asks nobody else', async (status, code) => {
    const target = await startRawUpstream(writes(jsonAnswer('{}')));
    closers.push(() => target.close());
    const { raw, upstream } = await start(
      writes(
        `HTTP/1.1 ${status} X\r\nlocation: ${target.url}/latest/meta-data\r\nwww-authenticate: Basic\r\ncontent-length: 0\r\n\r\n`,
      ),
    );
    const error = await failure(upstream.request(read));
    expect([error.code, error.status]).toEqual([code, 502]);
    expect(error.message).not.toContain(String(target.port));
    expect([raw.requests.length, target.connections()]).toEqual([1, 0]);
  });

  it('says what status an error page had instead of showing it', async () => {
    const { upstream } = await start(
      writes('HTTP/1.1 503 X\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\n<>'),
    );
    expect((await failure(upstream.request(read))).message).toBe(
      'the datasource "prom" failed (HTTP 503); look at its log',
    );
  });
});

describe('content codings', () => {
  const body = Buffer.from(`{"status":"success","data":"${'é'.repeat(5_000)}"}`);
  it.each([
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['br', brotliCompressSync(body)],
    ['zstd', zstdCompressSync(body)],
    ['identity', body],
  ])('undoes %s', async (coding, bytes) => {
    const { upstream } = await start(writes(coded(coding, bytes)));
    expect(await readBody(await upstream.request(read))).toEqual(body);
  });

  it.each(['gzip, gzip', 'gzip\r\ncontent-encoding: gzip', 'compress', 'identity, gzip'])(
    'refuses %j',
    async (coding) => {
      const { upstream } = await start(writes(coded(coding, gzipSync(gzipSync(body)))));
      expect((await failure(upstream.request(read))).code).toBe('content_coding_refused');
    },
  );

  it('stops a bomb at the limit of decoded bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { upstream } = await start(writes(coded('gzip', bomb)), { maxResponseBytes: 100_000 });
    expect((await failure(upstream.request(read))).code).toBe('answer_too_large');
    expect(upstream.stats().bytes).toBeLessThan(1_000_000);
  });

  it('stops a bomb that streams already', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { upstream } = await start(writes(coded('gzip', bomb)), {
      maxResponseBytes: 1_000_000,
      bufferBytes: 10_000,
    });
    const answer = await upstream.request(read);
    expect((await failure(readBody(answer))).code).toBe('answer_too_large');
    expect(upstream.stats().bytes).toBeLessThan(2_000_000);
  });

  it('notices a coding that ends early or is damaged', async () => {
    const whole = gzipSync(body);
    const cut = await start(writes(coded('gzip', whole.subarray(0, whole.length - 10))));
    expect((await failure(cut.upstream.request(read))).code).toBe('answer_incomplete');
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(20) ^ 0xff, 20);
    const flipped = await start(writes(coded('gzip', damaged)));
    expect((await failure(flipped.upstream.request(read))).code).toBe('answer_incomplete');
  });
});

describe('answers that are not whole', () => {
  it.each([
    [
      'a body cut after 60 %',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{"stat',
    ],
    [
      'a chunk cut',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{"s',
    ],
    [
      'chunks without an end',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n',
    ],
    ['headers cut', 'HTTP/1.1 200 OK\r\ncontent-type: appli'],
    [
      'a broken chunk size',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
    ],
  ])('%s is "answer incomplete"', async (_, bytes) => {
    const { upstream } = await start(writesAndEnds(bytes));
    const error = await failure(upstream.request(read));
    expect([error.code, error.status]).toEqual(['answer_incomplete', 502]);
    expect(error.message).toContain('answer incomplete');
    expect(upstream.stats().errors).toEqual({ answer_incomplete: 1 });
  });

  it('breaks the stream when a large answer is cut', async () => {
    const { upstream } = await start(
      writesAndEnds(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(50_000)}`,
      ),
      { bufferBytes: 10_000 },
    );
    const answer = await upstream.request(read);
    expect((await failure(readBody(answer))).code).toBe('answer_incomplete');
    expect(upstream.stats().errors).toEqual({ answer_incomplete: 1 });
  });

  it('refuses an announced size beyond the limit before reading it', async () => {
    const { upstream } = await start(
      writes('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1001\r\n\r\n'),
      { maxResponseBytes: 1_000 },
    );
    expect((await failure(upstream.request(read))).code).toBe('answer_too_large');
  });
});

describe('bytes that are not HTTP', () => {
  it.each([
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
    ],
    [
      'length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'a line break in a header',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nX: a\nSet-Cookie: b\r\ncontent-length: 2\r\n\r\n{}',
    ],
    [
      'a NUL in a header',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nX: a\u0000b\r\ncontent-length: 2\r\n\r\n{}',
    ],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'X: aaaaaaaaaaaaaaaa\r\n'.repeat(2_000)}`],
    ['an unasked upgrade', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['100 Continue', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('%s is a failure, never a half answer', async (_, bytes) => {
    const { upstream } = await start(writesAndEnds(bytes));
    const error = await failure(upstream.request({ ...read, isRead: false }));
    expect(error.status).toBe(502);
    expect(error.message).not.toMatch(/127\.0\.0\.1|HPE_|ECONN|UND_ERR/);
  });

  it('ends a flood of informational answers', async () => {
    const { raw, upstream } = await start(({ socket }) => {
      const flood = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100)), 1);
      socket.on('close', () => clearInterval(flood));
    });
    expect((await failure(upstream.request(read))).code).toBe('upstream_protocol');
    await until(() => raw.sockets.size === 0, 'the connection to be closed');
  });

  it('never gives the answer of one request to another', async () => {
    // The upstream answers every first request of a connection twice: the second answer lies in wait for somebody else.
    const { upstream } = await start(({ socket, number, request }) => {
      const tag = /query=(\w+)/.exec(request)?.[1] ?? '';
      const answer = jsonAnswer(`{"tag":"${tag}"}`);
      socket.write(number === 1 ? answer + answer : answer);
    });
    const tags = Array.from({ length: 200 }, (_, index) => `t${index}`);
    const answers = await Promise.allSettled(
      tags.map(async (tag, index) => {
        await sleep(index % 20);
        return (await readBody(await upstream.request({ ...read, search: `query=${tag}` }))).toString();
      }),
    );
    answers.forEach((answer, index) => {
      if (answer.status === 'fulfilled') {
        expect(answer.value).toBe(`{"tag":"t${index}"}`);
      } else {
        expect(answer.reason).toBeInstanceOf(GatewayError);
      }
    });
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  });

  it('does not take an answer that came before the question', async () => {
    const raw = await startRawUpstream(() => undefined);
    closers.push(() => raw.close());
    const upstream = createUpstream({ name: 'prom', url: raw.url });
    closers.push(() => upstream.close(0));
    const asked = failure(upstream.request({ ...read, deadlineMs: 300 }));
    await until(() => raw.requests.length === 1, 'the request');
    const [socket] = raw.sockets;
    socket?.write(jsonAnswer('{"a":1}') + jsonAnswer('{"stolen":true}'));
    await asked.catch(() => undefined);
    const second = failure(upstream.request({ ...read, deadlineMs: 300 }));
    expect((await second).code).toBe('upstream_timeout');
  });
});

describe('time and people leaving', () => {
  it('ends a drip feed at the deadline and frees the connection', async () => {
    const { raw, upstream } = await start(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 5);
      socket.on('close', () => clearInterval(drip));
    });
    const error = await failure(upstream.request({ ...read, deadlineMs: 150 }));
    expect([error.code, error.status]).toEqual(['upstream_timeout', 504]);
    expect(error.message).toContain('within 150 ms');
    await until(() => raw.sockets.size === 0, 'the connection to be closed');
    expect(upstream.stats()).toMatchObject({ inFlight: 0, queued: 0 });
  });

  it('ends a large answer that drips at the deadline too', async () => {
    const { raw, upstream } = await start(
      ({ socket }) => {
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(2_000)}`,
        );
      },
      { bufferBytes: 1_000 },
    );
    const answer = await upstream.request({ ...read, deadlineMs: 200 });
    expect((await failure(readBody(answer))).code).toBe('upstream_timeout');
    await until(() => raw.sockets.size === 0, 'the connection to be closed');
  });

  it('never waits longer than the upstream’s own limit', async () => {
    const { upstream } = await start(() => undefined, { timeoutMs: 100 });
    expect((await failure(upstream.request({ ...read, deadlineMs: 60_000 }))).code).toBe('upstream_timeout');
  });

  it('closes the upstream’s connection when the client leaves', async () => {
    const { raw, upstream } = await start(() => undefined);
    const client = new AbortController();
    const asked = failure(upstream.request(read, client.signal));
    await until(() => raw.requests.length === 1, 'the request');
    const [socket] = raw.sockets;
    const closed = socket === undefined ? undefined : once(socket, 'close');
    client.abort();
    expect((await asked).code).toBe('client_gone');
    await closed;
    await until(() => upstream.stats().inFlight === 0, 'the slot');
    expect(raw.sockets.size).toBe(0);
  });

  it('closes it as well when the client leaves in the middle of a large answer', async () => {
    const { raw, upstream } = await start(
      ({ socket }) =>
        void socket.write(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(2_000)}`,
        ),
      { bufferBytes: 1_000 },
    );
    const answer = await upstream.request(read);
    expect(Buffer.isBuffer(answer.body)).toBe(false);
    if (!Buffer.isBuffer(answer.body)) {
      answer.body.destroy();
    }
    await until(
      () => raw.sockets.size === 0 && upstream.stats().inFlight === 0,
      'the connection to be closed',
    );
    expect(upstream.stats().errors).toEqual({ client_gone: 1 });
  });

  it('asks nobody when the client has left already, or leaves while waiting in line', async () => {
    const { raw, upstream } = await start(() => undefined, { connections: 1 });
    expect((await failure(upstream.request(read, AbortSignal.abort()))).code).toBe('client_gone');
    const first = new AbortController();
    const second = new AbortController();
    const running = failure(upstream.request(read, first.signal));
    const waiting = failure(upstream.request(read, second.signal));
    await until(() => raw.requests.length === 1, 'the first request');
    expect(upstream.stats()).toMatchObject({ inFlight: 1, queued: 1 });
    second.abort();
    expect((await waiting).code).toBe('client_gone');
    first.abort();
    await running;
    expect(raw.requests).toHaveLength(1);
  });

  it('holds a reader that is slow at its pace instead of filling memory', async () => {
    const total = 20_000_000;
    const { raw, upstream } = await start(
      ({ socket }) => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${total}\r\n\r\n`);
        socket.write(Buffer.alloc(total, 'x'));
      },
      { bufferBytes: 10_000 },
    );
    const answer = await upstream.request(read);
    await sleep(100);
    const [socket] = raw.sockets;
    expect(socket?.writableLength ?? 0).toBeGreaterThan(0);
    expect((await readBody(answer)).length).toBe(total);
  });
});

describe('connections', () => {
  it('are reused, and closed when idle for longer than allowed', async () => {
    const { raw, upstream } = await start(writes(jsonAnswer('{}')), { keepAliveMs: 150 });
    await upstream.request(read);
    await sleep(20);
    await upstream.request(read);
    expect(raw.connections()).toBe(1);
    expect(upstream.stats().connected).toBe(1);
    await until(() => raw.sockets.size === 0, 'the idle connection to be closed');
    expect(upstream.stats().connected).toBe(0);
    await upstream.request(read);
    expect(raw.connections()).toBe(2);
  });

  it('that went stale cost a read one silent retry', async () => {
    const { raw, upstream } = await start(({ socket, number }) => {
      if (number === 1) {
        socket.write(jsonAnswer('{}'));
      } else {
        socket.resetAndDestroy();
      }
    });
    await upstream.request(read);
    await sleep(20);
    expect((await upstream.request(read)).status).toBe(200);
    expect(upstream.stats()).toMatchObject({ retries: 1, requests: 2, errors: {} });
    expect(raw.requests).toHaveLength(3);
  });

  it('that went stale are not retried for a write', async () => {
    const { raw, upstream } = await start(({ socket, number }) => {
      if (number === 1) {
        socket.write(jsonAnswer('{}'));
      } else {
        socket.destroy();
      }
    });
    await upstream.request(read);
    await sleep(20);
    const error = await failure(
      upstream.request({ ...read, method: 'POST', body: 'x', contentType: 'text/plain', isRead: false }),
    );
    expect(error.code).toBe('upstream_unreachable');
    expect(raw.requests).toHaveLength(2);
  });

  it('that are new and break are not retried: the query may be what breaks them', async () => {
    const { raw, upstream } = await start(({ socket }) => void socket.resetAndDestroy());
    expect((await failure(upstream.request(read))).code).toBe('upstream_unreachable');
    expect([raw.requests.length, upstream.stats().retries]).toEqual([1, 0]);
  });

  it('that the upstream resets while idle are noticed before the next request', async () => {
    const { raw, upstream } = await start(writes(jsonAnswer('{}')));
    await upstream.request(read);
    for (const socket of raw.sockets) {
      socket.resetAndDestroy();
    }
    await until(() => upstream.stats().connected === 0, 'the reset to be seen');
    expect((await upstream.request(read)).status).toBe(200);
    expect(upstream.stats().errors).toEqual({});
  });

  it('are bounded, and so is the line before them', async () => {
    const held: RawConnection[] = [];
    const { raw, upstream } = await start((connection) => void held.push(connection), {
      connections: 2,
      maxWaiting: 3,
    });
    const asked = Array.from({ length: 5 }, () => upstream.request(read));
    await until(() => held.length === 2, 'two requests');
    const refused = await failure(upstream.request(read));
    expect([refused.code, refused.status]).toEqual(['upstream_busy', 503]);
    expect(upstream.stats()).toMatchObject({ inFlight: 2, queued: 3 });
    for (let answered = 0; answered < 5; answered += 1) {
      await until(() => held.length > 0, 'the next request');
      held.shift()?.socket.write(jsonAnswer('{}'));
    }
    await Promise.all(asked);
    expect(raw.connections()).toBe(2);
    expect(upstream.stats()).toMatchObject({ inFlight: 0, queued: 0 });
  });

  it('are cut when the upstream is closed and its grace is over', async () => {
    const { raw, upstream } = await start(() => undefined, { connections: 1 });
    const running = failure(upstream.request(read));
    const waiting = failure(upstream.request(read));
    await until(() => raw.requests.length === 1, 'the request');
    await upstream.close(20);
    expect([(await running).code, (await waiting).code]).toEqual(['upstream_closed', 'upstream_closed']);
    expect((await failure(upstream.request(read))).code).toBe('upstream_closed');
  });

  it('finish what runs when the upstream is closed in time', async () => {
    const { upstream } = await start(
      ({ socket }) => void setTimeout(() => socket.write(jsonAnswer('{}')), 50),
    );
    const running = upstream.request(read);
    await sleep(10);
    await upstream.close(5_000);
    expect((await running).status).toBe(200);
  });
});

describe('an upstream that is not there', () => {
  it('is reported in words, without address, port or credentials', async () => {
    const raw = await startRawUpstream(() => undefined);
    await raw.close();
    const upstream = createUpstream({ name: 'prom', url: `http://user:secret@127.0.0.1:${raw.port}` });
    closers.push(() => upstream.close(0));
    const error = await failure(upstream.request(read));
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
    await upstream.request(read);
    await sleep(20);
    await failure(upstream.request(read));
    expect(seen).toEqual([
      { upstream: 'prom', status: 200, bytes: 2, error: undefined, durationMs: 0 },
      { upstream: 'prom', status: 0, bytes: 0, error: 'upstream_redirected', durationMs: 0 },
    ]);
  });
});
