import { describe, expect, it } from 'vitest';
import { validateDuration } from './validate-duration.ts';

describe('validateDuration', () => {
  it.each(['', '0', '0s', '1h', '1h30m', '1y2w3d4h5m6s7ms', '90d', '250ms', '292y'])('takes "%s"', (text) => {
    expect(() => validateDuration(text)).not.toThrow();
  });

  it.each([
    ['1', 'not a valid duration string: "1"'],
    ['1m1h', 'not a valid duration string: "1m1h"'],
    ['1h1h', 'not a valid duration string: "1h1h"'],
    ['h', 'not a valid duration string: "h"'],
    ['-1h', 'not a valid duration string: "-1h"'],
    ['1 h', 'unknown unit " h" in duration "1 h"'],
    ['1month', 'unknown unit "month" in duration "1month"'],
    ['1H', 'unknown unit "H" in duration "1H"'],
    ['300y', 'duration out of range'],
    [`${'9'.repeat(400_000)}h`, 'not a valid duration string'],
  ])('refuses %j in the words of Perses', (text, words) => {
    expect(() => validateDuration(text)).toThrow(`bad request: ${words}`);
  });
});
