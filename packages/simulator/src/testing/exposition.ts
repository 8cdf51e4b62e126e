import { parseLabelText } from '../exposition/labels.ts';

/** One sample line of the text format. */
export interface ParsedSample {
  readonly name: string;
  readonly labelText: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A parsed answer of an exporter. */
export interface ParsedExposition {
  readonly types: ReadonlyMap<string, string>;
  readonly helps: ReadonlyMap<string, string>;
  readonly samples: readonly ParsedSample[];
}

/** A strict reader of the text format: HELP and TYPE once a family and before its samples, no series twice. */
export function parseExposition(text: string): ParsedExposition {
  const types = new Map<string, string>();
  const helps = new Map<string, string>();
  const samples: ParsedSample[] = [];
  const seen = new Set<string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    if (line.startsWith('#')) readComment(line, types, helps);
    else samples.push(readSample(line, types, seen));
  }
  return { types, helps, samples };
}

/** Value of the one sample with this name and these labels. */
export function valueOf(
  parsed: ParsedExposition,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const found = parsed.samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  const [sample] = found;
  if (sample === undefined || found.length > 1)
    throw new Error(`${found.length} samples of ${name} ${JSON.stringify(labels)}`);
  return sample.value;
}

/** The family a sample belongs to. */
export function familyOf(name: string, types: ReadonlyMap<string, string>): string {
  if (types.has(name)) return name;
  const base = name.replace(/_(bucket|sum|count)$/, '');
  const type = types.get(base);
  if (type === 'histogram' || type === 'summary') return base;
  throw new Error(`sample ${name} has no TYPE`);
}

function readComment(line: string, types: Map<string, string>, helps: Map<string, string>): void {
  const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
  if (keyword === undefined) throw new Error(`not a comment of the format: ${line}`);
  const into = keyword === 'HELP' ? helps : types;
  if (into.has(name)) throw new Error(`${keyword} of ${name} twice`);
  into.set(name, rest);
}

function readSample(line: string, types: ReadonlyMap<string, string>, seen: Set<string>): ParsedSample {
  const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  const [, name = '', labelText = '', text = ''] = match ?? [];
  if (match === null) throw new Error(`not a sample: ${line}`);
  familyOf(name, types);
  const key = `${name}{${labelText}}`;
  if (seen.has(key)) throw new Error(`series twice: ${key}`);
  seen.add(key);
  return { name, labelText, labels: parseLabelText(labelText), value: readNumber(text) };
}

function readNumber(text: string): number {
  if (text === '+Inf') return Infinity;
  const value = Number(text);
  if (Number.isNaN(value) && text !== 'NaN') throw new Error(`not a number: ${text}`);
  return value;
}
