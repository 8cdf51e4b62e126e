import { describe, expect, it } from 'vitest';
import { panelAge } from './panel-age.ts';

describe('panelAge', () => {
  it('counts from the newest sample and turns stale after two steps and ten seconds', () => {
    expect(panelAge(100_000, 109_000, 15_000, false, 'UTC')).toMatchObject({ text: '9 s', isStale: false });
    expect(panelAge(100_000, 139_999, 15_000, false, 'UTC')?.isStale).toBe(false);
    expect(panelAge(100_000, 230_000, 15_000, false, 'UTC')).toMatchObject({
      text: '2 min old',
      isStale: true,
    });
  });

  it('names the instant for a fixed range, and is absent without samples', () => {
    expect(panelAge(0, 10 ** 9, 15_000, true, 'UTC')).toMatchObject({ text: 'to 00:00', isStale: false });
    expect(panelAge(undefined, 0, 15_000, false, 'UTC')).toBeUndefined();
  });
});
