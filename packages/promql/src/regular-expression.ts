import { InvalidExpression } from './invalid-expression.ts';
import { readCharacterEscape } from './regular-expression-escape.ts';
import { isUnicodeClass } from './unicode-class.ts';

/** What is known of a regular expression without running it. */
export type RegularExpression =
  | { readonly kind: 'valid'; readonly matchesEmpty: boolean }
  /** Go's words, and the part they are about. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly part: string };

/**
 * Reads a regular expression of Go's syntax (RE2) far enough to know whether it is one, and whether it matches the empty text.
 * Nobody's pattern is ever compiled in JavaScript, whose engine can be made to run for hours.
 */
export function readRegularExpression(pattern: string): RegularExpression {
  if (!special.test(pattern)) return { kind: 'valid', matchesEmpty: pattern === '' };
  if (alternatives.test(pattern)) {
    return { kind: 'valid', matchesEmpty: /^\||\|\||\|$/.test(pattern) };
  }
  const reader = new Reader(pattern);
  try {
    return { kind: 'valid', matchesEmpty: reader.read() };
  } catch (error) {
    if (error instanceof InvalidExpression)
      return { kind: 'invalid', reason: error.message, part: error.part };
    throw error;
  }
}

const special = /[\\.+*?()|[\]{}^$]/;
const alternatives = /^[^\\.+*?()[\]{}^$]*$/;

/** Go's bounds: instructions of the compiled form, levels of the tree, and repetitions multiplied along a path. */
const mostInstructions = Math.floor((128 * 1024 * 1024) / 40);
const mostLevels = 1000;
const mostRepetitions = 1000;

/** A part of the expression that was read. */
interface Piece {
  readonly matchesEmpty: boolean;
  readonly repetitions: number;
  readonly instructions: number;
  readonly levels: number;
}

const character: Piece = { matchesEmpty: false, repetitions: 1, instructions: 1, levels: 1 };
const assertion: Piece = { ...character, matchesEmpty: true };
const nothing: Piece = { ...character, matchesEmpty: true };

/** A parenthesis that is open, or the whole. */
interface Group {
  readonly isCapture: boolean;
  branches: Piece[];
  pieces: Piece[];
}

class Reader {
  readonly #pattern: string;
  readonly #lastNamedEnd: number;
  #at = 0;
  readonly #groups: Group[] = [{ isCapture: false, branches: [], pieces: [] }];
  /** Where the repetition just read began; -1 when something else was read. */
  #repetitionFrom = -1;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#lastNamedEnd = pattern.lastIndexOf(':]');
  }

  read(): boolean {
    const pattern = this.#pattern;
    while (this.#at < pattern.length) {
      const from = this.#at;
      const isRepetition = this.#readNext(pattern[from] ?? '');
      this.#repetitionFrom = isRepetition ? from : -1;
    }
    if (this.#groups.length !== 1) throw new InvalidExpression('missing closing )', pattern);
    return this.#closed(this.#group()).matchesEmpty;
  }

  /** Reads one thing; true when it was a repetition. */
  #readNext(next: string): boolean {
    switch (next) {
      case '(':
        this.#openGroup();
        return false;
      case '|': {
        const group = this.#group();
        group.branches.push(joined(group.pieces));
        group.pieces = [];
        this.#at += 1;
        return false;
      }
      case ')':
        this.#closeGroup();
        return false;
      case '^':
      case '$':
        this.#push(assertion, 1);
        return false;
      case '.':
        this.#push(character, 1);
        return false;
      case '[':
        this.#readClass();
        return false;
      case '*':
      case '+':
      case '?':
        this.#repeat(next, 1, next === '+' ? 1 : 0, next === '?' ? 1 : -1);
        return true;
      case '{':
        return this.#readCount();
      case '\\':
        this.#readEscape();
        return false;
      default:
        this.#readLiteral();
        return false;
    }
  }

  #readLiteral(): void {
    this.#push(character, this.#characterLength(this.#at));
  }

  #openGroup(): void {
    const rest = this.#pattern.slice(this.#at);
    if (!rest.startsWith('(?')) {
      this.#groups.push({ isCapture: true, branches: [], pieces: [] });
      this.#at += 1;
      return;
    }
    if ((rest.startsWith('(?P<') && rest.length > 4) || (rest.startsWith('(?<') && rest.length > 3)) {
      const end = rest.indexOf('>');
      if (end === -1) throw new InvalidExpression('invalid named capture', rest);
      const name = rest.slice(rest.startsWith('(?P<') ? 4 : 3, end);
      if (!/^[A-Za-z0-9_]+$/.test(name))
        throw new InvalidExpression('invalid named capture', rest.slice(0, end + 1));
      this.#groups.push({ isCapture: true, branches: [], pieces: [] });
      this.#at += end + 1;
      return;
    }
    const flags = /^\(\?(?:[imsU]*|[imsU]*-[imsU]+)([:)])/.exec(rest);
    if (flags === null) {
      const read = /^\(\?[imsU]*(?:-[imsU]*)?/.exec(rest)?.[0].length ?? 2;
      const end = read < rest.length ? read + this.#characterLength(this.#at + read) : read;
      throw new InvalidExpression('invalid or unsupported Perl syntax', rest.slice(0, end));
    }
    if (flags[1] === ':') this.#groups.push({ isCapture: false, branches: [], pieces: [] });
    this.#at += flags[0].length;
  }

  #closeGroup(): void {
    if (this.#groups.length < 2) throw new InvalidExpression('unexpected )', this.#pattern);
    const group = this.#group();
    this.#groups.pop();
    const whole = this.#closed(group);
    const piece = group.isCapture
      ? { ...whole, instructions: whole.instructions + 2, levels: whole.levels + 1 }
      : whole;
    this.#push(piece, 1);
  }

  #readCount(): boolean {
    const found = /^\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/.exec(this.#pattern.slice(this.#at, this.#at + 64));
    if (found === null) {
      this.#push(character, 1);
      return false;
    }
    const least = Number(found[1]);
    const upper = found[3] === undefined ? -1 : Number(found[3]);
    const most = found[2] === undefined ? least : upper;
    if (least > 1000 || most > 1000 || (most >= 0 && least > most)) {
      throw new InvalidExpression('invalid repeat count', found[0]);
    }
    this.#repeat('{', found[0].length, least, most);
    return true;
  }

  #repeat(kind: string, length: number, least: number, most: number): void {
    const from = this.#at;
    const isLazy = this.#pattern[from + length] === '?';
    const end = from + length + (isLazy ? 1 : 0);
    if (this.#repetitionFrom !== -1) {
      throw new InvalidExpression(
        'invalid nested repetition operator',
        this.#pattern.slice(this.#repetitionFrom, end),
      );
    }
    const pieces = this.#group().pieces;
    const piece = pieces.at(-1);
    if (piece === undefined) {
      throw new InvalidExpression('missing argument to repetition operator', this.#pattern.slice(from, end));
    }
    const repeated = repeatedPiece(piece, kind, least, most);
    if (kind === '{' && repeated.repetitions > mostRepetitions) {
      throw new InvalidExpression('invalid repeat count', this.#pattern.slice(from, end));
    }
    pieces.pop();
    this.#push(repeated, end - from);
  }

  #readEscape(): void {
    const next = this.#pattern[this.#at + 1] ?? '';
    if (next !== '' && 'AbBz'.includes(next)) {
      // Between nothing and nothing there is no boundary of a word.
      return this.#push(next === 'b' ? { ...assertion, matchesEmpty: false } : assertion, 2);
    }
    if (next === 'C') throw new InvalidExpression('invalid escape sequence', '\\C');
    if (next === 'Q') {
      this.#at += 2;
      const closing = this.#pattern.indexOf('\\E', this.#at);
      const end = closing === -1 ? this.#pattern.length : closing;
      while (this.#at < end) this.#readLiteral();
      this.#at = closing === -1 ? end : end + 2;
      return;
    }
    const end = this.#classEnd(this.#at) ?? this.#characterEnd(this.#at);
    this.#push(character, end - this.#at);
  }

  #readClass(): void {
    const from = this.#at;
    const whole = this.#pattern.slice(from);
    let at = from + 1;
    if (this.#pattern[at] === '^') at += 1;
    let isFirst = true;
    while (this.#pattern[at] !== ']' || isFirst) {
      isFirst = false;
      const named = this.#posixClassEnd(at) ?? this.#classEnd(at);
      if (named !== null) {
        at = named;
        continue;
      }
      const start = at;
      const low = this.#classCharacter(at, whole);
      at = low.end;
      if (this.#pattern[at] === '-' && at + 1 < this.#pattern.length && this.#pattern[at + 1] !== ']') {
        const high = this.#classCharacter(at + 1, whole);
        at = high.end;
        if (high.codePoint < low.codePoint) {
          throw new InvalidExpression('invalid character class range', this.#pattern.slice(start, at));
        }
      }
    }
    this.#push(character, at + 1 - from);
  }

  #classCharacter(at: number, whole: string): { readonly codePoint: number; readonly end: number } {
    if (at >= this.#pattern.length) throw new InvalidExpression('missing closing ]', whole);
    if (this.#pattern[at] === '\\') return readCharacterEscape(this.#pattern, at);
    return { codePoint: this.#pattern.codePointAt(at) ?? 0, end: at + this.#characterLength(at) };
  }

  /** The end of `[:alpha:]` at a place; null where there is none. */
  #posixClassEnd(at: number): number | null {
    // Looked for from the end first, once: a pattern of nothing but openings must stay linear.
    if (!this.#pattern.startsWith('[:', at) || this.#lastNamedEnd < at + 2) return null;
    const closing = this.#pattern.indexOf(':]', at + 2);
    if (closing === -1) return null;
    const name = this.#pattern.slice(at, closing + 2);
    if (!posixClass.test(name)) throw new InvalidExpression('invalid character class range', name);
    return closing + 2;
  }

  /** The end of `\d` and `\p{Greek}` at a place; null where there is none. */
  #classEnd(at: number): number | null {
    if (this.#pattern[at] !== '\\') return null;
    const letter = this.#pattern[at + 1] ?? '';
    if (letter !== '' && 'dDsSwW'.includes(letter)) return at + 2;
    if (letter !== 'p' && letter !== 'P') return null;
    const first = at + 2;
    if (first >= this.#pattern.length)
      throw new InvalidExpression('invalid character class range', this.#pattern.slice(at));
    const isBraced = this.#pattern[first] === '{';
    const closing = isBraced ? this.#pattern.indexOf('}', at) : first + this.#characterLength(first) - 1;
    if (closing === -1) throw new InvalidExpression('invalid character class range', this.#pattern.slice(at));
    const name = this.#pattern.slice(isBraced ? first + 1 : first, isBraced ? closing : closing + 1);
    if (!isUnicodeClass(name.replace(/^\^/, ''))) {
      throw new InvalidExpression('invalid character class range', this.#pattern.slice(at, closing + 1));
    }
    return closing + 1;
  }

  #characterEnd(at: number): number {
    return readCharacterEscape(this.#pattern, at).end;
  }

  #characterLength(at: number): number {
    return (this.#pattern.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }

  #push(piece: Piece, length: number): void {
    if (piece.instructions > mostInstructions)
      throw new InvalidExpression('expression too large', this.#pattern);
    if (piece.levels > mostLevels) throw new InvalidExpression('expression nests too deeply', this.#pattern);
    this.#group().pieces.push(piece);
    this.#at += length;
  }

  #group(): Group {
    const group = this.#groups.at(-1);
    if (group === undefined) throw new InvalidExpression('unexpected )', this.#pattern);
    return group;
  }

  #closed(group: Group): Piece {
    const branches = [...group.branches, joined(group.pieces)];
    const [only] = branches;
    if (branches.length === 1 && only !== undefined) return only;
    const whole = {
      matchesEmpty: branches.some(({ matchesEmpty }) => matchesEmpty),
      repetitions: largest(branches, ({ repetitions }) => repetitions),
      instructions: branches.reduce((sum, { instructions }) => sum + instructions, branches.length - 1),
      levels: largest(branches, ({ levels }) => levels) + 1,
    };
    if (whole.instructions > mostInstructions)
      throw new InvalidExpression('expression too large', this.#pattern);
    return whole;
  }
}

const posixClass =
  /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]$/;

function joined(pieces: readonly Piece[]): Piece {
  const [only] = pieces;
  if (only === undefined) return nothing;
  if (pieces.length === 1) return only;
  return {
    matchesEmpty: pieces.every(({ matchesEmpty }) => matchesEmpty),
    repetitions: largest(pieces, ({ repetitions }) => repetitions),
    instructions: pieces.reduce((sum, { instructions }) => sum + instructions, 0),
    levels: largest(pieces, ({ levels }) => levels) + 1,
  };
}

function largest(pieces: readonly Piece[], figure: (piece: Piece) => number): number {
  return pieces.reduce((most, piece) => Math.max(most, figure(piece)), 0);
}

function repeatedPiece(piece: Piece, kind: string, least: number, most: number): Piece {
  const count = most === -1 ? least : most;
  const times = most === 0 ? 0 : Math.max(1, count) * Math.max(1, piece.repetitions);
  return {
    matchesEmpty: piece.matchesEmpty || least === 0,
    repetitions: kind === '{' ? times : piece.repetitions,
    instructions: repeatedInstructions(piece.instructions, kind, least, most),
    levels: piece.levels + 1,
  };
}

function repeatedInstructions(inner: number, kind: string, least: number, most: number): number {
  if (kind === '*') return inner + 2;
  if (kind !== '{') return inner + 1;
  if (most === -1) return least === 0 ? inner + 2 : 1 + least * inner;
  return Math.max(1, most * inner + (most - least));
}
