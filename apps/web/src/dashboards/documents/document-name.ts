/** Longest name of a resource, characters. */
const NAME_LIMIT = 75;

/** What is wrong with the name of a new resource, with a name that would do; undefined when nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'A name is needed.';
  if (name.length > NAME_LIMIT)
    return `The name has ${name.length} characters; at most ${NAME_LIMIT} are allowed.`;
  if (/^\.|\.$|\.\./.test(name))
    return 'A name does not begin or end with a dot, and has no two dots in a row.';
  if (/^[a-zA-Z0-9_.-]+$/.test(name)) return undefined;
  return `"${name}" has ${/\s/.test(name) ? 'a space' : 'a character that is not allowed'}. Allowed: letters, digits, _ . -, up to ${NAME_LIMIT}. Use ${suggestName(name)}?`;
}

/** A name made from what was typed: lower case, dashes for everything that is not allowed, never empty. */
export function suggestName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/-{2,}/g, '-')
    .slice(0, NAME_LIMIT)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return name === '' ? 'dashboard' : name;
}
