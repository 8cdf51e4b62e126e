import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { panelJson } from './panel-json.ts';

const iso = (atMs: number) => new Date(atMs).toISOString();

describe('panelJson', () => {
  it('names panel, unit and time of the export, and keeps labels and missing samples', () => {
    const text = panelJson(
      {
        title: 'TTFT p95',
        unit: 'seconds',
        series: [
          {
            id: '0',
            name: 'a',
            labels: { pod: 'a' },
            points: [
              [0, 0.1 + 0.2],
              [15_000, null],
            ],
          },
        ],
      },
      60_000,
      iso,
    );
    expect(JSON.parse(text)).toStrictEqual({
      title: 'TTFT p95',
      unit: 'seconds',
      exported: '1970-01-01T00:01:00.000Z',
      series: [
        {
          name: 'a',
          labels: { pod: 'a' },
          samples: [
            ['1970-01-01T00:00:00.000Z', 0.30000000000000004],
            ['1970-01-01T00:00:15.000Z', null],
          ],
        },
      ],
    });
  });

  it('can be read back: every number is the one that was exported, NaN and infinities as Prometheus writes them', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.option(fc.double(), { nil: null, freq: 5 }));
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.tuple(fc.string(), fc.array(point)), { maxLength: 5 }),
        (title, series) => {
          const text = panelJson(
            {
              title,
              unit: '',
              series: series.map(([name, points], index) => ({ id: String(index), name, points })),
            },
            0,
            iso,
          );
          const read: unknown = JSON.parse(text);
          expect(read).toHaveProperty('title', title);
          expect(read).toHaveProperty(
            'series',
            series.map(([name, points]) => ({
              name,
              labels: {},
              samples: points.map(([atMs, value]) => [iso(atMs), written(value)]),
            })),
          );
        },
      ),
    );
  });
});

/** What a number is after JSON: −0 is 0. */
function written(value: number | null): unknown {
  if (value === null) return null;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return value === 0 ? 0 : value;
}
