import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What became of a program that was run to its end. Output is the last 64 kB of each stream. */
export type CommandResult =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'not-started'; readonly why: string }
  | { readonly kind: 'timed-out'; readonly timeoutMs: number };

/** Runs a program to its end: the border at which tests put a fake. Rejects only with the signal's reason. */
export type RunCommand = (
  command: string,
  args: readonly string[],
  options: {
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
  },
) => Promise<CommandResult>;

const maxOutputCharacters = 64 * 1024;
const killAfterMs = 5_000;

/** The real border: a child process without a shell and without input, interrupted on abort and deadline, killed 5 s later. */
export const runCommand: RunCommand = async (command, args, options) => {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout = (stdout + text).slice(-maxOutputCharacters);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-maxOutputCharacters);
  });

  let isTimedOut = false;
  const timers: NodeJS.Timeout[] = [];
  const end = (): void => {
    // `go` and `apt-get` clean up after an interrupt, not after a termination.
    child.kill('SIGINT');
    timers.push(
      setTimeout(() => {
        child.kill('SIGKILL');
        // A grandchild may hold the pipes open for ever.
        child.stdout.destroy();
        child.stderr.destroy();
      }, killAfterMs),
    );
  };
  timers.push(
    setTimeout(() => {
      isTimedOut = true;
      end();
    }, options.timeoutMs),
  );
  options.signal?.addEventListener('abort', end, { once: true });
  try {
    await once(child, 'close');
  } catch (error) {
    return { kind: 'not-started', why: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    options.signal?.removeEventListener('abort', end);
  }
  options.signal?.throwIfAborted();
  if (isTimedOut) return { kind: 'timed-out', timeoutMs: options.timeoutMs };
  return { kind: 'ended', code: child.exitCode, stdout, stderr };
};

/** One sentence saying why a command gave nothing, with its last line of complaint. */
export function explainCommand(what: string, result: CommandResult): string {
  switch (result.kind) {
    case 'not-started':
      return `${what} could not be started (${result.why})`;
    case 'timed-out':
      return `${what} did not end within ${Math.round(result.timeoutMs / 1000)} s`;
    case 'ended': {
      const lines = `${result.stdout}\n${result.stderr}`.split('\n').map((line) => line.trim());
      const last = lines.findLast((line) => line !== '') ?? 'without a word';
      return `${what} ended with code ${String(result.code)}: ${last.slice(0, 300)}`;
    }
    default:
      return result satisfies never;
  }
}
