import { expect, test } from 'vitest';
import { createCancels } from './cancels.ts';

test('cancelling a question aborts every work on it and no other', async () => {
  const cancels = createCancels();
  const [first, second, other] = [{ query: 'up' }, { query: 'up' }, { query: 'down' }].map((question) =>
    cancels.during(question, untilAborted),
  );
  cancels.cancel({ query: 'up' });
  await expect(first).rejects.toThrow('Reading was cancelled');
  await expect(second).rejects.toThrow('Reading was cancelled');
  cancels.cancel({ query: 'down' });
  await expect(other).rejects.toThrow('Reading was cancelled');
});

test('an answer is handed on, and cancelling afterwards does nothing', async () => {
  const cancels = createCancels();
  expect(await cancels.during('up', async () => 1)).toBe(1);
  cancels.cancel('up');
  expect(await cancels.during('up', async (signal) => signal.aborted)).toBe(false);
});

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
