import { expect, it } from 'vitest';
import { closeEverything } from './close-everything.ts';

it('ends in order, and goes on after one that rejects, throws or hangs', async () => {
  const ended: string[] = [];
  const said: string[] = [];
  const fine = (name: string) => ({ name, close: () => Promise.resolve(ended.push(name)) });
  await closeEverything(
    [
      fine('the server'),
      { name: 'the store', close: () => Promise.reject(new Error('the disk is full')) },
      {
        name: 'the log',
        close: () => {
          throw new TypeError('no such file');
        },
      },
      { name: 'the tunnel', close: () => new Promise(() => undefined) },
      fine('the children'),
      fine('the lock'),
    ],
    (line) => said.push(line),
    20,
  );
  expect(ended).toEqual(['the server', 'the children', 'the lock']);
  expect(said).toEqual([
    'Ending the store failed: the disk is full',
    'Ending the log failed: no such file',
    'Ending the tunnel failed: it has not ended within 0.02 s.',
  ]);
});
