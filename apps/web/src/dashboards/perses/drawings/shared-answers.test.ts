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
