import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { parseMatrix } from './range-query.ts';

const matrix = (result: unknown) => ({ status: 'success', data: { resultType: 'matrix', result } });

describe('the answer of a range query', () => {
  it('becomes labels and samples in milliseconds', () => {
    const answer = matrix([
      {
        metric: { pod: 'a' },
        values: [
          [1, '0.5'],
          [2.5, '+Inf'],
          [3, 'NaN'],
        ],
      },
    ]);
    expect(parseMatrix(answer)).toEqual({
      series: [
        {
          labels: { pod: 'a' },
          points: [
            [1000, 0.5],
            [2500, Number.POSITIVE_INFINITY],
            [3000, Number.NaN],
          ],
        },
      ],
      warnings: [],
    });
  });

  it('keeps the warnings', () => {
    expect(parseMatrix({ ...matrix([]), warnings: ['1 of 3 stores did not answer'] }).warnings).toHaveLength(
      1,
    );
  });

  it.each([null, {}, { data: { resultType: 'vector', result: [] } }, { data: { resultType: 'matrix' } }])(
    'refuses what is no matrix: %j',
    (answer) => {
      expect(() => parseMatrix(answer)).toThrow(ApiError);
    },
  );

  it('leaves broken samples out instead of making them 0', () => {
    const answer = matrix([{ metric: {}, values: [['x', '1'], [1], 7] }]);
    const [series] = parseMatrix(answer).series;
    expect(series?.points).toEqual([[1000, Number.NaN]]);
  });
});
