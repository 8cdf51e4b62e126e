import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';

/** Makes TSDB blocks with promtool. */
export interface BlockMaker {
  /** Major version of promtool: from 3 on Prometheus stores bucket bounds in one form. */
  readonly major: number;
  /** Turns a file into blocks and moves them into the TSDB folder; a Prometheus that runs there finds them within about a minute. */
  make(file: string, signal: AbortSignal): Promise<void>;
}

/** How long promtool may take for one file. */
const TIMEOUT_MS = 300_000;
const MAX_COMPLAINT = 2000;

/** Creates a block maker; blocks are built in `stagingDir` (emptied first) so that a killed run leaves nothing in the TSDB folder. */
export async function createBlockMaker(options: {
  readonly promtool: string;
  readonly tsdbDir: string;
  readonly stagingDir: string;
  /** Whether to give way to everything else on the machine. */
  readonly isPatient: boolean;
  readonly signal: AbortSignal;
}): Promise<BlockMaker> {
  const { promtool, tsdbDir, stagingDir } = options;
  rmSync(stagingDir, { recursive: true, force: true });
  mkdirSync(stagingDir, { recursive: true });
  mkdirSync(tsdbDir, { recursive: true });
  const version = await run(promtool, ['--version'], false, options.signal);
  return {
    major: Number(/version (\d+)\./.exec(version)?.[1] ?? 3),
    async make(file, signal) {
      await run(
        promtool,
        ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, stagingDir],
        options.isPatient,
        signal,
      );
      for (const block of readdirSync(stagingDir).filter((name) => /^[0-9A-Z]{26}$/.test(name))) {
        moveFolder(join(stagingDir, block), join(tsdbDir, block));
      }
    },
  };
}

async function run(
  promtool: string,
  args: readonly string[],
  isPatient: boolean,
  signal: AbortSignal,
): Promise<string> {
  const child = spawn(promtool, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    // Every sample is a new string: collecting half as often saves a sixth of the time and costs 20 MB.
    env: { ...process.env, GOGC: '200', ...(isPatient ? { GOMAXPROCS: '1' } : {}) },
  });
  if (isPatient && child.pid !== undefined) setPriority(child.pid, 10);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output = `${output}${chunk.toString()}`.slice(-MAX_COMPLAINT);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`${promtool} ${args.slice(0, 3).join(' ')} ended with ${String(code)}: ${output.trim()}`);
  return output;
}

function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    // The state folder lies on another file system: copy beside the blocks under a name Prometheus passes over, then rename.
    cpSync(from, `${to}.tmp-for-creation`, { recursive: true });
    renameSync(`${to}.tmp-for-creation`, to);
    rmSync(from, { recursive: true, force: true });
  }
}
