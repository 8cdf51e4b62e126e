import { describe, expect, it } from 'vitest';
import { seriesBeside } from './chart-keys.ts';
import type { ChartSeries } from './time-chart-model.ts';

const curve = (id: string, value: number | null): ChartSeries => ({ id, name: id, points: [[1_000, value]] });
const at = { atMs: 1_000, reachMs: 500 };

describe('the curve that the arrow keys go to', () => {
  const curves = [curve('low', 1), curve('none', null), curve('high', 9), curve('middle', 5)];
  it('goes down by value, and those without a sample come last', () => {
    const walked: string[] = [];
    for (let id: string | undefined, count = 0; count < 5; count += 1) {
      id = seriesBeside(curves, id, 1, at)?.id;
      walked.push(id ?? '');
    }
    expect(walked).toStrictEqual(['high', 'middle', 'low', 'none', 'none']);
  });
  it('goes up from the lowest and stays at the highest', () => {
    expect(seriesBeside(curves, undefined, -1, at)?.id).toBe('none');
    expect(seriesBeside(curves, 'middle', -1, at)?.id).toBe('high');
    expect(seriesBeside(curves, 'high', -1, at)?.id).toBe('high');
  });
  it('begins anew where the curve that was read is gone, and answers nothing without curves', () => {
    expect(seriesBeside(curves, 'gone', 1, at)?.id).toBe('high');
    expect(seriesBeside([], undefined, 1, at)).toBeUndefined();
  });
});
