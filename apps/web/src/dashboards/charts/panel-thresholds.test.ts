import { describe, expect, it } from 'vitest';
import { statusColours } from '../../theme/tokens.ts';
import { panelThresholds, thresholdVerdict } from './panel-thresholds.ts';
import { statusHueOf } from './status-hue.ts';

const colours = statusColours.light;

describe('limits of a panel', () => {
  it('are warnings first and failures last, from the value on', () => {
    const limits = panelThresholds({ steps: [{ value: 1, name: 'slow' }, { value: 2 }] }, colours, undefined);
    expect(limits.map(({ label, hue, side }) => [label, hue, side])).toStrictEqual([
      ['slow', 'degraded', 'above'],
      ['critical', 'failed', 'above'],
    ]);
    expect(thresholdVerdict(limits, 0.9)).toBeUndefined();
    expect(thresholdVerdict(limits, 1)?.hue).toBe('degraded');
    expect(thresholdVerdict(limits, 5)?.hue).toBe('failed');
  });

  it('look downwards where the default colour is the bad one', () => {
    const limits = panelThresholds(
      {
        defaultColor: '#D64545',
        steps: [
          { value: 0.5, color: '#B7791F', name: 'low' },
          { value: 0.8, color: '#2F9E5B', name: 'ok' },
        ],
      },
      colours,
      undefined,
    );
    expect(limits.map(({ label, hue, side }) => [label, hue, side])).toStrictEqual([
      ['critical', 'failed', 'below'],
      ['low', 'degraded', 'below'],
    ]);
    expect(thresholdVerdict(limits, 0.3)?.hue).toBe('failed');
    expect(thresholdVerdict(limits, 0.6)?.hue).toBe('degraded');
    expect(thresholdVerdict(limits, 0.9)).toBeUndefined();
  });

  it('read percent of the axis, and say nothing about no sample', () => {
    const limits = panelThresholds({ mode: 'percent', max: 200, steps: [{ value: 50 }] }, colours, undefined);
    expect(limits[0]?.value).toBe(100);
    expect(thresholdVerdict(limits, null)).toBeUndefined();
  });

  it('know colours of documents by their status', () => {
    expect(['#D64545', '#B7791F', '#2F9E5B', '#7A8594', '#1D5BB8', 'red'].map(statusHueOf)).toStrictEqual([
      'failed',
      'degraded',
      'healthy',
      'waiting',
      'active',
      undefined,
    ]);
  });
});
