import { expect, it } from 'vitest';
import { createBackfillWatch } from './backfill-watch.ts';

it('holds for two minutes after the past was filled in, and never where none is', () => {
  let isRunning = false;
  let nowMs = 0;
  const isFilling = createBackfillWatch(
    () => isRunning,
    () => nowMs,
  );
  expect(isFilling()).toBe(false);
  isRunning = true;
  expect(isFilling()).toBe(true);
  isRunning = false;
  nowMs = 119_999;
  expect(isFilling()).toBe(true);
  nowMs = 120_000;
  expect(isFilling()).toBe(false);
});
