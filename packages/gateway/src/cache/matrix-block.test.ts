import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexMatrix } from './matrix-block.ts';
import { splice } from './splice-matrix.ts';
import { matrixBody, seriesLists, type TestSeries } from './testing/matrix-bodies.ts';

const everything = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

async function written(parts: Parameters<typeof splice>[0]): Promise<string> {
  const spliced = await splice(parts);
  if (spliced === undefined) throw new Error('it was not joined');
  const pieces: Buffer[] = [];
  for await (const piece of spliced.pieces(7)) pieces.push(piece);
  const joined = Buffer.concat(pieces);
  expect(joined.length).toBe(spliced.byteLength);
  expect(await spliced.whole()).toEqual(joined);
  return joined.toString();
}

async function indexed(body: string) {
  const block = await indexMatrix(Buffer.from(body));
  if (block === undefined) throw new Error(`not indexed: ${body}`);
  return block;
}

/** What Prometheus would have answered for a window: series without samples in it are absent. */
function within(series: readonly TestSeries[], startMs: number, endMs: number): readonly TestSeries[] {
  const isIn = ([ms]: readonly [number, string]): boolean => ms >= startMs && ms <= endMs;
  return series
    .map((one) => ({
      ...one,
      floats: one.floats.filter(isIn),
      histograms: one.histograms.filter(isIn),
    }))
    .filter(({ floats, histograms }) => floats.length + histograms.length > 0);
}

describe('an indexed matrix', () => {
  it('gives its own bytes back, whatever labels and samples it has', async () => {
    await fc.assert(
      fc.asyncProperty(seriesLists, async (series) => {
        const body = matrixBody(series);
        expect(await written([{ block: await indexed(body), ...everything }])).toBe(body);
      }),
      { numRuns: 300 },
    );
  });

  it('cut anywhere and joined again is the whole, series that came or went in their places', async () => {
    await fc.assert(
      fc.asyncProperty(
        seriesLists,
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
        async (series, at) => {
          const cuts = [...new Set(at)].toSorted((left, right) => left - right).map((tick) => tick * 15_000);
          const edges = [Number.MIN_SAFE_INTEGER, ...cuts, Number.MAX_SAFE_INTEGER];
          const parts = edges.slice(1).map(async (edge, index) => {
            const startMs = edges[index] ?? 0;
            const endMs = edge - 1;
            // Each part comes from an answer that is wider than it.
            const body = matrixBody(within(series, startMs - 30_000, endMs + 30_000));
            return { block: await indexed(body), startMs, endMs };
          });
          expect(await written(await Promise.all(parts))).toBe(matrixBody(series));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('in another order is joined while its series stay the same, and not when one comes or goes', async () => {
    const series = (name: string, ...ticks: readonly number[]): TestSeries => ({
      labels: { name },
      floats: ticks.map((tick) => [tick * 1_000, '1'] as const),
      histograms: [],
    });
    const part = async (list: readonly TestSeries[], startMs: number, endMs: number) => ({
      block: await indexed(matrixBody(list)),
      startMs,
      endMs,
    });
    const early = await part([series('b', 10), series('a', 10)], 0, 15_000);
    const late = await part([series('b', 20), series('a', 20)], 15_001, 30_000);
    expect(await written([early, late])).toBe(matrixBody([series('b', 10, 20), series('a', 10, 20)]));
    const fewer = await part([series('a', 20)], 15_001, 30_000);
    expect(await splice([early, fewer])).toBeUndefined();
    const twice = await part([series('a', 20), series('a', 20)], 15_001, 30_000);
    expect(await splice([fewer, twice])).toBeUndefined();
  });

  it('keeps the newline that an upstream ends with', async () => {
    const body = `${matrixBody([])}\n`;
    expect(await written([{ block: await indexed(body), ...everything }])).toBe(body);
  });

  it('of some megabytes is indexed and joined in slices, while other work is done', async () => {
    const series = ['a', 'b'].map((name): TestSeries => ({
      labels: { name },
      floats: Array.from({ length: 100_000 }, (_, tick) => [tick * 1_000, String(tick / 7)] as const),
      histograms: [],
    }));
    const body = matrixBody(series);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const block = await indexed(body);
    const cut = 50_000_000;
    const parts = [
      { block, startMs: 0, endMs: cut },
      { block, startMs: cut + 1, endMs: Number.MAX_SAFE_INTEGER },
    ];
    expect((await written(parts)) === body).toBe(true);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});

describe('what is no plain matrix', () => {
  const one = '{"metric":{"a":"b"},"values":[[1,"2"]]}';
  const of = (result: string, more = ''): string =>
    `{"status":"success","data":{"resultType":"matrix","result":[${result}]}${more}}`;
  it.each([
    ['annotations', of(one, ',"infos":["PromQL info: x"]')],
    ['a warning', of('', ',"warnings":["no data from a store"]')],
    ['an error', '{"status":"error","errorType":"bad_data","error":"x"}'],
    ['a vector', '{"status":"success","data":{"resultType":"vector","result":[]}}'],
    ['an analysis', of(one).replace(']}}', '],"analysis":{}}}')],
    ['a list that breaks off', of('{"metric":{"a":"b"},"values":[[1,"2"]')],
    ['a series without samples', of('{"metric":{"a":"b"}}')],
    ['an empty list of samples', of('{"metric":{"a":"b"},"values":[]}')],
    ['a sample that is a number', of('{"metric":{"a":"b"},"values":[[1,2]]}')],
    ['a sample with blanks', of('{"metric":{"a":"b"},"values":[[1, "2"]]}')],
    ['labels that are no object', of('{"metric":["a"],"values":[[1,"2"]]}')],
    ['labels that do not end', of('{"metric":{"a":"b\\"},"values":[[1,"2"]]}')],
    ['another key', of('{"metric":{"a":"b"},"values":[[1,"2"]],"x":1}')],
    ['series without a comma', of(one + one)],
    ['nothing', ''],
  ])('is not indexed: %s', async (_, body) => {
    expect(await indexMatrix(Buffer.from(body))).toBeUndefined();
  });

  it('is not indexed when any byte of it is missing', async () => {
    const body = matrixBody([
      {
        labels: { a: 'x' },
        floats: [
          [11_500, '1.5'],
          [13_000, 'NaN'],
        ],
        histograms: [],
      },
    ]);
    for (let at = 0; at < body.length; at += 1) {
      const cut = body.slice(0, at) + body.slice(at + 1);
      const block = await indexMatrix(Buffer.from(cut));
      // Within a text or a number a missing byte makes another one, not a broken one.
      if (block !== undefined) expect(() => JSON.parse(cut)).not.toThrow();
    }
  });
});
