import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const quiet = { report: () => {}, signal: undefined };

/**
 * A process that takes the lock, says so, and keeps it until it is killed. The end of its work stays reachable: work that nothing can
 * ever end is garbage, and with it goes the database that holds the lock.
 */
const holder = `
  const { withLock } = await import(process.argv[1]);
  await withLock({ folder: process.argv[2], name: 'thing', report: () => {}, signal: undefined }, () => {
    console.log('held');
    return new Promise((resolve) => setInterval(() => process.exitCode === 1 && resolve(), 1000));
  });
`;

describe('the lock', () => {
  it('lets one at a time work', async () => {
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      working += 1;
      most = Math.max(most, working);
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock({ folder, name: 'thing', ...quiet }, work)));
    expect(most).toBe(1);
  });

  it('is free again after work that failed, and answers what the work answers', async () => {
    const failing = withLock({ folder, name: 'thing', ...quiet }, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await withLock({ folder, name: 'thing', ...quiet }, () => Promise.resolve(7))).toBe(7);
  });

  it('does not make different names wait for each other', async () => {
    const inner = (): Promise<string> =>
      withLock({ folder, name: 'other', ...quiet }, () => Promise.resolve('both'));
    expect(await withLock({ folder, name: 'thing', ...quiet }, inner)).toBe('both');
  });

  it('of a killed process is free, and while it lived the wait was announced and could be aborted', async () => {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', holder, join(import.meta.dirname, 'lock.ts'), folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      await once(child.stdout, 'data');
      const lines: string[] = [];
      const stop = new AbortController();
      const report = (line: string): void => {
        lines.push(line);
        stop.abort(new Error('enough'));
      };
      const waiting = withLock({ folder, name: 'thing', report, signal: stop.signal }, () =>
        Promise.resolve('had'),
      );
      await expect(waiting).rejects.toThrow('enough');
      expect(lines).toEqual(['  waiting for another process that is getting thing']);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    expect(await withLock({ folder, name: 'thing', ...quiet }, () => Promise.resolve('had'))).toBe('had');
  });

  it('names the folder when it cannot stand there', async () => {
    const impossible = withLock({ folder: '/dev/null/locks', name: 'thing', ...quiet }, () =>
      Promise.resolve(1),
    );
    await expect(impossible).rejects.toMatchObject({ code: 'cache_unusable' });
  });
});
