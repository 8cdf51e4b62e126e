import { describe, expect, it } from 'vitest';
import { createDatasourceMemory } from './datasource-memory.ts';

describe('the memory of datasources', () => {
  it('reads again after a second, and at once after a write', async () => {
    let time = 0;
    let read = 0;
    const memory = createDatasourceMemory<number>(
      () => time,
      () => {},
    );
    const look = () => memory.get('a', async () => (read += 1));
    expect([await look(), await look()]).toEqual([1, 1]);
    time = 1_000;
    expect(await look()).toBe(2);
    memory.forget();
    expect(await look()).toBe(3);
  });

  it('does not keep what was read while somebody wrote', async () => {
    const memory = createDatasourceMemory<string>(
      () => 0,
      () => {},
    );
    let finish: (value: string) => void = () => undefined;
    const reading = memory.get('a', () => new Promise((resolve) => (finish = resolve)));
    memory.forget();
    finish('old');
    expect(await reading).toBe('old');
    expect(await memory.get('a', async () => 'new')).toBe('new');
  });

  it('keeps no failure and no more than its limit', async () => {
    const memory = createDatasourceMemory<number>(
      () => 0,
      () => {},
    );
    await expect(memory.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    for (let index = 0; index < 501; index += 1) await memory.get(`k${index}`, async () => 1);
    expect(await memory.get('k0', async () => 2)).toBe(2);
    expect(await memory.get('k500', async () => 2)).toBe(1);
  });
});
