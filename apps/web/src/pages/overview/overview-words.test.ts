import { describe, expect, it } from 'vitest';
import { changeWord, overviewSentence } from './overview-words.ts';

const none = { failed: 0, degraded: 0, unknown: 0, waiting: 0, active: 0, healthy: 0, stopped: 0 };

describe('the sentence of the overview', () => {
  it('counts what needs attention first', () => {
    expect(
      overviewSentence({ ...none, failed: 1, degraded: 1, healthy: 30, active: 4, waiting: 5 }, 2),
    ).toEqual(['2 need attention', '34 running well', '5 waiting']);
  });

  it('says so when nothing does', () => {
    expect(overviewSentence({ ...none, healthy: 1 }, 0)).toEqual([
      'Nothing needs attention',
      '1 running well',
    ]);
  });

  it('uses the singular for one', () => {
    expect(overviewSentence({ ...none, failed: 1 }, 1)[0]).toBe('1 needs attention');
  });

  it('has no sentence for no workloads: the page explains instead', () => {
    expect(overviewSentence(none, 0)).toEqual([]);
  });

  it('shows a kind of change it does not know as it is', () => {
    expect(changeWord('rollout')).toBe('Rollout');
    expect(changeWord('quota')).toBe('quota');
  });
});
