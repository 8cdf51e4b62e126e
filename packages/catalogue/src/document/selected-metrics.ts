const keywords = new Set([
  'and',
  'or',
  'unless',
  'atan2',
  'bool',
  'offset',
  'inf',
  'nan',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'start',
  'end',
]);
const labelLists = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g;
const identifier = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const numberLiteral = /(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?(?:ms|[smhdwy])?)+/iy;

/**
 * Metric names that a PromQL text selects by name, in order of appearance, each once.
 * Knows only as much of the language as the templates use; the query path has the real parser.
 */
export function selectedMetrics(query: string): readonly string[] {
  const bare = query
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\$\{?\w+\}?/g, '1')
    .replaceAll(labelLists, ' ');
  const names = new Set<string>();
  for (let at = 0; at < bare.length;) {
    const number = match(numberLiteral, bare, at);
    if (number !== undefined) {
      at += number.length;
      continue;
    }
    const name = match(identifier, bare, at);
    if (name === undefined) {
      at += 1;
      continue;
    }
    at += name.length;
    const isCall = bare.slice(at).trimStart().startsWith('(');
    if (!isCall && !keywords.has(name.toLowerCase())) names.add(name);
  }
  return [...names];
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  const sticky = new RegExp(pattern.source, pattern.flags);
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}
