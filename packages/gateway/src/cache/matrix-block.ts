import { inSlices } from './in-slices.ts';
import { matrixText } from './matrix-text.ts';

/**
 * Part of a matrix answer as its bytes, with an index of where each series and each sample lies. Nothing in it changes after it was
 * made, so a slow client may still read what the cache has let go.
 */
export interface MatrixBlock {
  readonly body: Buffer;
  /** Of series: the bytes of the label object. */
  readonly labelStarts: Uint32Array;
  readonly labelEnds: Uint32Array;
  /** By series: its float samples, then its histogram samples; lists of the same length as `labelStarts`. */
  readonly floats: SampleLists;
  readonly histograms: SampleLists;
  /** Where each sample begins in the body; the samples of one list follow each other with one comma between. */
  readonly sampleStarts: Uint32Array;
  /** What ends the answer after the list of series; upstreams differ in a newline. */
  readonly tail: string;
}

/** Samples `from[i]` to `to[i]` (exclusive) of series i, whose last byte is before `ends[i]`. */
export interface SampleLists {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly ends: Uint32Array;
}

const { head, metricKey, valuesKey, histogramsKey } = matrixText;
const tails: readonly string[] = ['}}', '}}\n'];

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** No number of an answer is longer. */
const longestNumber = 40;
/** Bytes that are looked at before the event loop is let go. */
const sliceBytes = 4_194_304;

/**
 * Finds series and samples in the body of a `query_range` answer without parsing it, in slices where it is large. Undefined when the
 * answer is anything but a plain, successful matrix: annotations, another result type, an upstream that writes its JSON in another way.
 */
export function indexMatrix(body: Buffer): Promise<MatrixBlock | undefined> {
  return inSlices(indexSteps(body));
}

/** Whether the ends of a body are those of a plain, successful matrix: annotations stand behind the series. */
export function isPlainMatrix(body: Buffer): boolean {
  return (
    startsWith(body, head, 0) &&
    tails.some((tail) => body.toString('latin1', Math.max(0, body.length - tail.length - 1)) === `]${tail}`)
  );
}

function* indexSteps(body: Buffer): Generator<undefined, MatrixBlock | undefined> {
  if (!isPlainMatrix(body)) return undefined;
  const series = createSeriesLists();
  const samples = createNumbers(Math.max(16, Math.ceil(body.length / 28)));
  let at = head.length;
  let pauseAt = at + sliceBytes;
  while (body[at] !== closeBracket) {
    if (at > pauseAt) {
      pauseAt = at + sliceBytes;
      yield undefined;
    }
    if (!startsWith(body, metricKey, at)) return undefined;
    const labelStart = at + metricKey.length;
    const labelEnd = endOfObject(body, labelStart);
    if (labelEnd < 0) return undefined;
    series.labelStarts.push(labelStart);
    series.labelEnds.push(labelEnd);
    at = labelEnd;
    const hasFloats = startsWith(body, valuesKey, at);
    at = readSamples(body, hasFloats ? at + valuesKey.length : -1, at, series.floats, samples, endOfFloat);
    const hasHistograms = at > 0 && startsWith(body, histogramsKey, at);
    at = readSamples(
      body,
      hasHistograms ? at + histogramsKey.length : -1,
      at,
      series.histograms,
      samples,
      endOfArray,
    );
    if (at < 0 || body[at] !== closeBrace || (!hasFloats && !hasHistograms)) return undefined;
    at += 1;
    if (body[at] === comma) at += 1;
    else if (body[at] !== closeBracket) return undefined;
  }
  const tail = body.toString('latin1', at + 1);
  if (!tails.includes(tail)) return undefined;
  return {
    body,
    labelStarts: series.labelStarts.all(),
    labelEnds: series.labelEnds.all(),
    floats: series.floats.all(),
    histograms: series.histograms.all(),
    sampleStarts: samples.all(),
    tail,
  };
}

/** Reads the list that begins at `at`, or notes an empty one when there is none; gives the byte after it, -1 when it is malformed. */
function readSamples(
  body: Buffer,
  at: number,
  without: number,
  lists: GrowingLists,
  samples: Numbers,
  endOfSample: (body: Buffer, at: number, timeWidth: number) => number,
): number {
  lists.from.push(samples.length());
  if (at < 0) {
    lists.to.push(samples.length());
    lists.ends.push(0);
    return without;
  }
  let next = at;
  const timeWidth = timeWidthOf(body, at);
  for (;;) {
    if (body[next] !== openBracket) return -1;
    samples.push(next);
    next = endOfSample(body, next, timeWidth);
    if (next < 0) return -1;
    if (body[next] === closeBracket) break;
    if (body[next] !== comma) return -1;
    next += 1;
  }
  lists.to.push(samples.length());
  lists.ends.push(next);
  return next + 1;
}

/**
 * `[1700000000.123,"1.5"]`: the byte after it. The comma is looked for first where the one of the sample before stood: times of a list
 * grow, so that theirs become shorter by the decimals at most, and in so little no other comma and quote follow each other.
 */
function endOfFloat(body: Buffer, at: number, timeWidth: number): number {
  if (body[at + 1] === comma) return -1;
  let open = at + timeWidth + 1;
  if (body[open] !== quote || body[open - 1] !== comma) {
    open = at + 2;
    const last = open + longestNumber;
    while (open < last && body[open] !== quote) open += 1;
    if (body[open] !== quote || body[open - 1] !== comma) return -1;
  }
  const last = open + longestNumber;
  for (let next = open + 2; next < last; next += 1) {
    if (body[next] === quote) return body[next + 1] === closeBracket ? next + 2 : -1;
  }
  return -1;
}

/** Bytes from the bracket to the comma; where nothing is found for a time before 1970, which becomes shorter as it grows. */
function timeWidthOf(body: Buffer, at: number): number {
  if (body[at + 1] === minus) return 1;
  let next = at;
  while (next < at + longestNumber && body[next] !== comma) next += 1;
  return next - at;
}

/** A nested list or object without escapes in its strings: the byte after its end. */
function endOfArray(body: Buffer, at: number): number {
  let depth = 0;
  for (let next = at; next < body.length; next += 1) {
    const byte = body[next];
    if (byte === openBracket || byte === openBrace) depth += 1;
    else if (byte === closeBracket || byte === closeBrace) {
      depth -= 1;
      if (depth === 0) return next + 1;
    } else if (byte === backslash) return -1;
  }
  return -1;
}

/** `{"name":"value",…}`, where the strings may hold anything: the byte after its brace. */
function endOfObject(body: Buffer, at: number): number {
  if (body[at] !== openBrace) return -1;
  if (body[at + 1] === closeBrace) return at + 2;
  let next = at;
  do {
    next = endOfString(body, next + 1);
    if (next < 0 || body[next] !== colon) return -1;
    next = endOfString(body, next + 1);
    if (next < 0) return -1;
  } while (body[next] === comma);
  return body[next] === closeBrace ? next + 1 : -1;
}

function endOfString(body: Buffer, at: number): number {
  if (body[at] !== quote) return -1;
  let from = at + 1;
  for (;;) {
    const end = body.indexOf(quote, from);
    if (end < 0) return -1;
    let slashes = 0;
    while (body[end - 1 - slashes] === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    from = end + 1;
  }
}

function startsWith(body: Buffer, text: Buffer, at: number): boolean {
  return body.length >= at + text.length && text.compare(body, at, at + text.length) === 0;
}

interface Numbers {
  push(value: number): void;
  length(): number;
  all(): Uint32Array;
}

interface GrowingLists {
  readonly from: Numbers;
  readonly to: Numbers;
  readonly ends: Numbers;
  all(): SampleLists;
}

function createSeriesLists(): {
  readonly labelStarts: Numbers;
  readonly labelEnds: Numbers;
  readonly floats: GrowingLists;
  readonly histograms: GrowingLists;
} {
  return {
    labelStarts: createNumbers(16),
    labelEnds: createNumbers(16),
    floats: createLists(),
    histograms: createLists(),
  };
}

function createLists(): GrowingLists {
  const from = createNumbers(16);
  const to = createNumbers(16);
  const ends = createNumbers(16);
  return { from, to, ends, all: () => ({ from: from.all(), to: to.all(), ends: ends.all() }) };
}

/** A list of numbers that grows; what is kept has exactly its size. */
function createNumbers(expected: number): Numbers {
  let numbers = new Uint32Array(expected);
  let length = 0;
  return {
    push(value) {
      if (length === numbers.length) {
        const wider = new Uint32Array(length * 2);
        wider.set(numbers);
        numbers = wider;
      }
      numbers[length] = value;
      length += 1;
    },
    length: () => length,
    all: () => numbers.slice(0, length),
  };
}
