/** What a piece of a query is; operators and brackets are `symbol`, told apart by their text. */
export type TokenKind =
  | 'identifier'
  | 'metric-identifier'
  | 'keyword'
  | 'number'
  | 'duration'
  | 'string'
  | 'symbol';

/** One piece of a query; comments and white space are none. */
export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the query; of a keyword in lower case. */
  readonly text: string;
  /** UTF-16 offsets, `end` behind the last unit. */
  readonly start: number;
  readonly end: number;
  /** What a string stands for, without quotes and escapes; '' for every other kind. */
  readonly value: string;
}

/** The words of the language outside braces, whatever their case; `inf` and `nan` are numbers. */
export const keywords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'unless',
  'atan2',
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
  'start',
  'end',
  'step',
  'range',
]);

/** Keywords that are names unless a parenthesis follows, so that older queries keep their meaning. */
export const keywordsBeforeParenthesis: ReadonlySet<string> = new Set(['fill', 'fill_left', 'fill_right']);

/** Words that are numbers. */
export const numberWords: ReadonlySet<string> = new Set(['inf', 'nan']);
