import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareLabels, readLabelPairs, type LabelPairs } from './compare-labels.ts';
import { inSlices } from './in-slices.ts';
import type { MatrixBlock } from './matrix-block.ts';
import { matrixText } from './matrix-text.ts';

/** A block and the times of it that are wanted, both inclusive, milliseconds. The parts of one answer follow each other in time. */
export interface MatrixPart {
  readonly block: MatrixBlock;
  readonly startMs: number;
  readonly endMs: number;
}

/** An answer that is not written yet: its size is known, its bytes are copied piece by piece. */
export interface SplicedMatrix {
  readonly byteLength: number;
  /**
   * The answer in pieces: long runs of samples as they lie in their blocks, the rest copied into buffers of `scratchBytes`. Other work
   * is done after every megabyte: a socket that takes all at once would keep the event loop until the end.
   */
  pieces(scratchBytes?: number): AsyncGenerator<Buffer, void>;
  /** The answer as one buffer. */
  whole(): Promise<Buffer>;
}

const { head, metricKey, valuesKey, histogramsKey } = matrixText;
const comma = Buffer.from(',');
const listEnd = Buffer.from(']');
const seriesEnd = Buffer.from('}');
/** What is copied is copied into buffers of this size. */
const defaultScratchBytes = 65_536;
/** Bytes that are copied or sent before other work is done. */
const bytesBetweenPauses = 1_048_576;

/**
 * Joins parts of one query into the answer for all of their times, series in the order of Prometheus, samples as the bytes they came
 * in; in slices where there are many. Undefined when series came or went and a part has its own in another order: nobody can say then
 * where they belong.
 */
export function splice(parts: readonly MatrixPart[]): Promise<SplicedMatrix | undefined> {
  return inSlices(spliceSteps(parts));
}

function* spliceSteps(parts: readonly MatrixPart[]): Generator<undefined, SplicedMatrix | undefined> {
  const slices = createSlices();
  slices.add(head, 0, head.length);
  const cursors = parts.map((part) => createCursor(part));
  let hasSeries = false;
  let met = 0;
  let isOrdered = false;
  for (;;) {
    if (!isOrdered && !haveSameSeries(cursors)) {
      for (const { block } of parts) {
        if (!isInOrder(block)) return undefined;
        yield undefined;
      }
      isOrdered = true;
    }
    const smallest = smallestOf(cursors);
    if (smallest === undefined) break;
    met += 1;
    if (met % seriesBetweenPauses === 0) yield undefined;
    const same = cursors.filter((cursor) => cursor.isAt(smallest));
    if (writeSeries(slices, same, hasSeries)) hasSeries = true;
    for (const cursor of same) cursor.advance();
  }
  const tail = Buffer.from(`]${parts.at(-1)?.block.tail ?? '}}'}`);
  slices.add(tail, 0, tail.length);
  const byteLength = slices.byteLength();
  const pieces = (scratchBytes = defaultScratchBytes) => paced(piecesOf(slices, scratchBytes));
  return {
    byteLength,
    pieces,
    async whole() {
      // Copied piece by piece, not concatenated: twice the size of the answer would be held.
      const whole = Buffer.allocUnsafeSlow(byteLength);
      let used = 0;
      for await (const piece of pieces()) used += piece.copy(whole, used);
      return whole;
    },
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

/** Whether all parts stand at the same series, or all at their end. */
function haveSameSeries(cursors: readonly Cursor[]): boolean {
  const [first] = cursors;
  if (first === undefined) return true;
  if (first.isDone()) return cursors.every((cursor) => cursor.isDone());
  return cursors.every((cursor) => cursor === first || (!cursor.isDone() && hasSameLabels(cursor, first)));
}

const ordered = new WeakMap<MatrixBlock, boolean>();

/** Whether each series of a block comes after the one before it; found out once. */
function isInOrder(block: MatrixBlock): boolean {
  const known = ordered.get(block);
  if (known !== undefined) return known;
  let before: LabelPairs | undefined;
  let result = true;
  for (let index = 0; index < block.labelStarts.length && result; index += 1) {
    const pairs = readLabelPairs(block.body, block.labelStarts[index] ?? 0, block.labelEnds[index] ?? 0);
    result = before === undefined || compareLabels(before, pairs) < 0;
    before = pairs;
  }
  ordered.set(block, result);
  return result;
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
  const [first] = cursors;
  if (first === undefined) return false;
  const { block } = first.part;
  const begun = slices.length();
  if (needsComma) slices.add(comma, 0, 1);
  slices.add(metricKey, 0, metricKey.length);
  slices.add(block.body, block.labelStarts[first.index()] ?? 0, block.labelEnds[first.index()] ?? 0);
  const hasFloats = writeSamples(slices, valuesKey, cursors, 'floats');
  const hasHistograms = writeSamples(slices, histogramsKey, cursors, 'histograms');
  if (!hasFloats && !hasHistograms) {
    slices.cutTo(begun);
    return false;
  }
  slices.add(seriesEnd, 0, 1);
  return true;
}

/** Writes the samples that lie in the windows of their parts; false when there is none. */
function writeSamples(
  slices: Slices,
  key: Buffer,
  cursors: readonly Cursor[],
  list: 'floats' | 'histograms',
): boolean {
  let isFirst = true;
  for (const cursor of cursors) {
    const { block, startMs, endMs } = cursor.part;
    const index = cursor.index();
    const { from, to, ends } = block[list];
    const last = to[index] ?? 0;
    const first = firstAtOrAfter(block, from[index] ?? 0, last, startMs);
    const after = firstAtOrAfter(block, first, last, endMs + 1);
    if (first >= after) continue;
    if (isFirst) slices.add(key, 0, key.length);
    else slices.add(comma, 0, 1);
    isFirst = false;
    const end = after === last ? (ends[index] ?? 0) : (block.sampleStarts[after] ?? 0) - 1;
    slices.add(block.body, block.sampleStarts[first] ?? 0, end);
  }
  if (!isFirst) slices.add(listEnd, 0, 1);
  return !isFirst;
}

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

/** What an answer is made of, in order: bytes of buffers that do not change. Three lists, because there are many. */
interface Slices {
  add(body: Buffer, start: number, end: number): void;
  length(): number;
  /** Takes the last ones back. */
  cutTo(length: number): void;
  byteLength(): number;
  at(index: number): { readonly body: Buffer; readonly start: number; readonly end: number };
}

function createSlices(): Slices {
  const bodies: Buffer[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let byteLength = 0;
  const at = (index: number) => ({
    body: bodies[index] ?? head,
    start: starts[index] ?? 0,
    end: ends[index] ?? 0,
  });
  return {
    at,
    add(body, start, end) {
      bodies.push(body);
      starts.push(start);
      ends.push(end);
      byteLength += end - start;
    },
    length: () => bodies.length,
    cutTo(length) {
      for (let index = length; index < bodies.length; index += 1)
        byteLength -= (ends[index] ?? 0) - (starts[index] ?? 0);
      bodies.length = length;
      starts.length = length;
      ends.length = length;
    },
    byteLength: () => byteLength,
  };
}

/** Slices from this size on are handed on as they lie, without a copy: buffers made and dropped by the megabyte keep the collector busy. */
const handedOnBytes = 4_096;

function* piecesOf(slices: Slices, pieceBytes: number): Generator<Buffer, void> {
  let left = slices.byteLength();
  let piece = Buffer.allocUnsafe(Math.min(pieceBytes, left));
  let written = 0;
  let used = 0;
  for (let index = 0; index < slices.length(); index += 1) {
    const { body, start, end } = slices.at(index);
    left -= end - start;
    if (end - start >= handedOnBytes) {
      if (used > written) yield piece.subarray(written, used);
      written = used;
      yield body.subarray(start, end);
      continue;
    }
    if (piece.length - used < end - start) {
      if (used > written) yield piece.subarray(written, used);
      piece = Buffer.allocUnsafe(Math.max(end - start, Math.min(pieceBytes, left + end - start)));
      written = 0;
      used = 0;
    }
    used += body.copy(piece, used, start, end);
  }
  if (used > written) yield piece.subarray(written, used);
}

async function* paced(pieces: Iterable<Buffer>): AsyncGenerator<Buffer, void> {
  let bytes = 0;
  for (const piece of pieces) {
    yield piece;
    bytes += piece.length;
    if (bytes < bytesBetweenPauses) continue;
    bytes = 0;
    await nextTurn();
  }
}
