import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { axisLabel } from './axis-label.ts';
import { createColourSlots, inkSeries } from './colour-slots.ts';
import { alignPoints, breakAtGaps, newestSample } from './gaps.ts';
import { heatCells, heatStep } from './heat-cells.ts';
import { niceAxis, type AxisWish } from './nice-axis.ts';
import { sampleNear, seriesFigures, valueBounds } from './chart-numbers.ts';
import { distinctNames } from './series-names.ts';
import { summarySentence } from './summary-sentence.ts';
import { thresholdLabels } from './threshold-labels.ts';
import { timeTicks } from './time-ticks.ts';
import type { ChartSeries, Point } from './time-chart-model.ts';

const series = (name: string, points: readonly Point[]): ChartSeries => ({ id: name, name, points });
const wish = (change: Partial<AxisWish> = {}): AxisWish => ({
  display: 'line',
  isStacked: false,
  areaOpacity: 0,
  thresholds: [],
  unit: 'decimal',
  ...change,
});

describe('gaps', () => {
  it('break the line and make a lone sample a dot', () => {
    const { line, lone } = breakAtGaps(
      [
        [0, 1],
        [15, 2],
        [60, 3],
        [120, 4],
        [135, 5],
      ],
      22,
    );
    expect(line.filter(([, value]) => value === null)).toHaveLength(2);
    expect(lone).toStrictEqual([[60, 3]]);
  });

  it('find the newest sample and align series without inventing values', () => {
    const two = [
      series('a', [
        [0, 1],
        [30, null],
      ]),
      series('b', [[15, 2]]),
    ];
    expect(newestSample(two)).toBe(15);
    expect(alignPoints(two)).toStrictEqual({
      times: [0, 15, 30],
      columns: [
        [1, null, null],
        [null, 2, null],
      ],
    });
  });
});

describe('niceAxis', () => {
  it('starts at 0 unless a line moves by less than a tenth of its value, and then says so', () => {
    expect(niceAxis(wish(), 3, 97, 5)).toMatchObject({ min: 0, max: 100, interval: 20, isCropped: false });
    expect(niceAxis(wish(), 1000, 1040, 4)).toMatchObject({ isCropped: true, min: 1000 });
    expect(niceAxis(wish({ isStacked: true }), 1000, 1040, 4)).toMatchObject({ min: 0, isCropped: false });
  });

  it('holds the thresholds, reaches 100 % near it, counts minutes by the clock', () => {
    expect(
      niceAxis(
        wish({ thresholds: [{ value: 2, label: 'limit', colour: '#000' }], unit: 'seconds' }),
        0,
        0.4,
        4,
      ).max,
    ).toBeGreaterThanOrEqual(2);
    expect(niceAxis(wish({ unit: 'percent-decimal' }), 0, 0.7, 5).max).toBe(1);
    const minutes = niceAxis(wish({ unit: 'seconds' }), 0, 118, 4);
    expect(minutes.interval).toBe(30);
    expect(axisLabel(90, 'seconds', minutes)).toBe('1 m 30 s');
  });

  it('has at least two and at most a dozen grid lines around any data', () => {
    const bounds = fc.tuple(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
    );
    fc.assert(
      fc.property(
        bounds,
        fc.constantFrom('decimal', 'seconds', 'bytes', 'percent-decimal'),
        ([low, spread], unit) => {
          const axis = niceAxis(wish({ unit }), low, low + spread, 4);
          // Rounding noise of a division may move a bound by a millionth of a step.
          const noise = axis.interval * 1e-6;
          expect(axis.min).toBeLessThanOrEqual(low + noise);
          expect(axis.max).toBeGreaterThanOrEqual(low + spread - noise);
          const lines = (axis.max - axis.min) / axis.interval;
          expect(lines).toBeGreaterThan(0.99);
          expect(lines).toBeLessThan(13);
        },
      ),
    );
  });
});

describe('timeTicks', () => {
  it('stand at round wall-clock times of the zone', () => {
    const start = Date.parse('2026-11-20T08:20:00Z');
    expect(timeTicks(start, start + 3_600_000, 'Asia/Kolkata', 4).map((tick) => tick.label)).toStrictEqual([
      '14:00',
      '14:15',
      '14:30',
      '14:45',
    ]);
  });

  it('name the day at midnight and only days over long ranges', () => {
    const start = Date.parse('2026-11-19T20:00:00Z');
    expect(timeTicks(start, start + 8 * 3_600_000, 'UTC', 8)).toContainEqual({
      atMs: Date.parse('2026-11-20T00:00:00Z'),
      label: 'Nov 20',
      isDay: true,
    });
    expect(timeTicks(start, start + 7 * 86_400_000, 'UTC', 8).map((tick) => tick.label)).toContain('Nov 22');
  });

  it('label an hour that comes twice both times', () => {
    const start = Date.parse('2026-10-25T00:00:00Z');
    expect(timeTicks(start, start + 7_200_000, 'Europe/Berlin', 4).map((tick) => tick.label)).toStrictEqual([
      '02:00',
      '02:30',
      '02:00',
      '02:30',
      '03:00',
    ]);
  });

  it('rise, stay inside and are not too many, also where clocks change', () => {
    const instants = fc.integer({
      min: Date.parse('2026-03-27T00:00:00Z'),
      max: Date.parse('2026-03-31T00:00:00Z'),
    });
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 60_000, max: 30 * 86_400_000 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York'),
        (start, length, zone) => {
          const ticks = timeTicks(start, start + length, zone, 8).map((tick) => tick.atMs);
          expect(ticks).toStrictEqual(ticks.toSorted((a, b) => a - b));
          expect(new Set(ticks).size).toBe(ticks.length);
          expect(ticks.every((at) => at >= start && at <= start + length)).toBe(true);
          expect(ticks.length).toBeLessThanOrEqual(10);
        },
      ),
    );
  });
});

describe('colours', () => {
  it('keep a name on its slot in every chart of the page, and tell all of one chart apart', () => {
    const slots = createColourSlots(10);
    const [b] = slots.assign(['b']);
    const [a, again] = slots.assign(['a', 'b']);
    expect(again).toBe(b);
    expect(a).not.toBe(b);
    expect(slots.assign(['b', 'c', 'a'])).toStrictEqual([b, 2, a]);
  });

  it('give the quantiles of a measure one colour on every page, told apart by dash and width', () => {
    const palette = ['#000001', '#000002', '#000003'];
    const quantiles = ['p50', 'p95', 'p99'].map((name) => series(name, [[0, 1]]));
    const slots = createColourSlots(3);
    slots.assign(['something else']);
    for (const order of [quantiles, quantiles.toReversed()]) {
      const { series: drawn } = inkSeries(order, palette, slots);
      expect(new Set(drawn.map(({ colour }) => colour))).toStrictEqual(new Set(['#000001']));
      expect(new Set(drawn.map(({ dash }) => String(dash))).size).toBe(3);
      expect(drawn.find(({ name }) => name === 'p95')).toMatchObject({ dash: undefined, width: 2 });
    }
    const two = ['a p50', 'a p95', 'b p50', 'b p95'].map((name) => series(name, [[0, 1]]));
    const colours = inkSeries(two, palette, slots).series.map(({ colour }) => colour);
    expect([colours[0], colours[2]]).toStrictEqual([colours[1], colours[3]]);
    expect(colours[0]).not.toBe(colours[2]);
    expect(inkSeries([series('p99', [[0, 1]])], palette, slots).series[0]).toMatchObject({ dash: undefined });
  });

  it('draw ten of more than twenty curves and the rest as one band', () => {
    const many = Array.from({ length: 40 }, (_, index) => series(`gpu-${index}`, [[0, index]]));
    const { series: drawn, band } = inkSeries(many, ['#111111', '#222222'], createColourSlots(2));
    expect(drawn).toHaveLength(10);
    expect(drawn.map((one) => one.name)).toContain('gpu-39');
    expect(band).toMatchObject({ count: 30, low: [[0, 0]], high: [[0, 29]] });
  });
});

describe('numbers of a chart', () => {
  it('come from finite samples only', () => {
    expect(
      seriesFigures([
        [0, 1],
        [1, null],
        [2, Number.NaN],
        [3, 3],
      ]),
    ).toMatchObject({ first: 1, last: 3, mean: 2, min: 1, max: 3, sum: 4 });
    expect(seriesFigures([]).last).toBeUndefined();
    expect(
      valueBounds({ isStacked: true, series: [series('a', [[0, 2]]), series('b', [[0, 3]])] }).high,
    ).toBe(5);
  });

  it('find the nearest sample but none inside a gap', () => {
    const points: readonly Point[] = [
      [0, 1],
      [15, 2],
      [60, 3],
    ];
    expect(sampleNear(points, 14, 11)).toStrictEqual([15, 2]);
    expect(sampleNear(points, 37, 11)).toBeUndefined();
  });

  it('are told in one sentence', () => {
    const sentence = summarySentence(
      'TTFT p95',
      {
        ...wish({ unit: 'seconds', thresholds: [{ value: 1, label: 'TTFT alert', colour: '#000' }] }),
        series: [
          series('replica-1', [
            [0, 0.4],
            [60_000, 1.9],
          ]),
          series('replica-2', [[0, 0.3]]),
        ],
        startMs: 0,
        endMs: 3_600_000,
        stepMs: 60_000,
      },
      'UTC',
    );
    expect(sentence).toBe(
      'TTFT p95, 1 h, 2 lines. Highest 1.9 s at 00:01 on replica-1, above TTFT alert (1 s).',
    );
  });
});

describe('names', () => {
  it('show only what differs', () => {
    expect(
      distinctNames(
        [
          { __name__: 'up', pod: 'a', job: 'x' },
          { __name__: 'up', pod: 'b', job: 'x' },
        ],
        'q',
      ),
    ).toStrictEqual(['a', 'b']);
    expect(
      distinctNames(
        [
          { a: '1', b: '1' },
          { a: '1', b: '2' },
          { a: '2', b: '1' },
        ],
        'q',
      ),
    ).toStrictEqual(['a=1, b=1', 'a=1, b=2', 'a=2, b=1']);
    expect(distinctNames([{ __name__: 'up' }], 'q')).toStrictEqual(['up']);
  });
});

describe('thresholdLabels', () => {
  it('never stand over one another or outside the plot', () => {
    const limits = [90, 95].map((value) => ({ value, label: 'x', colour: '#000' }));
    expect(thresholdLabels(limits, { min: 0, max: 100 }, 500).map((label) => label?.place)).toStrictEqual([
      'insideEndTop',
      'insideEndTop',
    ]);
  });

  it('name every limit: one without room stands in the nearest label, lowest first', () => {
    const limits = [90, 95].map((value) => ({ value, label: `over ${value}`, colour: '#000' }));
    const [low, high] = thresholdLabels(limits, { min: 0, max: 100 }, 120);
    expect(low).toBeUndefined();
    expect(high).toMatchObject({ place: 'insideEndBottom' });
    expect(high?.names.map(({ label }) => label)).toStrictEqual(['over 90', 'over 95']);
  });
});

describe('heatCells', () => {
  const bucket = (le: string, value: number): ChartSeries => ({
    id: le,
    name: le,
    labels: { le },
    points: [[0, value]],
  });

  it('turns cumulative buckets into counts and leaves unused ends out', () => {
    const cells = heatCells([
      bucket('+Inf', 9),
      bucket('0.1', 0),
      bucket('0.5', 4),
      bucket('1', 9),
      bucket('0.01', 0),
    ]);
    expect(cells).toMatchObject({ bounds: [0.5, 1], counts: [[4], [5]], highest: 5 });
    expect(heatCells([series('a', [[0, 1]])])).toBeUndefined();
  });

  it('gives zero no colour and the highest count the last one', () => {
    expect(heatStep(0, 10, 7)).toBeUndefined();
    expect(heatStep(10, 10, 7)).toBe(6);
    expect(heatStep(0.01, 10, 7)).toBe(0);
  });
});
