import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';
import {} from './testing/raw-upstream.ts';
import { failure, plainRead, until, upstreamPairs } from './testing/upstream-pair.ts';

const { start } = upstreamPairs();

describe('time and people leaving', () => {
  it('ends a drip feed at the deadline and frees the connection', async () => {
    const { raw, upstream } = await start(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 5);
      socket.on('close', () => clearInterval(drip));
    });
    const error = await failure(upstream.request({ ...plainRead, deadlineMs: 150 }));
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
    const answer = await upstream.request({ ...plainRead, deadlineMs: 200 });
    expect((await failure(readBody(answer))).code).toBe('upstream_timeout');
    await until(() => raw.sockets.size === 0, 'the connection to be closed');
  });

  it('never waits longer than the upstream’s own limit', async () => {
    const { upstream } = await start(() => undefined, { timeoutMs: 100 });
    expect((await failure(upstream.request({ ...plainRead, deadlineMs: 60_000 }))).code).toBe(
      'upstream_timeout',
    );
  });

  it('closes the upstream’s connection when the client leaves', async () => {
    const { raw, upstream } = await start(() => undefined);
    const client = new AbortController();
    const asked = failure(upstream.request(plainRead, client.signal));
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
    const answer = await upstream.request(plainRead);
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
    expect((await failure(upstream.request(plainRead, AbortSignal.abort()))).code).toBe('client_gone');
    const first = new AbortController();
    const second = new AbortController();
    const running = failure(upstream.request(plainRead, first.signal));
    const waiting = failure(upstream.request(plainRead, second.signal));
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
    const answer = await upstream.request(plainRead);
    await sleep(100);
    const [socket] = raw.sockets;
    expect(socket?.writableLength ?? 0).toBeGreaterThan(0);
    expect((await readBody(answer)).length).toBe(total);
  });
});
