/** One row: the HTTP status, and the message with its values as `{name}`. */
export interface PromqlErrorRow {
  readonly status: number;
  readonly message: string;
}

/** Every refusal of a query; the texts are Prometheus' own, except those that name a limit. */
export const promqlErrorTable = {
  query_too_long: {
    status: 400,
    message:
      'the query has {count} characters, at most {limit} are allowed: shorten it or record parts of it',
  },
  unclosed_parenthesis: { status: 400, message: 'unclosed left parenthesis' },
  unclosed_bracket: { status: 400, message: 'unexpected end of input in duration expression' },
  unclosed_braces: { status: 400, message: 'unexpected end of input inside braces' },
  unexpected_character: { status: 400, message: 'unexpected character: {character}' },
  unexpected_in_braces: { status: 400, message: 'unexpected character inside braces: {character}' },
  unexpected_in_duration: {
    status: 400,
    message: 'unexpected character in duration expression: {character}',
  },
  unexpected_left_brace: { status: 400, message: 'unexpected left brace {character}' },
  unexpected_right_parenthesis: { status: 400, message: 'unexpected right parenthesis {character}' },
  unexpected_right_bracket: { status: 400, message: 'unexpected right bracket {character}' },
  unexpected_after_equals: { status: 400, message: "unexpected character after '=': {character}" },
  unexpected_after_not: { status: 400, message: "unexpected character after '!': {character}" },
  unexpected_after_not_in_braces: {
    status: 400,
    message: "unexpected character after '!' inside braces: {character}",
  },
  colon_before_duration: {
    status: 400,
    message: 'unexpected colon before duration in duration expression',
  },
  colon_repeated: { status: 400, message: 'unexpected repeated colon in duration expression' },
  number_or_duration: { status: 400, message: 'bad number or duration syntax: {text}' },
  string_unterminated: { status: 400, message: 'unterminated quoted string' },
  raw_string_unterminated: { status: 400, message: 'unterminated raw string' },
  escape_unterminated: { status: 400, message: 'escape sequence not terminated' },
  escape_unknown: { status: 400, message: 'unknown escape sequence {character}' },
  escape_digit: { status: 400, message: 'illegal character {character} in escape sequence' },
  escape_code_point: { status: 400, message: 'escape sequence is an invalid Unicode code point' },
} as const satisfies Record<string, PromqlErrorRow>;

/** The code of a row of the table. */
export type PromqlErrorCode = keyof typeof promqlErrorTable;
