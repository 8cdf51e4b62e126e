import { compareLabels, readLabelPairs, type LabelPairs } from './compare-labels.ts';
import type { MatrixBlock, SampleLists } from './matrix-block.ts';

/** A block and the times of it that are wanted, both inclusive, milliseconds. The parts of one answer follow each other in time. */
export interface MatrixPart {
  readonly block: MatrixBlock;
  readonly startMs: number;
  readonly endMs: number;
}

/** An answer that is not written yet: its size is known, its bytes are copied piece by piece. */
export interface SplicedMatrix {
  readonly byteLength: number;
  readonly series: number;
  /** Writes the answer in pieces of about `pieceBytes`; each is a buffer of its own. */
  pieces(pieceBytes: number): Generator<Buffer, void>;
}

const head = Buffer.from('{"status":"success","data":{"resultType":"matrix","result":[');
const metricKey = Buffer.from('{"metric":');
const valuesKey = Buffer.from(',"values":[');
const histogramsKey = Buffer.from(',"histograms":[');
const comma = Buffer.from(',');
const listEnd = Buffer.from(']');
const seriesEnd = Buffer.from('}');

/**
 * Joins parts of one query into the answer for all of their times, series in the order of Prometheus, samples as the bytes they came
 * in. Yields undefined from time to time where other work may be done; the last value is the answer.
 */
export function* spliceSteps(parts: readonly MatrixPart[]): Generator<undefined, SplicedMatrix> {
  const slices = createSlices();
  const cursors = parts.map((part) => createCursor(part));
  let series = 0;
  let met = 0;
  for (;;) {
    const smallest = smallestOf(cursors);
    if (smallest === undefined) break;
    met += 1;
    if (met % seriesBetweenPauses === 0) yield undefined;
    const same = cursors.filter((cursor) => cursor.isAt(smallest));
    const first = same[0];
    if (first === undefined) break;
    if (writeSeries(slices, same, series > 0)) series += 1;
    for (const cursor of same) cursor.advance();
  }
  const tail = Buffer.from(`]${parts.at(-1)?.block.tail ?? '}}'}`);
  return {
    byteLength: head.length + slices.byteLength() + tail.length,
    series,
    pieces: (pieceBytes) => piecesOf(slices, tail, pieceBytes),
  };
}

/** Some milliseconds of work. */
const seriesBetweenPauses = 2_000;

/** Walks the series of one part in their order. */
interface Cursor {
  readonly part: MatrixPart;
  index(): number;
  isDone(): boolean;
  pairs(): LabelPairs;
  isAt(other: Cursor): boolean;
  advance(): void;
}

function createCursor(part: MatrixPart): Cursor {
  const { body, labelStarts, labelEnds } = part.block;
  let index = 0;
  let read: LabelPairs | undefined;
  const cursor: Cursor = {
    part,
    index: () => index,
    isDone: () => index >= labelStarts.length,
    pairs: () => (read ??= readLabelPairs(body, labelStarts[index] ?? 0, labelEnds[index] ?? 0)),
    isAt(other) {
      if (other === cursor) return true;
      if (cursor.isDone()) return false;
      return hasSameLabels(cursor, other) || compareLabels(cursor.pairs(), other.pairs()) === 0;
    },
    advance() {
      index += 1;
      read = undefined;
    },
  };
  return cursor;
}

function hasSameLabels(left: Cursor, right: Cursor): boolean {
  const leftBlock = left.part.block;
  const rightBlock = right.part.block;
  const leftStart = leftBlock.labelStarts[left.index()] ?? 0;
  const rightStart = rightBlock.labelStarts[right.index()] ?? 0;
  const leftEnd = leftBlock.labelEnds[left.index()] ?? 0;
  const rightEnd = rightBlock.labelEnds[right.index()] ?? 0;
  return (
    leftEnd - leftStart === rightEnd - rightStart &&
    leftBlock.body.compare(rightBlock.body, rightStart, rightEnd, leftStart, leftEnd) === 0
  );
}

/** The cursor whose series comes first; labels are read only where two differ, which is where a series came or went. */
function smallestOf(cursors: readonly Cursor[]): Cursor | undefined {
  let smallest: Cursor | undefined;
  for (const cursor of cursors) {
    if (cursor.isDone()) continue;
    if (smallest === undefined) smallest = cursor;
    else if (!hasSameLabels(cursor, smallest) && compareLabels(cursor.pairs(), smallest.pairs()) < 0) {
      smallest = cursor;
    }
  }
  return smallest;
}

/** Writes one series of all parts that have it; nothing, and false, when none of its samples lies in the window. */
function writeSeries(slices: Slices, cursors: readonly Cursor[], needsComma: boolean): boolean {
  const floats = cursors.flatMap((cursor) => samplesOf(cursor, cursor.part.block.floats));
  const histograms = cursors.flatMap((cursor) => samplesOf(cursor, cursor.part.block.histograms));
  const [first] = cursors;
  if (first === undefined || (floats.length === 0 && histograms.length === 0)) return false;
  const { block } = first.part;
  if (needsComma) slices.add(comma, 0, 1);
  slices.add(metricKey, 0, metricKey.length);
  slices.add(block.body, block.labelStarts[first.index()] ?? 0, block.labelEnds[first.index()] ?? 0);
  writeSamples(slices, valuesKey, floats);
  writeSamples(slices, histogramsKey, histograms);
  slices.add(seriesEnd, 0, 1);
  return true;
}

interface Bytes {
  readonly body: Buffer;
  readonly start: number;
  readonly end: number;
}

function writeSamples(slices: Slices, key: Buffer, samples: readonly Bytes[]): void {
  if (samples.length === 0) return;
  slices.add(key, 0, key.length);
  for (const [index, { body, start, end }] of samples.entries()) {
    if (index > 0) slices.add(comma, 0, 1);
    slices.add(body, start, end);
  }
  slices.add(listEnd, 0, 1);
}

/** The bytes of the samples of one series that lie in the window of its part: one piece, or none. */
function samplesOf(cursor: Cursor, lists: SampleLists): readonly Bytes[] {
  const { block, startMs, endMs } = cursor.part;
  const from = lists.from[cursor.index()] ?? 0;
  const to = lists.to[cursor.index()] ?? 0;
  if (from === to) return noBytes;
  const first = firstAtOrAfter(block, from, to, startMs);
  const after = firstAtOrAfter(block, first, to, endMs + 1);
  if (first >= after) return noBytes;
  const start = block.sampleStarts[first] ?? 0;
  const end = after === to ? (lists.ends[cursor.index()] ?? 0) : (block.sampleStarts[after] ?? 0) - 1;
  return [{ body: block.body, start, end }];
}

const noBytes: readonly Bytes[] = [];

function firstAtOrAfter(block: MatrixBlock, from: number, to: number, timeMs: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sampleTimeMs(block.body, block.sampleStarts[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `[1700000000.123,`: the time in milliseconds; Prometheus prints whole seconds, or exactly three decimals. */
function sampleTimeMs(body: Buffer, at: number): number {
  let next = at + 1;
  const isNegative = body[next] === minus;
  if (isNegative) next += 1;
  let value = 0;
  let decimals = -1;
  for (;;) {
    const byte = body[next];
    if (byte === point) decimals = 0;
    else if (byte !== undefined && byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero);
      if (decimals >= 0) decimals += 1;
    } else break;
    next += 1;
  }
  const milliseconds = decimals <= 0 ? value * 1_000 : value * 10 ** (3 - decimals);
  return isNegative ? -milliseconds : milliseconds;
}

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;

/** What an answer is made of, in order: bytes of buffers that do not change. */
interface Slices {
  add(body: Buffer, start: number, end: number): void;
  byteLength(): number;
  all(): readonly Bytes[];
}

function createSlices(): Slices {
  const list: Bytes[] = [];
  let byteLength = 0;
  return {
    add(body, start, end) {
      list.push({ body, start, end });
      byteLength += end - start;
    },
    byteLength: () => byteLength,
    all: () => list,
  };
}

function* piecesOf(slices: Slices, tail: Buffer, pieceBytes: number): Generator<Buffer, void> {
  let left = head.length + slices.byteLength() + tail.length;
  let piece = Buffer.allocUnsafe(Math.min(pieceBytes, left));
  let used = 0;
  for (const { body, start, end } of withEnds(slices.all(), tail)) {
    let at = start;
    while (at < end) {
      const copied = body.copy(piece, used, at, end);
      used += copied;
      at += copied;
      if (used === piece.length) {
        yield piece;
        left -= used;
        used = 0;
        piece = Buffer.allocUnsafe(Math.min(pieceBytes, left));
      }
    }
  }
}

function* withEnds(list: readonly Bytes[], tail: Buffer): Generator<Bytes, void> {
  yield { body: head, start: 0, end: head.length };
  yield* list;
  yield { body: tail, start: 0, end: tail.length };
}
