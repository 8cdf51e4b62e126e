/** The text with LIKE's wildcards standing for themselves; the escape character is `\`. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
