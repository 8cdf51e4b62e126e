/** Names of metrics a PromQL text selects, at most `most`, in order of appearance; functions, labels and keywords are left out. */
export function queryMetrics(query: string, most: number): readonly string[] {
  const text = query
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""')
    .replaceAll(/\{[^}]*\}/g, '{}')
    .replaceAll(/\[[^\]]*\]/g, '[]')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi, ' ');
  const names = new Set<string>();
  for (const match of text.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*/g)) {
    const [name] = match;
    const rest = text.slice(match.index + name.length);
    const before = text[match.index - 1];
    const isNumberPart = before !== undefined && /[0-9.]/.test(before);
    if (isNumberPart || KEYWORDS.has(name.toLowerCase()) || /^\s*\(/.test(rest)) continue;
    names.add(name);
    if (names.size >= most) break;
  }
  return [...names];
}

const KEYWORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'inf',
  'nan',
  'atan2',
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'topk',
  'bottomk',
  'quantile',
  'stddev',
  'stdvar',
  'group',
  'count_values',
  'limitk',
]);
