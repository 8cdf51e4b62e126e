import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  backupStore,
  secretKeyName,
  StoreError,
  type BackupManifest,
  type DamagedVersion,
} from '@hecate/store';
import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { readKeyFile } from '../store/key-file.ts';
import { megabytes, progressLines } from '../store/progress-lines.ts';
import { storeFileOf } from '../up/state-folder.ts';
import { UsageError } from '../usage-error.ts';

/** Copies the store of a state folder into one file, while the server runs. */
export const backupCommand: Command = {
  name: 'backup',
  purpose: 'write every document and its history into one file, while the server runs',
  help: [
    'hecate backup FILE [options]',
    '',
    '  --key-file F  encrypt with the content of this file (at least 16 bytes); without it the backup is readable',
    '  --data DIR    state folder (./.hecate)',
    '',
    'The backup is the store at one moment; it says how many writes it holds and which was the last. The key of the stored',
    'secrets goes into an encrypted backup only.',
    '',
    'Versions that are damaged in the store are named and do not keep the rest out: the backup is written, the exit code is 3.',
  ].join('\n'),
  run: (argv) =>
    runBackup(argv, { cwd: process.cwd(), clock: Date.now, report: (line) => console.log(line) }),
};

/** What the command needs of the outside. */
export interface StoreCommandDependencies {
  readonly cwd: string;
  readonly clock: () => number;
  readonly report: (line: string) => void;
}

/** `hecate backup`; answers the exit code. */
export async function runBackup(
  argv: readonly string[],
  { cwd, clock, report }: StoreCommandDependencies,
): Promise<number> {
  const options = { 'key-file': { type: 'string' }, data: { type: 'string' } } as const;
  const { values, positionals } = readWords(argv, options, backupCommand.help);
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageError(`Name one file.\n\n${backupCommand.help}`);
  const data = resolve(cwd, values.data ?? '.hecate');
  const file = storeFileOf(data);
  if (!existsSync(file)) {
    throw new UsageError(`There is no store in ${data}. Name another state folder with --data DIR.`);
  }
  const secret = readKeyFile(values['key-file'], cwd);
  const keyOfSecrets = join(dirname(file), secretKeyName);
  const target = resolve(cwd, name);
  try {
    const manifest = await backupStore({
      file,
      target,
      secret,
      secretFiles: existsSync(keyOfSecrets) ? [{ name: secretKeyName, path: keyOfSecrets }] : [],
      clock,
      onProgress: progressLines('Packing', report),
    });
    for (const line of described(name, manifest)) report(line);
    if (secret === null && existsSync(keyOfSecrets)) {
      report(
        `The key of the stored secrets is not in it: keep ${keyOfSecrets} elsewhere, or give --key-file to have it in the backup, encrypted.`,
      );
    }
    return manifest.damaged.length === 0 ? 0 : exitCodeOfDamaged;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    report(error.message);
    return 1;
  }
}

/** The backup is there, but the store had lost something before: a schedule must not take that for success. */
const exitCodeOfDamaged = 3;

/** The point in time of a backup, and what is not in it, in words. */
export function described(name: string, manifest: BackupManifest): readonly string[] {
  const { lastWrite, sequence, documents, revisions, madeAt, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const last =
    lastWrite === null
      ? 'Nothing was written yet.'
      : `Last write in it: ${lastWrite.kind} ${lastWrite.project === '' ? '' : `${lastWrite.project}/`}${lastWrite.name} version ${lastWrite.version}, ${lastWrite.savedAt}.`;
  return [
    `${name}: ${counted(documents, 'document')} in ${counted(revisions, 'version')}, ${megabytes(bytes)} of store, made ${madeAt}.`,
    `It holds every write up to number ${sequence}. ${last}`,
    ...damagedLines(manifest.damaged),
  ];
}

function damagedLines(damaged: readonly DamagedVersion[]): readonly string[] {
  if (damaged.length === 0) return [];
  return [
    `DAMAGED in the store before this backup, everything else is whole: ${counted(damaged.length, 'version')} that cannot be read (docs/runbooks/document-damaged.md):`,
    ...damaged.map(
      ({ kind, project, name, version, isCurrent }) =>
        `  ${kind} ${project === '' ? '' : `${project}/`}${name} version ${version}${isCurrent ? ', the current one' : ' of its history'}`,
    ),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
