/** The bounds of a query, checked before or while it is read. */
export const promqlLimits = {
  /** UTF-16 units of the text, variables included. */
  queryCharacters: 64 * 1024,
  /** UTF-16 units of a text after its variables were filled in. */
  filledCharacters: 256 * 1024,
  /** Parentheses, calls, signs and right operands inside one another; a chain of operators is one level. */
  nestingLevels: 256,
  /** Operands, operators, calls and matchers of one query. */
  nodes: 10_000,
} as const;
