import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';
import { jsonAnswer, startRawUpstream, writes } from './testing/raw-upstream.ts';
import { failure, plainRead, upstreamPairs } from './testing/upstream-pair.ts';

const { start, later } = upstreamPairs();

const coded = (coding: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: ${coding}\r\ncontent-length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);

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
    const answer = await upstream.request(plainRead);
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
    const answer = await upstream.request(plainRead);
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
    expect((await failure(upstream.request({ ...plainRead, accept }))).code).toBe(code);
  });

  it('gives plain text to the generic proxy, spelled by us', async () => {
    const { upstream } = await start(
      writes('HTTP/1.1 200 OK\r\ncontent-type: TEXT/PLAIN; x=<y>\r\ncontent-length: 2\r\n\r\nok'),
    );
    expect((await upstream.request({ ...plainRead, accept: 'any' })).headers['content-type']).toBe(
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
    later(() => target.close());
    const { raw, upstream } = await start(
      writes(
        `HTTP/1.1 ${status} X\r\nlocation: ${target.url}/latest/meta-data\r\nwww-authenticate: Basic\r\ncontent-length: 0\r\n\r\n`,
      ),
    );
    const error = await failure(upstream.request(plainRead));
    expect([error.code, error.status]).toEqual([code, 502]);
    expect(error.message).not.toContain(String(target.port));
    expect([raw.requests.length, target.connections()]).toEqual([1, 0]);
  });

  it('says what status an error page had instead of showing it', async () => {
    const { upstream } = await start(
      writes('HTTP/1.1 503 X\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\n<>'),
    );
    expect((await failure(upstream.request(plainRead))).message).toBe(
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
    expect(await readBody(await upstream.request(plainRead))).toEqual(body);
  });

  it.each(['gzip, gzip', 'gzip\r\ncontent-encoding: gzip', 'compress', 'identity, gzip'])(
    'refuses %j',
    async (coding) => {
      const { upstream } = await start(writes(coded(coding, gzipSync(gzipSync(body)))));
      expect((await failure(upstream.request(plainRead))).code).toBe('content_coding_refused');
    },
  );

  it('stops a bomb at the limit of decoded bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { upstream } = await start(writes(coded('gzip', bomb)), { maxResponseBytes: 100_000 });
    expect((await failure(upstream.request(plainRead))).code).toBe('answer_too_large');
    expect(upstream.stats().bytes).toBeLessThan(1_000_000);
  });

  it('stops a bomb that streams already', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { upstream } = await start(writes(coded('gzip', bomb)), {
      maxResponseBytes: 1_000_000,
      bufferBytes: 10_000,
    });
    const answer = await upstream.request(plainRead);
    expect((await failure(readBody(answer))).code).toBe('answer_too_large');
    expect(upstream.stats().bytes).toBeLessThan(2_000_000);
  });

  it('notices a coding that ends early or is damaged', async () => {
    const whole = gzipSync(body);
    const cut = await start(writes(coded('gzip', whole.subarray(0, whole.length - 10))));
    expect((await failure(cut.upstream.request(plainRead))).code).toBe('answer_incomplete');
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(20) ^ 0xff, 20);
    const flipped = await start(writes(coded('gzip', damaged)));
    expect((await failure(flipped.upstream.request(plainRead))).code).toBe('answer_incomplete');
  });
});
