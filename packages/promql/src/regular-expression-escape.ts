import { InvalidExpression } from './invalid-expression.ts';

/** `\n`, `\x41`, `\.`, `\123`: the character that an escape at a place stands for. */
export function readCharacterEscape(
  pattern: string,
  at: number,
): { readonly codePoint: number; readonly end: number } {
  const first = pattern.codePointAt(at + 1);
  if (first === undefined) throw new InvalidExpression('trailing backslash at end of expression', '');
  const letter = String.fromCodePoint(first);
  const end = at + 1 + letter.length;
  const rest = pattern.slice(end, end + 10);
  const octal = /^[1-7]$/.test(letter) ? /^[0-7]{1,2}/.exec(rest)?.[0] : /^[0-7]{0,2}/.exec(rest)?.[0];
  if (/^[0-7]$/.test(letter) && octal !== undefined) {
    return { codePoint: Number.parseInt(letter + octal, 8), end: end + octal.length };
  }
  if (letter === 'x') return readHexEscape(pattern, at);
  const control = 'afnrtv'.indexOf(letter);
  if (control !== -1) return { codePoint: '\u0007\f\n\r\t\v'.charCodeAt(control), end };
  if (first < 0x80 && !/[A-Za-z0-9]/.test(letter)) return { codePoint: first, end };
  throw new InvalidExpression('invalid escape sequence', pattern.slice(at, end));
}

function readHexEscape(pattern: string, at: number): { readonly codePoint: number; readonly end: number } {
  const short = /^[0-9a-fA-F]{2}/.exec(pattern.slice(at + 2, at + 4))?.[0];
  if (short !== undefined) return { codePoint: Number.parseInt(short, 16), end: at + 4 };
  const long = /^\{([0-9a-fA-F]+)\}/.exec(pattern.slice(at + 2))?.[1];
  const codePoint = long === undefined ? Number.NaN : Number.parseInt(long, 16);
  if (long !== undefined && codePoint <= 0x10_ffff) return { codePoint, end: at + 4 + long.length };
  throw new InvalidExpression('invalid escape sequence', hexEscapeRead(pattern, at));
}

/** What Go has read of a bad escape when it gives up. */
function hexEscapeRead(pattern: string, at: number): string {
  const digits = Array.from(pattern.slice(at + 2, at + 2 + 64));
  if (digits[0] !== '{') return pattern.slice(at, at + 2) + digits.slice(0, 2).join('');
  let read = '\\x{';
  let value = 0;
  for (const digit of digits.slice(1)) {
    read += digit;
    if (!/[0-9a-fA-F]/.test(digit)) return read;
    value = value * 16 + Number.parseInt(digit, 16);
    if (value > 0x10_ffff) return read;
  }
  return read;
}
