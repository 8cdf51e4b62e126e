import { readJson } from '../json-reader.ts';

/**
 * JSON text as YAML 1.2 in block style, keys in their order, numbers as they were spelled. Words that YAML 1.1 reads as
 * something else (`y`, `no`, `on`) are quoted, because the tools of Kubernetes read YAML 1.1.
 */
export function jsonToYaml(json: string): string {
  // Refuses what is no JSON, so that the tokens below need no checks.
  readJson(json);
  const tokens = json.match(tokenPattern) ?? [];
  let at = 0;
  return `${printValue('')}\n`;

  function next(): string {
    const token = tokens[at] ?? '';
    at += 1;
    return token;
  }

  /** A value behind `key:` or `-` of the given indentation, the blank or line break in front included where it needs one. */
  function printValue(indent: string): string {
    const token = next();
    if (token === '{') return printObject(indent);
    if (token === '[') return printArray(indent);
    return token.startsWith('"') ? printText(parsedText(token), token, indent) : token;
  }

  function printObject(indent: string): string {
    if (tokens[at] === '}') {
      at += 1;
      return '{}';
    }
    const lines: string[] = [];
    for (;;) {
      const key = next();
      at += 1;
      lines.push(`${printKey(parsedText(key), key)}:${printMember(indent, false)}`);
      if (next() === '}') return lines.join(`\n${indent}`);
    }
  }

  function printArray(indent: string): string {
    if (tokens[at] === ']') {
      at += 1;
      return '[]';
    }
    const lines: string[] = [];
    for (;;) {
      lines.push(`-${printMember(indent, true)}`);
      if (next() === ']') return lines.join(`\n${indent}`);
    }
  }

  /** Objects and lists go below a key; behind a dash they begin on its line. */
  function printMember(indent: string, isItem: boolean): string {
    const opens = tokens[at] === '{' || tokens[at] === '[';
    const isEmpty = opens && (tokens[at + 1] === '}' || tokens[at + 1] === ']');
    const deeper = `${indent}  `;
    const value = printValue(deeper);
    return opens && !isEmpty && !isItem ? `\n${deeper}${value}` : ` ${value}`;
  }
}

const tokenPattern = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/gs;

function parsedText(token: string): string {
  const value: unknown = JSON.parse(token);
  return typeof value === 'string' ? value : '';
}

function printKey(key: string, token: string): string {
  return isPlain(key) ? key : token;
}

function printText(value: string, token: string, indent: string): string {
  if (isPlain(value)) return value;
  const isBlock =
    value.includes('\n') &&
    /^[^\s][\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe]*$/.test(value) &&
    !/[ \t]$/m.test(value);
  if (!isBlock) return token;
  const body = value.replace(/\n$/, '').replaceAll(/\n(?=[^\n])/g, `\n${indent}`);
  return `|${chomping(value)}\n${indent}${body}`;
}

/** Whether the line breaks at the end are kept, clipped to one, or stripped. */
function chomping(value: string): '+' | '' | '-' {
  if (!value.endsWith('\n')) return '-';
  return value.endsWith('\n\n') ? '+' : '';
}

/** Texts that no version of YAML reads as anything but themselves. */
function isPlain(value: string): boolean {
  return (
    /^[A-Za-z_$/.][\w$/.-]*(?: [\w$/.-]+)*$/.test(value) &&
    !/^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan|\.\d.*|\.)$/i.test(value) &&
    !value.startsWith('...')
  );
}
