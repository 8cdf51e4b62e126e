import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeArchive } from '@hecate/server';
import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { filesOfFolder, packedFiles, type FolderFiles } from '../transfer/folder-files.ts';
import { FileGone } from '../transfer/file-gone.ts';
import { reportImport } from '../transfer/report-import.ts';
import { sendArchive } from '../transfer/send-archive.ts';
import { ServerAway } from '../transfer/server-away.ts';
import { serverOf, serverOptionHelp, serverOptions } from '../transfer/server-of.ts';
import { UsageError } from '../usage-error.ts';
import { untilInterrupt, type TransferDependencies } from './export.ts';

/** Makes the documents of a running server those of a folder. */
export const syncCommand: Command = {
  name: 'sync',
  purpose: 'make the documents of a running server those of a folder, one way, as from git',
  help: [
    'hecate sync DIR [options]',
    '',
    '  --prune      remove what a project of the folder does not hold (a project is of the folder when its own document',
    '               is a file of it, or with --project); never secrets, never global documents',
    '  --project P  everything goes into this project',
    '  --dry-run    only say what would happen',
    '  --watch      go on, and sync again when files have changed and are the same in two looks, 2 s apart',
    ...serverOptionHelp,
    '',
    'What differs is overwritten, what is the same is not written. Nothing goes back into the folder. Exit code 1 when a',
    'file was refused.',
  ].join('\n'),
  run: (argv) => runSync(argv, { cwd: process.cwd(), report: (line) => console.log(line) }),
};

/** Between two looks at a watched folder. */
const watchIntervalMs = 2_000;

/** `hecate sync`; answers the exit code. */
export async function runSync(
  argv: readonly string[],
  {
    cwd,
    report,
    signal = untilInterrupt(),
    intervalMs = watchIntervalMs,
  }: TransferDependencies & {
    readonly intervalMs?: number;
  },
): Promise<number> {
  const options = {
    ...serverOptions,
    prune: { type: 'boolean' },
    project: { type: 'string' },
    'dry-run': { type: 'boolean' },
    watch: { type: 'boolean' },
  } as const;
  const { values, positionals } = readWords(argv, options, syncCommand.help);
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new UsageError(`Name one folder.\n\n${syncCommand.help}`);
  const folder = resolve(cwd, given);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`${given} is no folder.`);
  const isWatching = values.watch === true;
  const once = async (found: FolderFiles): Promise<number> => {
    for (const { name, reason } of found.refused) report(`refused   ${name}: ${reason}`);
    if (found.files.length === 0)
      throw new UsageError(`${given} holds no .json, .yaml or .yml file; nothing was changed.`);
    const isPruning = values.prune === true && found.refused.length === 0;
    const lines = sendArchive({
      server: serverOf(values, cwd),
      archive: writeArchive(packedFiles(found.files)),
      query: {
        onConflict: 'overwrite',
        ...(isPruning ? { prune: 'true' } : {}),
        ...(values['dry-run'] === true ? { dryRun: 'true' } : {}),
        ...(values.project === undefined ? {} : { project: values.project }),
      },
      message: `sync of ${basename(folder)}`.slice(0, 500),
      signal,
    });
    const { isClean } = await reportImport(lines, report);
    if (values.prune === true && !isPruning) report('Nothing was removed, because a file was refused.');
    return isClean && found.refused.length === 0 ? 0 : 1;
  };
  if (!isWatching) return once(await filesOfFolder(folder));
  return watch({ folder, once, report, signal, intervalMs });
}

interface Watch {
  readonly folder: string;
  readonly once: (found: FolderFiles) => Promise<number>;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
  readonly intervalMs: number;
}

/** Syncs whenever the folder has changed, until it is ended; a server that is away is asked again. */
async function watch({ folder, once, report, signal, intervalMs }: Watch): Promise<number> {
  let seen = '';
  let before: string | null = null;
  let lastComplaint = '';
  report(`Watching ${folder}; Ctrl-C ends it.`);
  while (!signal.aborted) {
    const found = await filesOfFolder(folder);
    const now = stampOf(found);
    // A checkout writes its files one after the other: half of one is not what the folder is to hold.
    const isSettled = now === before;
    before = now;
    if (isSettled && now !== seen) {
      try {
        await once(found);
        seen = now;
        lastComplaint = '';
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof UsageError)) throw error;
        if (error instanceof FileGone) {
          before = null;
          continue;
        }
        if (error.message !== lastComplaint) report(error.message);
        lastComplaint = error.message;
        // A refusal stays one until the folder changes; a server that is away may come back.
        if (!(error instanceof ServerAway)) seen = now;
      }
    }
    // It rejects when the person ends the command, which the loop asks for itself.
    await wait(intervalMs, undefined, { signal }).catch(() => null);
  }
  return 0;
}

/** Changes when a file comes, goes, or is written. */
function stampOf({ files, refused }: FolderFiles): string {
  const known = files.map(({ name, bytes, modified }) => `${name}\0${bytes}\0${modified.getTime()}`);
  return [...known, ...refused.map(({ name }) => name)].join('\n');
}
