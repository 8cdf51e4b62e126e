import { quoteText } from './go-text.ts';

/** The aggregations, as their keywords are written. */
export const aggregators = [
  'sum',
  'avg',
  'count',
  'min',
  'max',
  'group',
  'stddev',
  'stdvar',
  'topk',
  'bottomk',
  'count_values',
  'quantile',
  'limitk',
  'limit_ratio',
] as const;

/** The operators between two expressions. */
export const binaryOperators = [
  'or',
  'and',
  'unless',
  '==',
  '!=',
  '<=',
  '<',
  '>=',
  '>',
  '</',
  '>/',
  '+',
  '-',
  '*',
  '/',
  '%',
  'atan2',
  '^',
] as const;

/** Words behind an operand or operator. */
const modifiers = [
  'offset',
  'smoothed',
  'anchored',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'fill',
  'fill_left',
  'fill_right',
  'bool',
] as const;

/** Words for times and durations of the query; each is a function too. */
const preprocessors = ['start', 'end', 'step', 'range', 'max_of', 'min_of'] as const;

const symbols = ['(', ')', '{', '}', '[', ']', ',', ':', '=', '=~', '!~', '@'] as const;

const classes = ['identifier', 'metric identifier', 'number', 'duration', 'string', 'end of input'] as const;

/** What a piece of a query is: a keyword (in lower case), an operator or symbol as it is written, or a class of texts. */
export type TokenKind =
  | (typeof aggregators)[number]
  | (typeof binaryOperators)[number]
  | (typeof modifiers)[number]
  | (typeof preprocessors)[number]
  | (typeof symbols)[number]
  | (typeof classes)[number];

/** The words of the language outside braces, in lower case; `inf` and `nan` are numbers. */
export const keywords: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ...aggregators.map((word) => [word, word] as const),
  ...modifiers.map((word) => [word, word] as const),
  ...preprocessors.map((word) => [word, word] as const),
  ...(['and', 'or', 'unless', 'atan2'] as const).map((word) => [word, word] as const),
  ['inf', 'number'],
  ['nan', 'number'],
]);

/** The words of durations in brackets. */
export const durationWords: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ['step', 'step'],
  ['range', 'range'],
  ['max_of', 'max_of'],
  ['min_of', 'min_of'],
]);

/** Keywords that may be a metric's name where an operand is due. */
export const nameKeywords: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...aggregators,
  ...preprocessors,
  'by',
  'without',
  'offset',
  'anchored',
  'smoothed',
  'fill',
  'fill_left',
  'fill_right',
  'and',
  'or',
  'unless',
  'identifier',
  'metric identifier',
]);

/** What may be a label's name in `by (…)` and the lists like it. */
export const labelKeywords: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...aggregators,
  ...preprocessors,
  ...modifiers.filter((word) => word !== 'without'),
  'and',
  'or',
  'unless',
  'atan2',
  'identifier',
  'metric identifier',
]);

const modifierKinds: ReadonlySet<TokenKind> = new Set(modifiers);
const aggregatorKinds: ReadonlySet<TokenKind> = new Set(aggregators);
const operatorKinds: ReadonlySet<TokenKind> = new Set([...binaryOperators, '=~', '!~', '@'] as const);
const textKinds: ReadonlySet<TokenKind> = new Set(classes);

/** Whether a piece begins an aggregation. */
export function isAggregator(kind: TokenKind): kind is (typeof aggregators)[number] {
  return aggregatorKinds.has(kind);
}

/** A piece as Prometheus names it when it is unexpected. */
export function describeToken(kind: TokenKind, raw: string): string {
  if (kind === 'end of input') return kind;
  if (modifierKinds.has(kind)) return `<${raw}>`;
  if (operatorKinds.has(kind)) return `<op:${raw}>`;
  if (aggregatorKinds.has(kind)) return `<aggr:${raw}>`;
  const isName = kind === 'identifier' || kind === 'metric identifier';
  const shown = isName ? quoteText(raw) : shortened(raw);
  return textKinds.has(kind) ? `${kind} ${shown}` : shown;
}

function shortened(raw: string): string {
  const isLong = new TextEncoder().encode(raw).length > 10;
  return isLong ? `${quoteText(Array.from(raw).slice(0, 10).join(''))}...` : quoteText(raw);
}
