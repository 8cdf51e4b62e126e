/**
 * True for a name of the IANA time zone database in its own spelling. Go clients look for a file of that name, so they take
 * neither another case nor an offset like `+02:00`, which `Intl` does.
 */
export function isTimeZone(name: string): boolean {
  if (!namePattern.test(name)) return false;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // An old name resolves to a new one, whose spelling says nothing about the old one's.
    return known === name || known.toLowerCase() !== name.toLowerCase();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return false;
  }
}

const namePattern = /^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/;
