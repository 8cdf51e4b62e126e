/** The name that stands for a variable where a name may stand; no metric is called so. */
export const variableMark = '__hecate_variable__';

/** A variable of Perses or Grafana: `$name`, `${name}`, `${name:format}`, `[[name]]`. */
const variable = /\$\{[^}\n]*\}|\$[A-Za-z_]\w*|\[\[\w+(?::[\w:]+)?\]\]/y;

/**
 * The query with its variables filled in, so that it can be read: durations in brackets and behind `offset`, digits inside
 * numbers, a name elsewhere. Strings and comments stay as they are.
 */
export function replaceVariables(query: string): string {
  const pieces: string[] = [];
  let inBrackets = false;
  let at = 0;
  while (at < query.length) {
    const untouched = untouchedAt(query, at);
    if (untouched !== '') {
      pieces.push(untouched);
      at += untouched.length;
      continue;
    }
    variable.lastIndex = at;
    const found = variable.exec(query)?.[0];
    if (found !== undefined) {
      // Only what stands before the variable in the same line of thought is looked at, so a long query stays linear.
      const before = query.slice(Math.max(0, at - lookBehind), at);
      at += found.length;
      pieces.push(standIn(inBrackets, before, query[at] ?? ''));
      continue;
    }
    const character = query[at] ?? '';
    if (character === '[') inBrackets = true;
    if (character === ']') inBrackets = false;
    pieces.push(character);
    at += 1;
  }
  return pieces.join('');
}

/** A text with its variables as the pattern of anything; null when there is none in it. */
export function patternOfVariables(text: string, quote: (literal: string) => string): string | null {
  const everywhere = new RegExp(variable.source, 'g');
  if (!everywhere.test(text)) return null;
  return text.split(new RegExp(variable.source)).map(quote).join('.*');
}

/** Characters before a variable that decide what it stands for. */
const lookBehind = 40;

function standIn(inBrackets: boolean, before: string, next: string): string {
  if (inBrackets) return /[smhdwy]/.test(next) ? '5' : '5m';
  if (/(?:^|[^\w:])offset\s+-?\s*$/i.test(before)) return '5m';
  if (/(?:^|[^\w:.])(?:\d+\.?\d*|\.)$/.test(before)) return '5';
  return variableMark;
}

const plain = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`|#[^\r\n]*|[^"'`#$[\]]+/y;

/** The string, comment or run of ordinary characters at a place; empty where a variable or bracket may stand. */
function untouchedAt(query: string, at: number): string {
  plain.lastIndex = at;
  return plain.exec(query)?.[0] ?? '';
}
