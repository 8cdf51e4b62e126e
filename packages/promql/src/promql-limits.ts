/** The bounds of a query, checked before any work is done on it. */
export const promqlLimits = {
  /** UTF-16 units of the text, variables included. */
  queryCharacters: 64 * 1024,
  /** UTF-16 units of a text after its variables were filled in. */
  filledCharacters: 256 * 1024,
} as const;
