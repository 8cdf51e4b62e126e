import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';

/** A value as JSON has them; objects have no prototype, so `__proto__` is a key like any other. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object without a prototype. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Where a member's value stands in the text (UTF-16 offsets), with the members of an object directly below. */
export interface JsonMember {
  readonly start: number;
  readonly end: number;
  readonly members: ReadonlyMap<string, JsonMember>;
}

/** What was read: the value, and the places of its members down to the second level. */
export interface JsonReading {
  readonly value: JsonValue;
  readonly members: ReadonlyMap<string, JsonMember>;
}

/**
 * Reads JSON as `JSON.parse` does and says where each top member stands in the text. Refuses beyond that: duplicate keys,
 * nesting over 128, more than 20 000 keys in one object, and unpaired surrogates, which a UTF-8 store would change.
 */
export function readJson(text: string): JsonReading {
  if (text.length > documentLimits.documentCharacters) {
    throw documentError('document_too_large', {
      size: text.length,
      limit: documentLimits.documentCharacters,
    });
  }
  const lone = text.search(/\p{Surrogate}/u);
  if (lone !== -1) throw documentError('json_lone_surrogate', placeOf(text, lone));

  const path: (string | number)[] = [];
  let at = 0;

  const root = readValue(1);
  skipSpace();
  if (at < text.length) throw syntax('something follows the end of the document');
  return { value: root.value, members: root.members };

  function readValue(depth: number): { value: JsonValue; members: ReadonlyMap<string, JsonMember> } {
    skipSpace();
    const character = text[at];
    if (character === '{' || character === '[') {
      if (depth > documentLimits.depth) {
        throw documentError('json_too_deep', {
          ...placeOf(text, at),
          path: shownPath(path.slice(0, 3)),
          limit: documentLimits.depth,
        });
      }
      return character === '{' ? readObject(depth) : { value: readArray(depth), members: noMembers };
    }
    return { value: readScalar(character), members: noMembers };
  }

  function readObject(depth: number): { value: JsonObject; members: ReadonlyMap<string, JsonMember> } {
    const object: Record<string, JsonValue> = Object.create(null);
    const members = depth <= placedLevels ? new Map<string, JsonMember>() : null;
    let count = 0;
    at += 1;
    skipSpace();
    if (text[at] === '}') {
      at += 1;
      return { value: object, members: members ?? noMembers };
    }
    for (;;) {
      skipSpace();
      const keyAt = at;
      if (text[at] !== '"') throw syntax('a key in double quotes is expected');
      const key = readString();
      if (key in object) {
        throw documentError('json_duplicate_key', { ...placeOf(text, keyAt), key, path: shownPath(path) });
      }
      count += 1;
      if (count > documentLimits.keysPerObject) {
        throw documentError('json_too_many_keys', {
          path: shownPath(path),
          limit: documentLimits.keysPerObject,
        });
      }
      skipSpace();
      if (text[at] !== ':') throw syntax(`a colon is expected after the key "${key.slice(0, 60)}"`);
      at += 1;
      skipSpace();
      const start = at;
      path.push(key);
      const read = readValue(depth + 1);
      path.pop();
      object[key] = read.value;
      members?.set(key, { start, end: at, members: read.members });
      if (!continues('}')) return { value: object, members: members ?? noMembers };
    }
  }

  function readArray(depth: number): readonly JsonValue[] {
    const values: JsonValue[] = [];
    at += 1;
    skipSpace();
    if (text[at] === ']') {
      at += 1;
      return values;
    }
    for (;;) {
      path.push(values.length);
      const { value } = readValue(depth + 1);
      path.pop();
      values.push(value);
      if (!continues(']')) return values;
    }
  }

  function continues(closing: '}' | ']'): boolean {
    skipSpace();
    if (text[at] === ',') {
      at += 1;
      return true;
    }
    if (text[at] !== closing) throw syntax(`a comma or ${closing} is expected`);
    at += 1;
    return false;
  }

  function readScalar(character: string | undefined): JsonValue {
    if (character === '"') return readString();
    if (character === 't') return readWord('true', true);
    if (character === 'f') return readWord('false', false);
    if (character === 'n') return readWord('null', null);
    const number = matchAt(numberPattern);
    if (number === null) throw syntax('a value is expected');
    return Number(number);
  }

  function readWord<Value extends JsonValue>(word: string, value: Value): Value {
    if (!text.startsWith(word, at)) throw syntax(`a value is expected, perhaps ${word}`);
    at += word.length;
    return value;
  }

  function readString(): string {
    const plain = matchAt(plainStringPattern);
    if (plain !== null) return plain.slice(1, -1);
    const pieces: string[] = [];
    at += 1;
    for (;;) {
      const piece = matchAt(piecePattern);
      if (piece !== null) pieces.push(piece);
      const character = text[at];
      if (character === '"') {
        at += 1;
        return pieces.join('');
      }
      if (character !== '\\') {
        throw syntax(
          character === undefined
            ? 'the closing quote of a string is expected'
            : 'a control character stands inside a string: write it as \\uXXXX',
        );
      }
      pieces.push(readEscape());
    }
  }

  function readEscape(): string {
    const letter = text[at + 1] ?? '';
    const simple = escapes.get(letter);
    if (simple !== undefined) {
      at += 2;
      return simple;
    }
    const code = matchAt(codePattern);
    if (code === null) throw syntax(`\\${letter} is not an escape that JSON knows`);
    return String.fromCharCode(Number.parseInt(code.slice(2), 16));
  }

  function matchAt(pattern: RegExp): string | null {
    pattern.lastIndex = at;
    const matched = pattern.exec(text)?.[0];
    if (matched === undefined) return null;
    at += matched.length;
    return matched;
  }

  function skipSpace(): void {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      at += 1;
    }
  }

  function syntax(reason: string): Error {
    return documentError('json_syntax', {
      ...placeOf(text, at),
      path: shownPath(path),
      reason: at < text.length ? reason : `${reason}, but the text ends`,
    });
  }
}

const placedLevels = 2;
const noMembers: ReadonlyMap<string, JsonMember> = new Map();
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// Everything from the space up except the quote and the backslash.
const plainStringPattern = /"[ !#-[\]-\uffff]*"/y;
const piecePattern = /[ !#-[\]-\uffff]+/y;
const codePattern = /\\u[0-9a-fA-F]{4}/y;
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: at - lastBreak };
}

function shownPath(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the document';
  return path.reduce<string>((shown, step) => {
    if (typeof step === 'number') return `${shown}[${step}]`;
    return shown === '' ? step : `${shown}.${step}`;
  }, '');
}
