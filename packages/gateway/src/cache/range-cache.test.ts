import { describe, expect, it } from 'vitest';
import { createGateway, type CacheSettings } from '../answer.ts';
import { readBody } from '../read-body.ts';
import type { Upstream, UpstreamAnswer, UpstreamRequest } from '../upstream-request.ts';
import type { RangeQuery } from '../prometheus-query.ts';

const headers = { 'content-type': 'application/json' };

/** A fake Prometheus: every point of every question is its own time; it notes what it was asked. */
function createFake(answer: (asked: URLSearchParams) => Partial<UpstreamAnswer> = () => ({})) {
  const asked: string[] = [];
  const upstream: Upstream = {
    name: 'prom',
    async request(request: UpstreamRequest) {
      const form = new URLSearchParams(String(request.body));
      asked.push(`${form.get('start')}-${form.get('end')}`);
      const values = [];
      const [start, end, step] = ['start', 'end', 'step'].map((name) =>
        Number.parseFloat(form.get(name) ?? ''),
      );
      for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1) values.push(`[${at},"${at}"]`);
      const result = values.length === 0 ? '' : `{"metric":{},"values":[${values.join(',')}]}`;
      const body = Buffer.from(`{"status":"success","data":{"resultType":"matrix","result":[${result}]}}`);
      return { status: 200, headers, body, ...answer(form) };
    },
    stats: () => ({ inFlight: 0, queued: 0, connected: 0, requests: 0, retries: 0, bytes: 0, errors: {} }),
    close: async () => undefined,
  };
  return { upstream, asked };
}

const range = (startS: number, endS: number, more: Partial<RangeQuery> = {}): RangeQuery => ({
  kind: 'range',
  promql: 'up',
  startMs: startS * 1_000,
  endMs: endS * 1_000,
  stepMs: 10_000,
  ...more,
});

/** Bytes that the cache holds. */
function heldBytes(gateway: ReturnType<typeof createGateway>): number {
  return gateway.cacheStats().bounds.find(({ what }) => what === 'query cache bytes')?.size ?? Number.NaN;
}

/** A gateway whose clock is told the time. */
function start(fake = createFake(), cache: Partial<CacheSettings> = {}) {
  let nowMs = 1_000_000;
  const gateway = createGateway({ clock: () => nowMs, cache: { finalityMs: 60_000, ...cache } });
  return {
    ...fake,
    gateway,
    setNow: (seconds: number) => void (nowMs = seconds * 1_000),
    ask: async (
      query: RangeQuery,
      more: { readonly tenant?: string; readonly bypass?: 'asked' } = {},
    ): Promise<string> => {
      const answer = await gateway.answer(query, { upstream: fake.upstream, ...more });
      await readBody(answer);
      await new Promise((resolve) => setImmediate(resolve));
      return answer.headers['x-hecate-query'] ?? '';
    },
  };
}

describe('a range query that was asked before', () => {
  it('fetches what is new and what may still change, and says so', async () => {
    const { ask, asked, setNow } = start();
    expect(await ask(range(500, 1_000))).toBe('cache=miss; fetched=[500-1000]');
    setNow(1_020);
    // Final until 940: everything after it is asked again.
    expect(await ask(range(520, 1_020))).toBe('cache=partial; fetched=[950-1020]; age=20');
    expect(asked).toEqual(['500-1000', '950-1020']);
  });

  it('is answered without a question when all of it is final', async () => {
    const { ask, asked, setNow } = start();
    await ask(range(500, 900));
    setNow(5_000);
    expect(await ask(range(600, 800))).toBe('cache=hit; fetched=[]; age=4000');
    expect(asked.length).toBe(1);
  });

  it('fetches the head, the hole and the tail of what it has', async () => {
    const { ask, asked } = start();
    await ask(range(300, 400));
    await ask(range(500, 600));
    expect(await ask(range(200, 700))).toContain('cache=partial; fetched=[200-290,410-490,610-700]');
    expect(await ask(range(200, 700))).toContain('cache=hit');
    expect(asked.length).toBe(5);
  });

  it('shares its newest points within one span of the clock, and no longer', async () => {
    const { ask, setNow } = start();
    setNow(990);
    await ask(range(500, 990));
    setNow(1_004);
    expect(await ask(range(500, 990))).toContain('cache=hit');
    setNow(1_005);
    expect(await ask(range(500, 990))).toContain('cache=partial; fetched=[940-990]');
  });

  it.each<[string, Partial<RangeQuery>]>([
    ['another step', { stepMs: 20_000 }],
    ['another phase', { startMs: 500_001 }],
    ['another lookback', { lookbackMs: 60_000 }],
    ['another query', { promql: 'down' }],
    ['deduplication', { thanos: { dedup: true } }],
    ['other replica labels', { thanos: { replicaLabels: ['replica'] } }],
    ['another resolution', { thanos: { maxSourceResolution: 300_000 } }],
    ['partial answers', { thanos: { partialResponse: true } }],
  ])('shares nothing with %s', async (_, more) => {
    const { ask } = start();
    await ask(range(500, 900));
    expect(await ask(range(500, 900, more))).toContain('cache=miss');
  });

  it('shares nothing with another tenant or another pool of the same name', async () => {
    const { ask, gateway } = start();
    await ask(range(500, 900), { tenant: 'a' });
    expect(await ask(range(500, 900), { tenant: 'b' })).toContain('cache=miss');
    const answer = await gateway.answer(range(500, 900), { upstream: createFake().upstream, tenant: 'a' });
    expect(answer.headers['x-hecate-query']).toContain('cache=miss');
  });
});

describe('what is not kept', () => {
  it.each<[string, (asked: URLSearchParams) => Partial<UpstreamAnswer>]>([
    [
      'an answer with a warning',
      () => ({
        body: Buffer.from('{"status":"success","data":{"resultType":"matrix","result":[]},"warnings":["x"]}'),
      }),
    ],
    ['an answer that must not be stored', () => ({ headers: { ...headers, 'cache-control': 'no-store' } })],
    ['an error', () => ({ status: 422, body: Buffer.from('{"status":"error"}') })],
  ])('%s', async (_, answer) => {
    const fake = createFake(answer);
    const { ask, asked } = start(fake);
    await ask(range(500, 900));
    await ask(range(500, 900));
    expect(asked).toEqual(['500-900', '500-900']);
  });

  it('an error in the part that was missing is the answer, never a hole', async () => {
    let isBroken = false;
    const fake = createFake(() => (isBroken ? { status: 503, body: Buffer.from('{"status":"error"}') } : {}));
    const { gateway, ask } = start(fake);
    await ask(range(500, 700));
    isBroken = true;
    const answer = await gateway.answer(range(500, 800), { upstream: fake.upstream });
    expect(answer.status).toBe(503);
    isBroken = false;
    expect(await ask(range(500, 800))).toContain('cache=partial; fetched=[710-800]');
  });

  it('a warning in the part that was missing makes the whole be asked, and is shown', async () => {
    let warns = false;
    const body = Buffer.from(
      '{"status":"success","data":{"resultType":"matrix","result":[]},"warnings":["x"]}',
    );
    const fake = createFake(() => (warns ? { body } : {}));
    const { gateway, ask, asked } = start(fake);
    await ask(range(500, 700));
    warns = true;
    const answer = await gateway.answer(range(500, 800), { upstream: fake.upstream });
    expect((await readBody(answer)).toString()).toBe(body.toString());
    expect(asked).toEqual(['500-700', '710-800', '500-800']);
    // It is remembered for a while: one question each.
    expect(await ask(range(500, 800))).toBe('cache=bypass; reason=annotated');
  });

  it('anything, when the client asks for a fresh answer or nothing may be kept', async () => {
    const { ask } = start();
    await ask(range(500, 900));
    expect(await ask(range(500, 900), { bypass: 'asked' })).toBe('cache=bypass; reason=asked');
    const off = start(createFake(), { maxBytes: 0 });
    expect(await off.ask(range(500, 900))).toBe('cache=bypass; reason=off');
  });

  it('what was asked for before a flush', async () => {
    const release = Promise.withResolvers<void>();
    const fake = createFake();
    const { gateway, ask } = start({
      ...fake,
      upstream: {
        ...fake.upstream,
        request: async (...given) => {
          await release.promise;
          return fake.upstream.request(...given);
        },
      },
    });
    const asking = ask(range(500, 900));
    gateway.flush({});
    release.resolve();
    expect(await asking).toContain('cache=miss');
    expect(await ask(range(500, 900))).toContain('cache=miss');
  });
});

describe('a flush', () => {
  it('lets go of a tenant, a datasource or a metric, and of all', async () => {
    const { ask, gateway } = start();
    const fill = async (): Promise<void> => {
      await ask(range(500, 900), { tenant: 'a' });
      await ask(range(500, 900, { promql: 'rate(down[1m])' }), { tenant: 'b' });
      await ask(range(500, 900, { promql: '{__name__=~"d.*"}' }), { tenant: 'b' });
    };
    await fill();
    expect(gateway.flush({ tenant: 'a' })).toBe(1);
    await fill();
    expect(gateway.flush({ metric: 'down' })).toBe(2);
    await fill();
    expect(gateway.flush({ datasource: 'other' })).toBe(0);
    expect(gateway.flush({ datasource: 'prom', tenant: 'b', metric: 'up' })).toBe(1);
    await fill();
    expect(gateway.flush({})).toBe(3);
    expect(heldBytes(gateway)).toBe(0);
  });
});

describe('a clock that is ahead of the upstream', () => {
  it('takes no point for final that the upstream still fills', async () => {
    // Hecate says 1000, the upstream 900: what is final ends a minute before 900.
    const { ask, setNow } = start(createFake(() => ({ dateMs: 899_000 })));
    await ask(range(500, 1_000));
    setNow(1_100);
    expect(await ask(range(500, 1_000))).toContain('cache=partial; fetched=[850-1000]');
  });
});

describe('a window that slides for long', () => {
  it('asks for little each time and holds little more than one answer', async () => {
    const { ask, asked, setNow, gateway } = start();
    for (let step = 0; step < 200; step += 1) {
      setNow(10_000 + step * 10);
      const how = await ask(range(5_000 + step * 10, 10_000 + step * 10));
      expect(how).toContain(step === 0 ? 'cache=miss' : 'cache=partial');
    }
    const points = asked.slice(1).map((span) => {
      const [from = 0, to = 0] = span.split('-').map(Number);
      return (to - from) / 10 + 1;
    });
    // The minute that is not final, and what became final since.
    expect(Math.max(...points)).toBeLessThanOrEqual(8);
    const answer = await gateway.answer(range(6_990, 11_990), { upstream: createFake().upstream });
    const { length } = await readBody(answer);
    expect(heldBytes(gateway)).toBeLessThan(length * 3);
  });
});
