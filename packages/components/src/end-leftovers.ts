import { pause } from './pause.ts';
import { readPidFiles, removePidFile, type PidRecord } from './pid-file.ts';
import { isAlive } from './process-identity.ts';

const pollMs = 50;

/**
 * Ends the components whose parent was killed before it could stop them, and answers one sentence for each. A process that only carries
 * a recorded process id (another start time, another boot) and a component whose parent still runs are left alone.
 */
export async function endLeftovers(
  runDir: string,
  options: { readonly killAfterMs: number; readonly report: (line: string) => void },
): Promise<readonly string[]> {
  const ended = await Promise.all(
    readPidFiles(runDir).map(async ({ path, record }) => {
      if (record !== null && isAlive(record.parent)) return null;
      const isOurs = record !== null && isAlive(record.process);
      const sentence = isOurs ? await end(record, options.killAfterMs) : null;
      if (sentence !== null) options.report(sentence);
      removePidFile(path, null);
      return sentence;
    }),
  );
  return ended.filter((sentence) => sentence !== null);
}

async function end(record: PidRecord, killAfterMs: number): Promise<string> {
  const { id, process: target } = record;
  signal(target.pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < killAfterMs; waitedMs += pollMs) {
    if (!isAlive(target)) return `Ended ${id} (process ${target.pid}), left over from a run that was killed.`;
    await pause(pollMs, undefined);
  }
  // Asked again right before the second signal: the id may have been given to somebody else while we waited.
  if (isAlive(target)) signal(target.pid, 'SIGKILL');
  return `Killed ${id} (process ${target.pid}), left over from a run that was killed; it did not end when asked.`;
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
