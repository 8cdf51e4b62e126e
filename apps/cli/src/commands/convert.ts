import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import {
  conversionTargets,
  convertDocuments,
  DocumentError,
  jsonToYaml,
  type ConversionReport,
  type ConversionTarget,
  type ConvertedDocument,
} from '@hecate/perses';
import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { UsageError } from '../usage-error.ts';

/** Converts files: Grafana dashboards, custom resources, Perses documents. */
export const convertCommand: Command = {
  name: 'convert',
  purpose: 'convert Grafana dashboards, custom resources and older Perses documents, with a report',
  help: [
    'hecate convert FILE… [options]      (- reads standard input)',
    '',
    '  --to TARGET          perses (default), cr-v1alpha1 or cr-v1alpha2 (resources of the Perses operator)',
    '  --project NAME       project, or namespace, of documents that name none',
    '  --format FORMAT      json (default) or yaml',
    '  --output DIR         one file for each document; - is standard output (default)',
    '  --keep-datasources   keep the datasource ids of a Grafana instead of the default datasource',
    '',
    'Takes JSON, YAML with `---` between documents, and lists. The report goes to standard error. Files that exist are never',
    'overwritten. Exit code: 0 when everything was converted, 1 when something was refused, 2 when the words are wrong.',
    'Perses has no way to Grafana, and neither has this command.',
  ].join('\n'),
  run: (argv) =>
    runConvert(argv, {
      cwd: process.cwd(),
      readInput: () => readAll(process.stdin),
      print: (line) => console.log(line),
      report: (line) => console.error(line),
    }),
};

/** What the command needs of the outside. */
export interface ConvertDependencies {
  readonly cwd: string;
  readonly readInput: () => Promise<string>;
  /** Standard output. */
  readonly print: (text: string) => void;
  /** Standard error. */
  readonly report: (line: string) => void;
}

type Format = 'json' | 'yaml';

/** `hecate convert`; answers the exit code. */
export async function runConvert(
  argv: readonly string[],
  dependencies: ConvertDependencies,
): Promise<number> {
  const { values, positionals } = readWords(
    argv,
    {
      to: { type: 'string' },
      project: { type: 'string' },
      format: { type: 'string' },
      output: { type: 'string' },
      'keep-datasources': { type: 'boolean' },
    } as const,
    convertCommand.help,
  );
  if (positionals.length === 0) throw new UsageError(`Name at least one file.\n\n${convertCommand.help}`);
  const to = targetOf(values.to ?? 'perses');
  const format = formatOf(values.format ?? 'json');
  const documents: ConvertedDocument[] = [];
  let isAnyRefused = false;
  for (const file of positionals) {
    try {
      const text =
        file === '-'
          ? await dependencies.readInput()
          : await readFile(resolve(dependencies.cwd, file), 'utf8');
      const conversion = convertDocuments(text, {
        to,
        usesDefaultDatasource: values['keep-datasources'] !== true,
        ...(values.project === undefined ? {} : { project: values.project }),
      });
      documents.push(...conversion.documents);
      isAnyRefused ||= conversion.report.refused.length > 0;
      for (const line of reportLines(file, conversion.report)) dependencies.report(line);
    } catch (error) {
      isAnyRefused = true;
      dependencies.report(`${file}: ${refusalWords(error)}`);
    }
  }
  const output = values.output ?? '-';
  if (output === '-') {
    if (documents.length > 0) dependencies.print(printedTogether(documents, format));
  } else if (!(await writeEach(resolve(dependencies.cwd, output), documents, format, dependencies.report))) {
    isAnyRefused = true;
  }
  return isAnyRefused ? 1 : 0;
}

function targetOf(word: string): ConversionTarget {
  const target = conversionTargets.find((one) => one === word);
  if (target === undefined) {
    throw new UsageError(`--to is ${JSON.stringify(word)}; it can be ${conversionTargets.join(', ')}.`);
  }
  return target;
}

function formatOf(word: string): Format {
  if (word !== 'json' && word !== 'yaml') {
    throw new UsageError(`--format is ${JSON.stringify(word)}; it can be json or yaml.`);
  }
  return word;
}

/** The report of one file in lines: what needs attention first, then what is minor, then what was refused. */
function reportLines(
  file: string,
  { summary, documents, notes, refused }: ConversionReport,
): readonly string[] {
  const weights = ['attention', 'minor'] as const;
  return [
    `${file}: ${summary}`,
    ...documents.flatMap(({ kind, name, upgrades }) =>
      upgrades.map((step) => `  upgraded ${kind} ${name}: ${step}`),
    ),
    ...weights.flatMap((weight) =>
      notes
        .filter((note) => note.weight === weight)
        .map(({ document, panel, what, reason }) => `  ${weight}: ${panel ?? document}: ${what}: ${reason}`),
    ),
    ...refused.map(({ what, reason }) => `  refused: ${what}: ${reason}`),
  ];
}

function refusalWords(error: unknown): string {
  if (error instanceof DocumentError) return error.message.replace(/^bad request: /, '');
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder: name the files in it';
  if (code === 'EACCES') return 'it may not be read';
  throw error;
}

function printedTogether(documents: readonly ConvertedDocument[], format: Format): string {
  const texts = documents.map((document) => printed(document, format).trimEnd());
  if (format === 'yaml') return texts.join('\n---\n');
  return texts.length === 1 ? (texts[0] ?? '') : `[\n${texts.join(',\n')}\n]`;
}

function printed({ text }: ConvertedDocument, format: Format): string {
  return format === 'yaml' ? jsonToYaml(text) : `${text}\n`;
}

/** Writes one file for each document; answers false when one was there already. */
async function writeEach(
  folder: string,
  documents: readonly ConvertedDocument[],
  format: Format,
  report: (line: string) => void,
): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  let isAllWritten = true;
  for (const document of documents) {
    const file = join(folder, `${document.kind.toLowerCase()}-${document.name}.${format}`);
    try {
      await writeFile(file, printed(document, format), { flag: 'wx' });
      report(`Wrote ${file}`);
    } catch (error) {
      if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'EEXIST') throw error;
      isAllWritten = false;
      report(`${file} exists and was not overwritten: name another folder or remove it.`);
    }
  }
  return isAllWritten;
}
