import { describe, expect, it } from 'vitest';
import { titleWithUnit } from './panel-unit.ts';

describe('titleWithUnit', () => {
  const format = (unit: string, label?: string) => ({
    yAxis: { format: { unit }, ...(label === undefined ? {} : { label }) },
  });

  it('names the unit unless the numbers carry it or the title has one', () => {
    expect(titleWithUnit('Load', format('requests/sec'))).toBe('Load (req/s)');
    expect(titleWithUnit('Wait', format('seconds'))).toBe('Wait');
    expect(titleWithUnit('Load (peak)', format('requests/sec'))).toBe('Load (peak)');
    expect(titleWithUnit('Use', format('percent-decimal'))).toBe('Use (%)');
    expect(titleWithUnit('Use', { format: { unit: 'percent-decimal' } })).toBe('Use');
  });

  it('names the label of the axis where the document has one', () => {
    expect(titleWithUnit('GPU Temperature', format('decimal', '°C'))).toBe('GPU Temperature (°C)');
    expect(titleWithUnit('Waiting requests', format('decimal', 'requests'))).toBe('Waiting requests');
    expect(titleWithUnit('Plain', format('decimal', ' '))).toBe('Plain');
  });
});
