import { GatewayError } from './gateway-error.ts';

const legacy = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Longest label name read, characters. */
const maxLength = 1_024;

/**
 * A label name out of a path segment: the plain form, any UTF-8 name, or Prometheus 3's `U__` spelling of one
 * (`__` is an underscore, `_2e_` the character U+002E), which is decoded.
 */
export function readLabelName(text: string): string {
  if (text.length > maxLength) {
    throw invalid(`it has ${text.length} characters, more than ${maxLength}`);
  }
  const name = text.startsWith('U__') ? unescaped(text.slice(3)) : text;
  if (name === '') {
    throw invalid('it is empty');
  }
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw invalid('it has a control character or is not Unicode');
  }
  return name;
}

/** The spelling of a label name in an upstream path: letters, digits and underscores only, whatever the name is. */
export function writeLabelName(name: string): string {
  if (legacy.test(name) && !name.startsWith('U__')) {
    return name;
  }
  const escaped = Array.from(name, (character) => {
    if (character === '_') {
      return '__';
    }
    return /^[a-zA-Z0-9]$/.test(character) ? character : `_${(character.codePointAt(0) ?? 0).toString(16)}_`;
  });
  return `U__${escaped.join('')}`;
}

function unescaped(text: string): string {
  if (!/^(?:[a-zA-Z0-9:]|__|_[0-9a-fA-F]{1,6}_)*$/.test(text)) {
    throw invalid('its U__ spelling is broken');
  }
  return text.replaceAll(/_([0-9a-fA-F]{0,6})_/g, (_, hex: string) => (hex === '' ? '_' : character(hex)));
}

function character(hex: string): string {
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw invalid('its U__ spelling names a character that does not exist');
  }
  return String.fromCodePoint(code);
}

function invalid(why: string): GatewayError {
  return new GatewayError('bad_parameter', { name: 'label', why });
}
