import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { jsonAnswer, writes, type RawConnection } from './testing/raw-upstream.ts';
import { failure, plainRead, until, upstreamPairs } from './testing/upstream-pair.ts';

const { start } = upstreamPairs();

describe('connections', () => {
  it('are reused, and closed when idle for longer than allowed', async () => {
    const { raw, upstream } = await start(writes(jsonAnswer('{}')), { keepAliveMs: 150 });
    await upstream.request(plainRead);
    await sleep(20);
    await upstream.request(plainRead);
    expect(raw.connections()).toBe(1);
    expect(upstream.stats().connected).toBe(1);
    await until(() => raw.sockets.size === 0, 'the idle connection to be closed');
    expect(upstream.stats().connected).toBe(0);
    await upstream.request(plainRead);
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
    await upstream.request(plainRead);
    await sleep(20);
    expect((await upstream.request(plainRead)).status).toBe(200);
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
    await upstream.request(plainRead);
    await sleep(20);
    const error = await failure(
      upstream.request({ ...plainRead, method: 'POST', body: 'x', contentType: 'text/plain', isRead: false }),
    );
    expect(error.code).toBe('upstream_unreachable');
    expect(raw.requests).toHaveLength(2);
  });

  it('that are new and break are not retried: the query may be what breaks them', async () => {
    const { raw, upstream } = await start(({ socket }) => void socket.resetAndDestroy());
    expect((await failure(upstream.request(plainRead))).code).toBe('upstream_unreachable');
    expect([raw.requests.length, upstream.stats().retries]).toEqual([1, 0]);
  });

  it('that the upstream resets while idle are noticed before the next request', async () => {
    const { raw, upstream } = await start(writes(jsonAnswer('{}')));
    await upstream.request(plainRead);
    for (const socket of raw.sockets) {
      socket.resetAndDestroy();
    }
    await until(() => upstream.stats().connected === 0, 'the reset to be seen');
    expect((await upstream.request(plainRead)).status).toBe(200);
    expect(upstream.stats().errors).toEqual({});
  });

  it('are bounded, and so is the line before them', async () => {
    const held: RawConnection[] = [];
    const { raw, upstream } = await start((connection) => void held.push(connection), {
      connections: 2,
      maxWaiting: 3,
    });
    const asked = Array.from({ length: 5 }, () => upstream.request(plainRead));
    await until(() => held.length === 2, 'two requests');
    const refused = await failure(upstream.request(plainRead));
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
    const running = failure(upstream.request(plainRead));
    const waiting = failure(upstream.request(plainRead));
    await until(() => raw.requests.length === 1, 'the request');
    await upstream.close(20);
    expect([(await running).code, (await waiting).code]).toEqual(['upstream_closed', 'upstream_closed']);
    expect((await failure(upstream.request(plainRead))).code).toBe('upstream_closed');
  });

  it('finish what runs when the upstream is closed in time', async () => {
    const { upstream } = await start(
      ({ socket }) => void setTimeout(() => socket.write(jsonAnswer('{}')), 50),
    );
    const running = upstream.request(plainRead);
    await sleep(10);
    await upstream.close(5_000);
    expect((await running).status).toBe(200);
  });
});
