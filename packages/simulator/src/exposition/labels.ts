/** The text between the braces for label pairs in the given order, values escaped as the text format asks. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabelValue(value)}"`)
    .join(',');
}

/** Escapes backslash, line feed and double quote. */
export function escapeLabelValue(value: string): string {
  if (!/[\\\n"]/.test(value)) return value;
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('"', String.raw`\"`);
}

/** Joins finished label texts, leaving out empty ones. */
export function joinLabels(...texts: readonly string[]): string {
  const [first = '', second = ''] = texts;
  if (texts.length === 2) return second === '' || first === '' ? first + second : `${first},${second}`;
  return texts.filter((text) => text !== '').join(',');
}

/** Reads a label text back into pairs; the reverse of `labelText`. */
export function parseLabelText(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  const pair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gy;
  for (const match of text.matchAll(pair)) {
    const [, name, value] = match;
    if (name !== undefined && value !== undefined) labels[name] = unescapeLabelValue(value);
  }
  return labels;
}

function unescapeLabelValue(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
