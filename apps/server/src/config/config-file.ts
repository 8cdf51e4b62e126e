import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { formatByteSize } from './byte-size.ts';
import type { ConfigProblem } from './config-error.ts';

/** Largest configuration file that is read. */
const fileLimitBytes = 1_000_000;

export type ConfigFile =
  | { readonly kind: 'entries'; readonly entries: readonly (readonly [path: string, raw: unknown])[] }
  | { readonly kind: 'problem'; readonly problem: ConfigProblem };

/** The leaves of a YAML file (`server.port` → value); a section that is not a mapping is an entry of its own name. */
export function readConfigFile(file: string): ConfigFile {
  let root: unknown;
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > fileLimitBytes)
      return problem(file, `is larger than ${formatByteSize(fileLimitBytes)}`);
    const document = parseDocument(text, { uniqueKeys: true, merge: false });
    const broken = [...document.errors, ...document.warnings][0];
    if (broken !== undefined) return problem(file, `is not valid YAML: ${firstLine(broken.message)}`);
    // No aliases: a few of them make a file of gigabytes.
    root = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return problem(
      file,
      `cannot be read: ${firstLine(error instanceof Error ? error.message : String(error))}`,
    );
  }
  if (root === null || root === undefined) return { kind: 'entries', entries: [] };
  if (!isMapping(root)) return problem(file, 'must be a mapping of sections to keys');
  return {
    kind: 'entries',
    entries: Object.entries(root).flatMap(([section, inner]) => leaves(section, inner)),
  };
}

function leaves(section: string, inner: unknown): (readonly [string, unknown])[] {
  if (!isMapping(inner)) return [[section, inner]];
  const names = Object.entries(inner);
  return names.length === 0
    ? [[`${section}.`, undefined]]
    : names.map(([name, raw]) => [`${section}.${name}`, raw]);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problem(path: string, text: string): ConfigFile {
  return { kind: 'problem', problem: { path, text } };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
