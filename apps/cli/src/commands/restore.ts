import { resolve } from 'node:path';
import { restoreStore, StoreError } from '@hecate/store';
import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { readKeyFile } from '../store/key-file.ts';
import { progressLines } from '../store/progress-lines.ts';
import { takeStateFolder, type StateFolder } from '../up/state-folder.ts';
import { UsageError } from '../usage-error.ts';
import { described, type StoreCommandDependencies } from './backup.ts';

/** Puts a backup in the place of the store; the server is stopped meanwhile. */
export const restoreCommand: Command = {
  name: 'restore',
  purpose: 'put a backup in the place of the store, with the server stopped',
  help: [
    'hecate restore FILE [options]',
    '',
    '  --key-file F  the key that the backup was encrypted with',
    '  --replace     replace a store that holds documents; it is kept beside the new one',
    '  --data DIR    state folder (./.hecate)',
    '',
    'The backup is read and checked whole before anything is changed. A restore that is killed leaves the old store or, at',
    'the next start, the whole new one.',
  ].join('\n'),
  run: (argv) =>
    runRestore(argv, { cwd: process.cwd(), clock: Date.now, report: (line) => console.log(line) }),
};

/** `hecate restore`; answers the exit code. */
export async function runRestore(
  argv: readonly string[],
  { cwd, clock, report }: StoreCommandDependencies,
): Promise<number> {
  const options = {
    'key-file': { type: 'string' },
    replace: { type: 'boolean' },
    data: { type: 'string' },
  } as const;
  const { values, positionals } = readWords(argv, options, restoreCommand.help);
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageError(`Name one file.\n\n${restoreCommand.help}`);
  const secret = readKeyFile(values['key-file'], cwd);
  const state = takeStopped(resolve(cwd, values.data ?? '.hecate'));
  try {
    const { manifest, aside } = await restoreStore({
      backup: resolve(cwd, name),
      file: state.storeFile,
      secret,
      replaces: values.replace === true,
      clock,
      onProgress: progressLines('Unpacking', report),
    });
    for (const line of described(name, manifest)) report(line);
    report(`It is the store of ${state.root} now.`);
    if (aside !== null)
      report(`The store that was there is kept as ${aside}; remove it when it is not needed.`);
    return 0;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    report(error.message);
    return 1;
  } finally {
    state.release();
  }
}

function takeStopped(root: string): StateFolder {
  try {
    return takeStateFolder(root);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`A restore needs Hecate stopped. ${error.message}`);
  }
}
