import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GatewayError } from '../gateway-error.ts';
import { readBody } from '../read-body.ts';
import { failure } from '../testing/upstream-pair.ts';
import type { UpstreamAnswer } from '../upstream-request.ts';
import { createFlights } from './flights.ts';

const headers = { 'content-type': 'application/json' };
const unbounded = { maxBytes: 1_000_000, reserve: () => true };

function answerOf(body: Buffer | Readable): UpstreamAnswer {
  return { status: 200, headers, body };
}

/** An upstream that is asked and answers when told to. */
function upstream() {
  const asked: AbortSignal[] = [];
  const waiting = Promise.withResolvers<UpstreamAnswer>();
  return {
    asked,
    answer: (answer: UpstreamAnswer) => waiting.resolve(answer),
    fail: (error: Error) => waiting.reject(error),
    ask: (signal: AbortSignal) => {
      asked.push(signal);
      signal.addEventListener('abort', () => waiting.reject(new GatewayError('client_gone')));
      return waiting.promise;
    },
  };
}

describe('equal questions at the same time', () => {
  it('are asked once, and each is answered', async () => {
    const flights = createFlights(unbounded);
    const { ask, asked, answer } = upstream();
    const joined = Array.from({ length: 100 }, () => flights.join('key', ask, undefined));
    answer(answerOf(Buffer.from('x')));
    const answers = await Promise.all(joined);
    expect(asked.length).toBe(1);
    expect(answers.filter(({ isFirst }) => isFirst).length).toBe(1);
    expect(answers.every(({ answer: { body } }) => Buffer.isBuffer(body) && body.toString() === 'x')).toBe(
      true,
    );
    expect(flights.stats()).toEqual({ running: 0, joined: 99 });
  });

  it('are asked again once the answer is there, and apart when they differ', async () => {
    const flights = createFlights(unbounded);
    let asked = 0;
    const ask = async (): Promise<UpstreamAnswer> => {
      asked += 1;
      return answerOf(Buffer.from(String(asked)));
    };
    await Promise.all([flights.join('a', ask, undefined), flights.join('b', ask, undefined)]);
    await flights.join('a', ask, undefined);
    expect(asked).toBe(3);
  });

  it('fail together, and the next one is asked anew', async () => {
    const flights = createFlights(unbounded);
    const { ask, fail } = upstream();
    const joined = [
      failure(flights.join('key', ask, undefined)),
      failure(flights.join('key', ask, undefined)),
    ];
    fail(new GatewayError('upstream_closed', { upstream: 'prom' }));
    expect((await Promise.all(joined)).map(({ code }) => code)).toEqual([
      'upstream_closed',
      'upstream_closed',
    ]);
    const { answer } = await flights.join('key', async () => answerOf(Buffer.from('y')), undefined);
    expect(answer.body).toEqual(Buffer.from('y'));
  });

  it('leave one by one; the upstream is left with the last', async () => {
    const flights = createFlights(unbounded);
    const { ask, asked } = upstream();
    const [first, second] = [new AbortController(), new AbortController()];
    const outcomes = [
      failure(flights.join('key', ask, first.signal)),
      failure(flights.join('key', ask, second.signal)),
    ];
    first.abort();
    expect((await outcomes[0])?.code).toBe('client_gone');
    expect(asked[0]?.aborted).toBe(false);
    second.abort();
    expect((await outcomes[1])?.code).toBe('client_gone');
    expect(asked[0]?.aborted).toBe(true);
    // Whoever comes now does not wait for what was given up.
    const { answer } = await flights.join('key', async () => answerOf(Buffer.from('z')), undefined);
    expect(answer.body).toEqual(Buffer.from('z'));
  });
});

describe('an answer that streams', () => {
  const chunks = Array.from({ length: 50 }, (_, index) => Buffer.alloc(10_000, index));
  const whole = Buffer.concat(chunks);
  const read = async ({
    answer,
  }: Awaited<ReturnType<ReturnType<typeof createFlights>['join']>>): Promise<Buffer> => {
    if (Buffer.isBuffer(answer.body)) return answer.body;
    const reader = answer.body.reader();
    answer.body.leave();
    return readBody({ ...answer, body: reader });
  };

  it('is read whole by the first, by one who comes later, and by the cache', async () => {
    let reserved = 0;
    const flights = createFlights({
      maxBytes: 1_000_000,
      reserve: (bytes) => {
        reserved += bytes;
        return true;
      },
    });
    const source = Readable.from(chunks, { objectMode: false });
    const first = await flights.join('key', async () => answerOf(source), undefined);
    const reading = read(first);
    await sleep(1);
    const second = await flights.join('key', async () => answerOf(Readable.from(chunks)), undefined);
    const kept = Buffer.isBuffer(first.answer.body) ? first.answer.body : await first.answer.body.whole;
    expect(await reading).toEqual(whole);
    expect(await read(second)).toEqual(whole);
    expect(kept).toEqual(whole);
    expect(reserved).toBe(0);
  });

  it('that is larger than what may be kept is passed on at the pace of its reader, and holds little', async () => {
    let sent = 0;
    const source = new Readable({
      highWaterMark: 100_000,
      read() {
        sent += 100_000;
        this.push(sent > 20_000_000 ? null : Buffer.alloc(100_000, 7));
      },
    });
    let reserved = 0;
    const flights = createFlights({
      maxBytes: 500_000,
      reserve: (bytes) => {
        reserved += bytes;
        return true;
      },
    });
    const { answer } = await flights.join('key', async () => answerOf(source), undefined);
    if (Buffer.isBuffer(answer.body)) throw new Error('it does not stream');
    const { body } = answer;
    const reader = body.reader();
    body.leave();
    expect(await body.whole).toBeUndefined();
    await sleep(20);
    // A reader that does not read yet: no more than its own buffer and what it may fall behind.
    expect(sent).toBeLessThan(4_000_000);
    expect(body.canJoin()).toBe(false);
    expect(reserved).toBe(0);
    const got = await readBody({ ...answer, body: reader });
    expect(got.length).toBe(20_000_000);
    expect(got.every((byte) => byte === 7)).toBe(true);
  });

  it('is not kept when there is no room for it', async () => {
    const flights = createFlights({ maxBytes: 1_000_000, reserve: (bytes) => bytes <= 0 });
    const joined = await flights.join(
      'key',
      async () => answerOf(Readable.from(chunks, { objectMode: false })),
      undefined,
    );
    expect(await read(joined)).toEqual(whole);
  });

  it('is cancelled when its last reader leaves, not before', async () => {
    const source = new Readable({ read() {} });
    const flights = createFlights(unbounded);
    const { answer } = await flights.join('key', async () => answerOf(source), undefined);
    const other = await flights.join('key', async () => answerOf(source), undefined);
    if (Buffer.isBuffer(answer.body) || Buffer.isBuffer(other.answer.body))
      throw new Error('it does not stream');
    const readers = [answer.body.reader(), other.answer.body.reader()];
    answer.body.leave();
    readers[0]?.destroy();
    await sleep(1);
    expect(source.destroyed).toBe(false);
    readers[1]?.destroy();
    await sleep(1);
    expect(source.destroyed).toBe(true);
    expect(await answer.body.whole).toBeUndefined();
    expect(flights.stats().running).toBe(0);
  });

  it('that breaks off breaks every reader, and is not kept', async () => {
    const source = new Readable({ read() {} });
    const flights = createFlights(unbounded);
    const { answer } = await flights.join('key', async () => answerOf(source), undefined);
    if (Buffer.isBuffer(answer.body)) throw new Error('it does not stream');
    const readers = [answer.body.reader(), answer.body.reader()];
    source.push('some');
    const broken = readers.map((reader) =>
      readBody({ ...answer, body: reader }).then(
        () => 'whole',
        (error: Error) => error.message,
      ),
    );
    await sleep(1);
    source.destroy(new Error('cut'));
    expect(await Promise.all(broken)).toEqual(['cut', 'cut']);
    await expect(answer.body.whole).rejects.toThrow('cut');
  });
});
