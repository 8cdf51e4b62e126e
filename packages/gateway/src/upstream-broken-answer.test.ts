import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { readBody } from './read-body.ts';
import { jsonAnswer, startRawUpstream, writes, writesAndEnds } from './testing/raw-upstream.ts';
import { failure, plainRead, until, upstreamPairs } from './testing/upstream-pair.ts';
import { createUpstream } from './upstream.ts';

const { start, later } = upstreamPairs();

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
    const error = await failure(upstream.request(plainRead));
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
    const answer = await upstream.request(plainRead);
    expect((await failure(readBody(answer))).code).toBe('answer_incomplete');
    expect(upstream.stats().errors).toEqual({ answer_incomplete: 1 });
  });

  it('refuses an announced size beyond the limit before reading it', async () => {
    const { upstream } = await start(
      writes('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1001\r\n\r\n'),
      { maxResponseBytes: 1_000 },
    );
    expect((await failure(upstream.request(plainRead))).code).toBe('answer_too_large');
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
    const error = await failure(upstream.request({ ...plainRead, isRead: false }));
    expect(error.status).toBe(502);
    expect(error.message).not.toMatch(/127\.0\.0\.1|HPE_|ECONN|UND_ERR/);
  });

  it('ends a flood of informational answers', async () => {
    const { raw, upstream } = await start(({ socket }) => {
      const flood = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100)), 1);
      socket.on('close', () => clearInterval(flood));
    });
    expect((await failure(upstream.request(plainRead))).code).toBe('upstream_protocol');
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
        return (await readBody(await upstream.request({ ...plainRead, search: `query=${tag}` }))).toString();
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
    later(() => raw.close());
    const upstream = createUpstream({ name: 'prom', url: raw.url });
    later(() => upstream.close(0));
    const asked = failure(upstream.request({ ...plainRead, deadlineMs: 300 }));
    await until(() => raw.requests.length === 1, 'the request');
    const [socket] = raw.sockets;
    socket?.write(jsonAnswer('{"a":1}') + jsonAnswer('{"stolen":true}'));
    await asked.catch(() => undefined);
    const second = failure(upstream.request({ ...plainRead, deadlineMs: 300 }));
    expect((await second).code).toBe('upstream_timeout');
  });
});
