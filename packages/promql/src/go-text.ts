/** A text as Go's `strconv.Quote` writes it: how Prometheus prints label values, and names them in errors. */
export function quoteText(text: string): string {
  return plainText.test(text) ? `"${text}"` : `"${escapeText(text)}"`;
}

/** A character as Go's `%q` writes it; the end of the text is shown as the replacement character. */
export function quoteCharacter(codePoint: number | undefined): string {
  if (codePoint === 0x27) return String.raw`'\''`;
  if (codePoint === 0x22) return `'"'`;
  if (codePoint === undefined || isSurrogate(codePoint)) return `'\ufffd'`;
  const character = String.fromCodePoint(codePoint);
  return `'${printable.test(character) && character !== '\\' ? character : escapeText(character)}'`;
}

/** `U+0071 'q'`, as Go's `%#U` names a character. */
export function nameCharacter(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return printable.test(character) ? `U+${hex} '${character}'` : `U+${hex}`;
}

/**
 * The place that stands for a byte which is no UTF-8: half a surrogate pair, which no query can hold otherwise. Such bytes
 * are written with escapes like `"\xff"` and must come out as they went in.
 */
export const loneByte = 0xdc00;

/** Whether a text holds half a pair of surrogates. */
export function hasLoneSurrogate(text: string): boolean {
  return surrogate.test(text) && loneSurrogate.test(text);
}

/** The text with the replacement character for every half of a pair, as it would be sent. */
export function withoutLoneSurrogates(text: string): string {
  return hasLoneSurrogate(text) ? text.replaceAll(loneSurrogates, '\ufffd') : text;
}

/** UTF-16 order is not the order of bytes where pairs of surrogates meet the characters behind them. */
export function compareAsBytes(one: string, other: string): number {
  if (one === other) return 0;
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const left = one.charCodeAt(at);
    const right = other.charCodeAt(at);
    if (left !== right) return byteRank(left) - byteRank(right);
  }
  return one.length - other.length;
}

const surrogate = /[\ud800-\udfff]/;
const loneSurrogate = /\p{Cs}/u;
const loneSurrogates = /\p{Cs}/gu;
const plainText = /^[ !#-[\]-~]*$/;
/** What Go prints as it is: letters, marks, numbers, punctuation, symbols, and the ordinary space. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const namedEscapes: ReadonlyMap<number, string> = new Map([
  [0x07, String.raw`\a`],
  [0x08, String.raw`\b`],
  [0x0c, String.raw`\f`],
  [0x0a, String.raw`\n`],
  [0x0d, String.raw`\r`],
  [0x09, String.raw`\t`],
  [0x0b, String.raw`\v`],
  [0x22, String.raw`\"`],
  [0x5c, String.raw`\\`],
]);

function escapeText(text: string): string {
  const pieces: string[] = [];
  for (const character of text) pieces.push(escapeCharacter(character));
  return pieces.join('');
}

function escapeCharacter(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const named = namedEscapes.get(codePoint);
  if (named !== undefined) return named;
  if (codePoint > 0x1f && codePoint < 0x7f) return character;
  if (isSurrogate(codePoint)) return `\\x${hexDigits(codePoint - loneByte, 2)}`;
  // Go prints this one as it is, and then refuses to read it back.
  if (codePoint === 0xfffd) return String.raw`\ufffd`;
  if (printable.test(character)) return character;
  if (codePoint < 0x80) return `\\x${hexDigits(codePoint, 2)}`;
  return codePoint < 0x1_0000 ? `\\u${hexDigits(codePoint, 4)}` : `\\U${hexDigits(codePoint, 8)}`;
}

function hexDigits(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

function isSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint < 0xe000;
}

function byteRank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x1_0000 : unit;
}
