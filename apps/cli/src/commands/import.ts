import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { writeArchive } from '@hecate/server';
import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { filesOfFolder, packedFiles } from '../transfer/folder-files.ts';
import { reportImport } from '../transfer/report-import.ts';
import { sendArchive } from '../transfer/send-archive.ts';
import { serverOf, serverOptionHelp, serverOptions } from '../transfer/server-of.ts';
import { UsageError } from '../usage-error.ts';
import { untilInterrupt, type TransferDependencies } from './export.ts';

const policies: readonly string[] = ['skip', 'overwrite', 'rename'];

/** Brings an archive, a folder or a file into a running server. */
export const importCommand: Command = {
  name: 'import',
  purpose: 'bring an archive, a folder of JSON and YAML files, or one file into a running server',
  help: [
    'hecate import FILE|DIR [options]',
    '',
    '  --dry-run        only say what would happen, with the changes of each document',
    '  --on-conflict W  what happens to a document that is there and differs: skip (the default), overwrite, rename',
    '  --project P      everything goes into this project',
    ...serverOptionHelp,
    '',
    'FILE is a .tar.gz of `hecate export` or of a folder, or one .json, .yaml or .yml. An archive is checked whole before',
    'a document is written. Exit code 1 when a document was refused.',
  ].join('\n'),
  run: (argv) => runImport(argv, { cwd: process.cwd(), report: (line) => console.log(line) }),
};

/** `hecate import`; answers the exit code. */
export async function runImport(
  argv: readonly string[],
  { cwd, report, signal = untilInterrupt() }: TransferDependencies,
): Promise<number> {
  const options = {
    ...serverOptions,
    'dry-run': { type: 'boolean' },
    'on-conflict': { type: 'string' },
    project: { type: 'string' },
  } as const;
  const { values, positionals } = readWords(argv, options, importCommand.help);
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0)
    throw new UsageError(`Name one file or folder.\n\n${importCommand.help}`);
  const onConflict = values['on-conflict'] ?? 'skip';
  if (!policies.includes(onConflict)) {
    throw new UsageError(`--on-conflict ${JSON.stringify(onConflict)}: say skip, overwrite or rename.`);
  }
  const source = await sourceOf(resolve(cwd, given), given);
  const server = serverOf(values, cwd);
  for (const { name, reason } of source.refused) report(`refused   ${name}: ${reason}`);
  const lines = sendArchive({
    server,
    archive: source.archive,
    query: {
      onConflict,
      ...(values['dry-run'] === true ? { dryRun: 'true' } : {}),
      ...(values.project === undefined ? {} : { project: values.project }),
    },
    message: `import of ${basename(given)}`.slice(0, 500),
    signal,
  });
  const { isClean } = await reportImport(lines, report);
  return isClean && source.refused.length === 0 ? 0 : 1;
}

interface Source {
  readonly archive: Readable;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

async function sourceOf(path: string, given: string): Promise<Source> {
  if (!existsSync(path)) throw new UsageError(`${given}: there is no such file or folder.`);
  const { size, mtime } = statSync(path);
  if (statSync(path).isDirectory()) {
    const { files, refused } = await filesOfFolder(path);
    if (files.length === 0) throw new UsageError(`${given} holds no .json, .yaml or .yml file.`);
    return { archive: writeArchive(packedFiles(files)), refused };
  }
  if (/\.(?:json|ya?ml)$/i.test(path)) {
    const file = { name: basename(path), path, bytes: size, modified: mtime };
    return { archive: writeArchive(packedFiles([file])), refused: [] };
  }
  return { archive: createReadStream(path, { highWaterMark: 256 * 1024 }), refused: [] };
}
