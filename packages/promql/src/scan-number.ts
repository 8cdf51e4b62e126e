/** Where a number or duration ends; `kind` is null where Prometheus reads neither. */
export interface ScannedNumber {
  readonly kind: 'number' | 'duration' | null;
  readonly end: number;
}

/**
 * Cuts off the number or duration at a place as Prometheus' lexer does, which takes more than is a number:
 * `1.2.3`, `0x1e+5` and `5es` are pieces here, and refused when their value is read.
 */
export function scanNumber(text: string, from: number): ScannedNumber {
  const plain = endOfDigits(text, from);
  const next = text.charCodeAt(plain);
  if (plain > from && !isWordOrDot(next) && text.charCodeAt(from) !== zero) {
    return { kind: 'number', end: plain };
  }
  const number = endOfNumber(text, from);
  if (number.isNumber) return { kind: 'number', end: number.end };
  const duration = endOfDuration(text, number.end);
  return { kind: duration.isDuration ? 'duration' : null, end: duration.end };
}

const zero = 0x30;
const dot = 0x2e;
const underscore = 0x5f;

function endOfNumber(text: string, from: number): { readonly isNumber: boolean; readonly end: number } {
  let at = from;
  let isHex = false;
  if (text.charCodeAt(at) === zero) {
    at += 1;
    if (isOneOf(text, at, 'xX')) {
      isHex = true;
      at += isOneOf(text, at + 1, '_') ? 2 : 1;
    }
  }
  const isDigitAt = (place: number): boolean =>
    isHex ? isHexDigit(text.charCodeAt(place)) : isDigit(text.charCodeAt(place));
  if (text.charCodeAt(at) === dot) at += 1;
  if (isDigitAt(at)) at += 1;
  let hasDot = false;
  let hasExponent = false;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === dot) {
      at += 1;
      if (hasDot) return { isNumber: false, end: at };
      hasDot = true;
      if (isOneOf(text, at, '_.')) return { isNumber: false, end: at + 1 };
      if (isHex) return { isNumber: false, end: at };
    } else if (isOneOf(text, at, 'eE')) {
      at += 1;
      if (hasExponent) return { isNumber: false, end: at };
      hasExponent = true;
      if (isOneOf(text, at, '+-')) at += 1;
      if (isOneOf(text, at, '._eE')) return { isNumber: false, end: at + 1 };
      if (at >= text.length) return { isNumber: false, end: at };
    } else if (code === underscore) {
      at += 1;
      if (isOneOf(text, at, '._eE')) return { isNumber: false, end: at + 1 };
      if (at >= text.length) return { isNumber: false, end: at };
    } else if (isDigitAt(at)) {
      while (isDigitAt(at)) at += 1;
    } else {
      return { isNumber: at > from && !isWordOrDot(code), end: at };
    }
  }
}

/** The rest of a duration behind its first digits: units, each but the first behind digits of its own. */
function endOfDuration(text: string, from: number): { readonly isDuration: boolean; readonly end: number } {
  let at = from;
  if (!isOneOf(text, at, 'smhdwy')) return { isDuration: false, end: at };
  at += 1;
  if (isOneOf(text, at, 's')) at += 1;
  while (isDigit(text.charCodeAt(at))) {
    at = endOfDigits(text, at);
    if (!isOneOf(text, at, 'smhdw')) return { isDuration: false, end: at };
    at += 1;
    if (isOneOf(text, at, 's')) at += 1;
  }
  const code = text.charCodeAt(at);
  const isDuration = code === dot || !isWordOrDot(code);
  return { isDuration, end: isDuration ? at : at + 1 };
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isOneOf(text: string, at: number, characters: string): boolean {
  return at < text.length && characters.includes(text.charAt(at));
}

function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39;
}

function isHexDigit(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x66);
}

function isWordOrDot(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x7a) || code === underscore || code === dot;
}
