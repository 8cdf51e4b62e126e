import { createWriteStream, existsSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { manifestName, readArchive, type ArchiveEntry } from '@hecate/server';
import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { megabytes } from '../store/progress-lines.ts';
import { askServer } from '../transfer/ask-server.ts';
import { serverOf, serverOptionHelp, serverOptions } from '../transfer/server-of.ts';
import { writeToFolder } from '../transfer/write-to-folder.ts';
import { UsageError } from '../usage-error.ts';

/** Writes documents of a running server into an archive or a folder. */
export const exportCommand: Command = {
  name: 'export',
  purpose: 'write everything, one project or one dashboard into an archive or a folder of files',
  help: [
    'hecate export [--all | --project P | --dashboard P/N] [-o FILE|DIR] [options]',
    '',
    '  --all            every document of every project and the global ones (the default)',
    '  --project P      this project and everything in it',
    '  --dashboard P/N  the dashboard N of the project P',
    '  -o FILE|DIR      a .tar.gz (hecate.tar.gz), one .json for one dashboard, or a folder: a name that ends with /',
    '                   or is a folder already',
    ...serverOptionHelp,
    '',
    'Secrets are masked. Dashboards with a time to live are left out. For a point in time with all history: hecate backup.',
  ].join('\n'),
  run: (argv) => runExport(argv, { cwd: process.cwd(), report: (line) => console.log(line) }),
};

/** What the commands that talk to a server need of the outside. */
export interface TransferDependencies {
  readonly cwd: string;
  readonly report: (line: string) => void;
  /** Ends the work; Ctrl-C when left out. */
  readonly signal?: AbortSignal;
}

/** `hecate export`; answers the exit code. */
export async function runExport(
  argv: readonly string[],
  { cwd, report, signal = untilInterrupt() }: TransferDependencies,
): Promise<number> {
  const options = {
    ...serverOptions,
    all: { type: 'boolean' },
    project: { type: 'string' },
    dashboard: { type: 'string' },
    output: { type: 'string', short: 'o' },
  } as const;
  const { values, positionals } = readWords(argv, options, exportCommand.help);
  if (positionals.length > 0)
    throw new UsageError(`${positionals[0]} is one word too many.\n\n${exportCommand.help}`);
  const query = selectionOf(values);
  const server = serverOf(values, cwd);
  const output = values.output ?? 'hecate.tar.gz';
  const target = resolve(cwd, output);
  const { body } = await askServer(`${server}/api/hecate/v1/export?${query.toString()}`, { signal });
  if (body === null) throw new UsageError('The server answered nothing.');
  if (values.dashboard !== undefined && output.endsWith('.json')) {
    const bytes = await saveDocument(Readable.fromWeb(body), target, signal);
    report(`${output}: ${megabytes(bytes)}.`);
    return 0;
  }
  if (output.endsWith('/') || (existsSync(target) && statSync(target).isDirectory())) {
    const { written, unchanged } = await writeToFolder(
      counted(Readable.fromWeb(body), report),
      target,
      signal,
    );
    report(`${output}: ${written} files written, ${unchanged} unchanged.`);
    return 0;
  }
  const bytes = await save(body, target, report);
  report(`${output}: ${megabytes(bytes)}.`);
  return 0;
}

/** Aborted by Ctrl-C. */
export function untilInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new UsageError('Interrupted.')));
  return controller.signal;
}

function selectionOf(values: {
  readonly all?: boolean | undefined;
  readonly project?: string | undefined;
  readonly dashboard?: string | undefined;
}): URLSearchParams {
  const given = [values.all === true ? 'all' : null, values.project, values.dashboard].filter(
    (one) => one !== null && one !== undefined,
  );
  if (given.length > 1) throw new UsageError('Give one of --all, --project and --dashboard.');
  if (values.project !== undefined) return new URLSearchParams({ project: values.project });
  if (values.dashboard === undefined) return new URLSearchParams();
  const [project, dashboard, ...more] = values.dashboard.split('/');
  if (project === undefined || dashboard === undefined || dashboard === '' || more.length > 0) {
    throw new UsageError(`--dashboard ${JSON.stringify(values.dashboard)}: give PROJECT/NAME.`);
  }
  return new URLSearchParams({ project, dashboard });
}

/** The one document of an archive as a file of its own. */
async function saveDocument(
  archive: AsyncIterable<Uint8Array>,
  target: string,
  signal: AbortSignal,
): Promise<number> {
  let found: Buffer = Buffer.alloc(0);
  const keep = async ({ name, bytes }: ArchiveEntry): Promise<void> => {
    if (name !== manifestName) found = bytes;
  };
  await readArchive(archive, keep, { signal });
  const part = `${target}.part-${process.pid}`;
  try {
    await writeFile(part, found, { flag: 'wx', flush: true });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return found.length;
}

/** The file appears under its name when it is whole. */
async function save(
  body: NonNullable<Response['body']>,
  target: string,
  report: (line: string) => void,
): Promise<number> {
  const part = `${target}.part-${process.pid}`;
  let bytes = 0;
  try {
    const source = counted(Readable.fromWeb(body), report, (done) => {
      bytes = done;
    });
    await pipeline(source, createWriteStream(part, { flags: 'wx', flush: true }));
    await rename(part, target);
    return bytes;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* counted(
  source: AsyncIterable<unknown>,
  report: (line: string) => void,
  onBytes: (done: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  let last = performance.now();
  for await (const chunk of source) {
    if (!(chunk instanceof Uint8Array)) continue;
    done += chunk.length;
    onBytes(done);
    yield chunk;
    if (performance.now() - last < 1_000) continue;
    last = performance.now();
    report(`${megabytes(done)} received`);
  }
}
