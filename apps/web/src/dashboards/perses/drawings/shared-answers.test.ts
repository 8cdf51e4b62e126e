import { expect, test } from 'vitest';
import { createSharedAnswers } from './shared-answers.ts';

test('equal questions under way are asked once, different ones each', async () => {
  const share = createSharedAnswers<string>();
  const asked: string[] = [];
  const ask = (query: string) =>
    share({ query }, async () => {
      asked.push(query);
      return query.toUpperCase();
    });
  expect(await Promise.all([ask('up'), ask('up'), ask('down')])).toEqual(['UP', 'UP', 'DOWN']);
  expect(asked).toEqual(['up', 'down']);
});

test('a question is asked again after its answer, also after a failure', async () => {
  const share = createSharedAnswers<number>();
  let count = 0;
  const ask = () =>
    share('up', async () => {
      count += 1;
      if (count === 1) throw new Error('no answer');
      return count;
    });
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(await ask()).toBe(2);
  expect(await ask()).toBe(3);
});

test('who leaves gets no answer; the question is aborted when the last one has left, and asked anew then', async () => {
  const share = createSharedAnswers<string>();
  const signals: AbortSignal[] = [];
  const ask = (signal: AbortSignal) =>
    share(
      'slow',
      (its) => {
        signals.push(its);
        return new Promise((_resolve, reject) => its.addEventListener('abort', () => reject(its.reason)));
      },
      signal,
    );
  const [first, second] = [new AbortController(), new AbortController()];
  const answers = [ask(first.signal), ask(second.signal)];
  first.abort(new Error('first left'));
  await expect(answers[0]).rejects.toThrow('first left');
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  second.abort(new Error('second left'));
  await expect(answers[1]).rejects.toThrow('second left');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  const third = new AbortController();
  const again = ask(third.signal);
  expect(signals).toHaveLength(2);
  third.abort(new Error('third left'));
  await expect(again).rejects.toThrow('third left');
});
