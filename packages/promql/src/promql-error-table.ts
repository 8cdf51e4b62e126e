/** One row: the HTTP status, and the message with its values as `{name}`. */
export interface PromqlErrorRow {
  readonly status: number;
  readonly message: string;
}

/** Every refusal of a query; the texts are Prometheus' own, except those that name a limit or a scope. */
export const promqlErrorTable = {
  query_too_long: {
    status: 400,
    message:
      'the query has {count} characters, at most {limit} are allowed: shorten it or record parts of it',
  },
  nested_too_deep: {
    status: 400,
    message: 'the query nests deeper than {limit} levels: record its inner parts',
  },
  too_many_nodes: {
    status: 400,
    message: 'the query has more than {limit} operands and operators: record parts of it',
  },

  unclosed_parenthesis: { status: 400, message: 'unclosed left parenthesis' },
  unclosed_bracket: { status: 400, message: 'unclosed left bracket' },
  unclosed_duration: { status: 400, message: 'unexpected end of input in duration expression' },
  unclosed_braces: { status: 400, message: 'unexpected end of input inside braces' },
  unexpected_character: { status: 400, message: 'unexpected character: {character}' },
  unexpected_in_brackets: { status: 400, message: "unexpected character: {character}, expected ':'" },
  unexpected_in_braces: { status: 400, message: 'unexpected character inside braces: {character}' },
  unexpected_in_duration: {
    status: 400,
    message: 'unexpected character in duration expression: {character}',
  },
  unexpected_left_brace: { status: 400, message: 'unexpected left brace {character}' },
  unexpected_left_bracket: { status: 400, message: 'unexpected left bracket {character}' },
  unexpected_right_parenthesis: { status: 400, message: 'unexpected right parenthesis {character}' },
  unexpected_right_bracket: { status: 400, message: 'unexpected right bracket {character}' },
  unexpected_colon: { status: 400, message: 'unexpected colon {character}' },
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
  string_not_utf8: { status: 400, message: 'invalid UTF-8 rune' },
  raw_string_unterminated: { status: 400, message: 'unterminated raw string' },
  escape_unterminated: { status: 400, message: 'escape sequence not terminated' },
  escape_unknown: { status: 400, message: 'unknown escape sequence {character}' },
  escape_digit: { status: 400, message: 'illegal character {character} in escape sequence' },
  escape_code_point: { status: 400, message: 'escape sequence is an invalid Unicode code point' },

  no_expression: { status: 400, message: 'no expression found in input' },
  unexpected: { status: 400, message: 'unexpected {what}' },
  number_syntax: {
    status: 400,
    message: 'error parsing number: strconv.ParseFloat: parsing {text}: invalid syntax',
  },
  number_range: {
    status: 400,
    message: 'error parsing number: strconv.ParseFloat: parsing {text}: value out of range',
  },
  duration_syntax: { status: 400, message: 'not a valid duration string: {text}' },
  duration_unit: { status: 400, message: 'unknown unit {unit} in duration {text}' },
  duration_range: { status: 400, message: 'duration out of range' },
  duration_not_positive: { status: 400, message: 'duration must be greater than 0' },
  division_by_zero: { status: 400, message: 'division by zero' },
  modulo_by_zero: { status: 400, message: 'modulo by zero' },
  grouping_label: { status: 400, message: 'invalid label name for grouping: {label}' },
  regular_expression: { status: 400, message: 'error parsing regexp: {reason}: `{part}`' },
  no_aggregation_arguments: {
    status: 400,
    message: 'no arguments for aggregate expression provided',
  },
  aggregation_arguments: {
    status: 400,
    message: 'wrong number of arguments for aggregate expression provided, expected {expected}, got {count}',
  },
  unknown_function: { status: 400, message: 'unknown function with name {name}' },
  trailing_comma: { status: 400, message: 'trailing commas not allowed in function call args' },
  range_of_no_selector: { status: 400, message: 'ranges only allowed for vector selectors' },
  offset_before_range: { status: 400, message: 'no offset modifiers allowed before range' },
  at_before_range: { status: 400, message: 'no @ modifiers allowed before range' },
  offset_of_no_selector: {
    status: 400,
    message:
      'offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
  },
  offset_repeated: { status: 400, message: 'offset may not be set multiple times' },
  at_of_no_selector: {
    status: 400,
    message:
      '@ modifier must be preceded by an instant vector selector or range vector selector or a subquery',
  },
  at_repeated: { status: 400, message: '@ <timestamp> may not be set multiple times' },
  at_out_of_bounds: { status: 400, message: 'timestamp out of bounds for @ modifier: {value}' },
  anchored_and_smoothed: {
    status: 400,
    message: 'anchored and smoothed modifiers cannot be used together',
  },
  extended_of_subquery: { status: 400, message: '{modifier} modifier is not supported for subqueries' },
  extended_not_implemented: { status: 400, message: '{modifier} modifier not implemented' },

  expected_type: { status: 400, message: 'expected type {expected} in {place}, got {found}' },
  bool_without_comparison: {
    status: 400,
    message: 'bool modifier can only be used on comparison operators',
  },
  comparison_without_bool: {
    status: 400,
    message: 'comparisons between scalars must use BOOL modifier',
  },
  label_on_and_grouped: {
    status: 400,
    message: 'label {label} must not occur in ON and GROUP clause at once',
  },
  operand_type: {
    status: 400,
    message: 'binary expression must contain only scalar and instant vector types',
  },
  matching_of_scalars: { status: 400, message: 'vector matching only allowed between instant vectors' },
  fill_of_scalars: {
    status: 400,
    message: 'filling in missing series only allowed between instant vectors',
  },
  grouping_of_sets: { status: 400, message: 'no grouping allowed for {operator} operation' },
  fill_of_sets: { status: 400, message: 'filling in missing series not allowed for set operators' },
  set_of_scalars: {
    status: 400,
    message: 'set operator {operator} not allowed in binary scalar expression',
  },
  argument_count: {
    status: 400,
    message: 'expected {expected} argument(s) in call to {name}, got {count}',
  },
  info_selector_named: {
    status: 400,
    message: 'expected label selectors only, got vector selector instead',
  },
  info_no_selector: { status: 400, message: 'expected label selectors only' },
  unary_type: {
    status: 400,
    message: 'unary expression only allowed on expressions of type scalar or instant vector, got {found}',
  },
  subquery_type: {
    status: 400,
    message: 'subquery is only allowed on instant vector, got {found} instead',
  },
  name_twice: { status: 400, message: 'metric name must not be set twice: {first} or {second}' },
  scope_label: {
    status: 500,
    message:
      'a query cannot be limited by the label "{label}": name the label that tells whose series they are',
  },
  scope_value: {
    status: 500,
    message: 'a query cannot be limited to an empty {label}: series without the label belong to nobody',
  },
  scope_info: {
    status: 403,
    message:
      'info() reads series that the query does not select, so it cannot be limited to a {label}: join with the info metric instead',
  },
  scope_disjoint: {
    status: 403,
    message: 'the query asks for another {label} than may be read here: {values}',
  },
  selects_everything: {
    status: 400,
    message: 'vector selector must contain at least one non-empty matcher',
  },
} as const satisfies Record<string, PromqlErrorRow>;

/** The code of a row of the table. */
export type PromqlErrorCode = keyof typeof promqlErrorTable;
