import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openBoundedLog } from './bounded-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'hecate-bounded-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the log of the server', () => {
  it('writes every line, and shows that nothing waits any more', async () => {
    const file = join(folder, 'hecate.log');
    const log = openBoundedLog(file);
    const lines = Array.from({ length: 500 }, (_, index) => `{"line":${index},"word":"über"}\n`);
    for (const line of lines) log.write(line);
    await expect.poll(() => readFileSync(file, 'utf8')).toBe(lines.join(''));
    await expect.poll(log.waiting).toEqual({ size: 0, limit: 4_000_000, evicted: 0 });
  });

  it('loses lines and counts them while the disk is full, with no more memory than its bound', async () => {
    const log = openBoundedLog('/dev/full', 1_000);
    const line = `${'x'.repeat(99)}\n`;
    for (let round = 0; round < 50; round += 1) {
      log.write(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { size, evicted } = log.waiting();
    expect(evicted).toBeGreaterThanOrEqual(40);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(1_000);
  });
});
