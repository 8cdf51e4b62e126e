import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withProgress } from './with-progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('announces a wait, says every 15 s that it goes on, and how long it took', async () => {
  const lines: string[] = [];
  const work = withProgress(
    (line) => lines.push(line),
    'Building it.',
    'building it',
    () => new Promise((resolve) => setTimeout(resolve, 40_000)),
  );
  await vi.advanceTimersByTimeAsync(40_000);
  await work;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines).toEqual([
    'Building it.',
    '  still building it, 15 s',
    '  still building it, 30 s',
    '  building it took 40 s',
  ]);
});

it('stops talking when the work fails', async () => {
  const lines: string[] = [];
  const work = withProgress(
    (line) => lines.push(line),
    'Building it.',
    'building it',
    () => Promise.reject(new Error('broken')),
  );
  await expect(work).rejects.toThrow('broken');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines).toEqual(['Building it.', '  building it took 0 s']);
});
