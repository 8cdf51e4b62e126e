import { mkdtempSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLogFile } from './log-file.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-log-'));
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe('a log file', () => {
  it('begins again once it is too large, keeps what it held beside it, and goes on at the new end', () => {
    const path = join(folder, 'logs', 'server.log');
    const log = openLogFile(path, { maxBytes: 100, checkEveryMs: 1_000 });
    writeSync(log.descriptor, 'a'.repeat(100));
    vi.advanceTimersByTime(1_000);
    expect(statSync(path).size).toBe(100);
    writeSync(log.descriptor, 'b');
    vi.advanceTimersByTime(1_000);
    expect(statSync(path).size).toBe(0);
    expect(readFileSync(`${path}.1`, 'utf8')).toBe(`${'a'.repeat(100)}b`);
    writeSync(log.descriptor, 'c\n');
    expect(readFileSync(path, 'utf8')).toBe('c\n');
    log.stopWatching();
    log.handedOver();
  });

  it('is bounded at two files however much comes', () => {
    const path = join(folder, 'server.log');
    const log = openLogFile(path, { maxBytes: 1_000, checkEveryMs: 1_000 });
    for (let index = 0; index < 50; index += 1) {
      writeSync(log.descriptor, 'x'.repeat(400));
      vi.advanceTimersByTime(1_000);
    }
    expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThanOrEqual(2 * 1_400);
    log.stopWatching();
    log.handedOver();
  });

  it('gives its last lines without empty ones', () => {
    const log = openLogFile(join(folder, 'server.log'));
    writeSync(log.descriptor, `${'long\n'.repeat(10_000)}one\n\ntwo\n  \nthree`);
    log.handedOver();
    expect(log.lastLines(3)).toEqual(['one', 'two', 'three']);
    log.stopWatching();
  });
});
