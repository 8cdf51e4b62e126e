import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeStateFolder } from './state-folder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hecate-state-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const lockFile = (): string => join(root, 'run', 'lock.json');

describe('state folder', () => {
  it('is taken once: a second taker is told who holds it and where to look', () => {
    const folder = takeStateFolder(root);
    folder.announce('http://127.0.0.1:8080/');
    expect(() => takeStateFolder(root)).toThrow(`process ${process.pid}). Open http://127.0.0.1:8080/`);
    folder.release();
    takeStateFolder(root).release();
  });

  it('is free again when its holder was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const folder = takeStateFolder(root);
    writeFileSync(lockFile(), JSON.stringify({ pid: child.pid, identity: null, url: null }));
    expect(() => takeStateFolder(root)).toThrow('already runs');
    child.kill('SIGKILL');
    await once(child, 'exit');
    takeStateFolder(root).release();
    folder.release();
  });

  it('does not mistake another process with the same pid for the holder', () => {
    takeStateFolder(root);
    const lock: unknown = JSON.parse(readFileSync(lockFile(), 'utf8'));
    writeFileSync(
      lockFile(),
      JSON.stringify({ ...(lock as object), identity: { pid: process.pid, startTime: '1', bootId: 'x' } }),
    );
    takeStateFolder(root).release();
  });

  it('survives a lock that a crash cut short', () => {
    takeStateFolder(root);
    writeFileSync(lockFile(), '{"pid":');
    takeStateFolder(root).release();
  });

  it('names the folder and the remedy when it cannot be made', () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    expect(() => takeStateFolder(join(file, 'state'))).toThrow('--data DIR');
  });
});
