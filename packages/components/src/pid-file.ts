import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const Identity = Type.Object({
  pid: Type.Integer({ minimum: 2 }),
  startTime: Type.String({ pattern: '^[0-9]{1,20}$' }),
  bootId: Type.String({ maxLength: 64 }),
});

const Record = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
  binary: Type.String({ maxLength: 4096 }),
  process: Identity,
  parent: Identity,
});

/** What a pid file says: which process runs under this id, and which process started it. */
export type PidRecord = Static<typeof Record>;

/** One pid file: its record, or null when it cannot be read. */
export interface PidFile {
  readonly path: string;
  readonly record: PidRecord | null;
}

/** More files than this in a run folder are not ours. */
const maxFiles = 256;

/** Writes the record of a component that was started a moment ago; whole or not at all. */
export function writePidFile(runDir: string, record: PidRecord): string {
  const path = join(runDir, `${record.id}.pid`);
  const temporary = `${path}.${record.parent.pid}.new`;
  writeFileSync(temporary, `${JSON.stringify(record)}\n`);
  renameSync(temporary, path);
  return path;
}

/** Every pid file of a run folder; none when there is no such folder. */
export function readPidFiles(runDir: string): readonly PidFile[] {
  return namesIn(runDir)
    .filter((name) => name.endsWith('.pid'))
    .slice(0, maxFiles)
    .map((name) => ({ path: join(runDir, name), record: readRecord(join(runDir, name)) }));
}

/** Removes a pid file, unless another process has written its own record there meanwhile. */
export function removePidFile(path: string, ofPid: number | null): void {
  if (ofPid !== null && readRecord(path)?.process.pid !== ofPid) return;
  rmSync(path, { force: true });
}

function readRecord(path: string): PidRecord | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Value.Check(Record, value) ? value : null;
  } catch {
    // Cut short by a crash or already gone: such a file names no process.
    return null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
