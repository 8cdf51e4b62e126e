import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A running `write-until-killed.ts`. */
export interface ChildWriter {
  readonly child: ChildProcess;
  readonly firstLine: Promise<void>;
  readonly ended: Promise<void>;
  /** Complete lines only: half a line was not acknowledged. */
  readonly lines: () => readonly string[];
}

/** Starts a writer; `before` are words of another program that runs it. */
export function startWriter(
  args: readonly string[],
  program = process.execPath,
  before: readonly string[] = [],
): ChildWriter {
  const writer = fileURLToPath(new URL('./write-until-killed.ts', import.meta.url));
  const child = spawn(program, [...before, writer, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  const firstLine = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('\n')) resolve();
    });
    child.once('close', () => reject(new Error('the writer ended before its first write')));
  });
  firstLine.catch(() => undefined);
  return { child, firstLine, ended, lines: () => output.split('\n').slice(0, -1) };
}

/** Version and content hash of every write that the lines acknowledge. */
export function acknowledgements(lines: readonly string[]): readonly (readonly [number, string])[] {
  return lines.flatMap((line) => {
    const [, version, hash] = /^([0-9]+) ([0-9a-f]{64})$/.exec(line) ?? [];
    return version === undefined || hash === undefined ? [] : [[Number(version), hash] as const];
  });
}
