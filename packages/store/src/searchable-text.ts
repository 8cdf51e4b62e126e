/** A text as it is indexed and compared: lower case, composed characters, no control characters but the line break. */
export function searchable(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\P{Cc}\n]/gu, ' ');
}

/** The words that all must occur, in any order, each once. */
export function searchWords(text: string): readonly string[] {
  const words = searchable(text.toWellFormed()).split(/\s+/);
  return [...new Set(words)].filter((word) => word !== '');
}
