import { loneByte, nameCharacter } from './go-text.ts';
import { promqlError } from './promql-error.ts';

/** A string of a query: where it ends, and what it stands for. */
export interface ReadString {
  readonly end: number;
  readonly value: string;
}

/** Reads the string whose opening quote is at `start`; throws a PromqlError where Prometheus refuses it. */
export function readString(text: string, start: number): ReadString {
  const quote = text[start] ?? '';
  if (quote === '`') return readRaw(text, start);
  const simple = text.indexOf(quote, start + 1);
  const value = simple === -1 ? '' : text.slice(start + 1, simple);
  if (simple !== -1 && !needsCare.test(value)) return { end: simple + 1, value };
  return readQuoted(text, start, quote);
}

/** Escapes, line ends, and the character that stands for bytes which are no UTF-8. */
const needsCare = /[\\\n\ufffd]/;
const notUtf8 = /\ufffd/;

function readRaw(text: string, start: number): ReadString {
  const closing = text.indexOf('`', start + 1);
  const value = text.slice(start + 1, closing === -1 ? text.length : closing);
  if (notUtf8.test(value)) throw promqlError('string_not_utf8', {}, { text, offset: start });
  if (closing === -1) throw promqlError('raw_string_unterminated', {}, { text, offset: start });
  return { end: closing + 1, value };
}

function readQuoted(text: string, start: number, quote: string): ReadString {
  const pieces = createPieces();
  const special = new RegExp(`[\\\\\n${quote}]`, 'g');
  let at = start + 1;
  for (;;) {
    special.lastIndex = at;
    const end = special.exec(text)?.index ?? text.length;
    if (end > at) {
      const plain = text.slice(at, end);
      if (notUtf8.test(plain)) throw promqlError('string_not_utf8', {}, { text, offset: start });
      pieces.addText(plain);
    }
    const character = text[end];
    if (character === quote) return { end: end + 1, value: pieces.joined() };
    if (character !== '\\') throw promqlError('string_unterminated', {}, { text, offset: start });
    at = readEscape(text, { start, at: end, quote }, pieces);
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
  const isOctal = character >= '0' && character <= '7';
  const form = isOctal ? ([3, 8, 255] as const) : numericEscapes.get(character);
  if (form === undefined) {
    throw promqlError('escape_unknown', { character: nameCharacter(character) }, refuseAt);
  }
  const [digits, base, most] = form;
  const first = isOctal ? at + 1 : at + 2;
  let value = 0;
  for (let index = first; index < first + digits; index += 1) {
    if (index >= text.length) throw promqlError('escape_unterminated', {}, refuseAt);
    const worth = digitValue(text.charCodeAt(index));
    if (worth >= base) {
      throw promqlError('escape_digit', { character: nameCharacter(characterAt(text, index)) }, refuseAt);
    }
    value = value * base + worth;
  }
  if (value > most || (value >= 0xd800 && value < 0xe000)) {
    throw promqlError('escape_code_point', {}, refuseAt);
  }
  if (most === 255) pieces.addByte(value);
  else pieces.addText(String.fromCodePoint(value));
  return first + digits;
}

/** What a hexadecimal digit is worth; infinite for what is none. */
function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.POSITIVE_INFINITY;
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
    pieces.push(decodeBytes(bytes));
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

/** Decodes what is UTF-8; every other byte keeps its own place (see `loneByte`). */
function decodeBytes(bytes: readonly number[]): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces: string[] = [];
  let decodedUntil = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      pieces.push(decoder.decode(Uint8Array.from(bytes.slice(decodedUntil, at))));
      pieces.push(String.fromCharCode(loneByte + (bytes[at] ?? 0)));
      decodedUntil = at + 1;
    }
    at += Math.max(1, length);
  }
  pieces.push(decoder.decode(Uint8Array.from(bytes.slice(decodedUntil))));
  return pieces.join('');
}

/** Bytes of the well-formed sequence that begins at a place (Unicode 15, table 3-7); 0 where none does. */
function sequenceLength(bytes: readonly number[], at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const [least, most] = secondByteBounds.get(first) ?? [0x80, 0xbf];
  const length = leadLength(first);
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index] ?? 0;
    if (byte < (index === 1 ? least : 0x80) || byte > (index === 1 ? most : 0xbf)) return 0;
  }
  return length;
}

const secondByteBounds: ReadonlyMap<number, readonly [least: number, most: number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);

function leadLength(first: number): number {
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function characterAt(text: string, offset: number): string {
  const codePoint = text.codePointAt(offset);
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
}
