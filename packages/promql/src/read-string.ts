import { promqlError } from './promql-error.ts';

/** A string of a query: where it ends, and what it stands for. */
export interface ReadString {
  readonly end: number;
  readonly value: string;
}

/** Reads the string whose opening quote is at `start`; throws a PromqlError where Prometheus refuses it. */
export function readString(text: string, start: number): ReadString {
  const quote = text[start] ?? '';
  return quote === '`' ? readRaw(text, start) : readQuoted(text, start, quote);
}

function readRaw(text: string, start: number): ReadString {
  const closing = text.indexOf('`', start + 1);
  if (closing === -1) throw promqlError('raw_string_unterminated', {}, { text, offset: start });
  return { end: closing + 1, value: text.slice(start + 1, closing) };
}

function readQuoted(text: string, start: number, quote: string): ReadString {
  const pieces = createPieces();
  let at = start + 1;
  for (;;) {
    const character = text[at];
    if (character === quote) return { end: at + 1, value: pieces.joined() };
    if (character === undefined || character === '\n') {
      throw promqlError('string_unterminated', {}, { text, offset: start });
    }
    if (character === '\\') {
      at = readEscape(text, { start, at, quote }, pieces);
    } else {
      const next = text.slice(at).search(/["'\\\n]/);
      const end = next <= 0 ? at + 1 : at + next;
      pieces.addText(text.slice(at, end));
      at = end;
    }
  }
}

const plainEscapes: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** Digits, base and largest value of the numeric escapes; the two below 256 stand for bytes of UTF-8. */
const numericEscapes: ReadonlyMap<string, readonly [digits: number, base: number, most: number]> = new Map([
  ['x', [2, 16, 255]],
  ['u', [4, 16, 0x10_ffff]],
  ['U', [8, 16, 0x10_ffff]],
]);

/** Reads the escape whose backslash is at `at`; gives the offset behind it. */
function readEscape(
  text: string,
  { start, at, quote }: { readonly start: number; readonly at: number; readonly quote: string },
  pieces: Pieces,
): number {
  const refuseAt = { text, offset: start };
  const character = characterAt(text, at + 1);
  if (character === '') throw promqlError('escape_unterminated', {}, refuseAt);
  const plain = character === quote ? quote : plainEscapes.get(character);
  if (plain !== undefined) {
    pieces.addText(plain);
    return at + 2;
  }
  const isOctal = /^[0-7]$/.test(character);
  const form = isOctal ? ([3, 8, 255] as const) : numericEscapes.get(character);
  if (form === undefined) {
    throw promqlError('escape_unknown', { character: namedCharacter(character) }, refuseAt);
  }
  const [digits, base, most] = form;
  const first = isOctal ? at + 1 : at + 2;
  let value = 0;
  for (let index = first; index < first + digits; index += 1) {
    const digit = characterAt(text, index);
    if (digit === '') throw promqlError('escape_unterminated', {}, refuseAt);
    const worth = /^[0-9a-fA-F]$/.test(digit) ? Number.parseInt(digit, 16) : base;
    if (worth >= base) throw promqlError('escape_digit', { character: namedCharacter(digit) }, refuseAt);
    value = value * base + worth;
  }
  if (value > most || (value >= 0xd800 && value < 0xe000)) {
    throw promqlError('escape_code_point', {}, refuseAt);
  }
  if (most === 255) pieces.addByte(value);
  else pieces.addText(String.fromCodePoint(value));
  return first + digits;
}

interface Pieces {
  addText(text: string): void;
  /** One byte of UTF-8; neighbours are decoded together. */
  addByte(byte: number): void;
  joined(): string;
}

function createPieces(): Pieces {
  const pieces: string[] = [];
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length === 0) return;
    pieces.push(new TextDecoder().decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  return {
    addText: (text) => {
      flush();
      pieces.push(text);
    },
    addByte: (byte) => {
      bytes.push(byte);
    },
    joined: () => {
      flush();
      return pieces.join('');
    },
  };
}

function characterAt(text: string, offset: number): string {
  const codePoint = text.codePointAt(offset);
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
}

/** `U+0071 'q'`, as Go prints a character by its number. */
function namedCharacter(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /\p{C}/u.test(character) ? `U+${hex}` : `U+${hex} '${character}'`;
}
