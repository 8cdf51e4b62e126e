import { expect, test } from 'vitest';
import { beforeRetention } from './before-retention.ts';

const nowMs = Date.UTC(2026, 10, 20, 14);
const day = 86_400_000;

test('a range that ended before the oldest kept sample says so with instant, limit and remedy', () => {
  expect(beforeRetention(nowMs - 8 * day, nowMs, 7 * day, 'UTC')).toBe(
    'No data before Nov 13 14:00: metrics are kept 7 d. Choose a later range.',
  );
});

test('a range that reaches into what is kept, or an unknown retention, is no such case', () => {
  expect(beforeRetention(nowMs - 6 * day, nowMs, 7 * day, 'UTC')).toBeNull();
  expect(beforeRetention(0, nowMs, null, 'UTC')).toBeNull();
});
