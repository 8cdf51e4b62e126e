import { indexMatrix, type MatrixBlock } from './matrix-block.ts';
import { lastPointUntil, planRange, type Extent, type Grid } from './range-plan.ts';
import { splice } from './splice-matrix.ts';

/** What was fetched at once. */
export interface FetchedBlock extends Extent {
  readonly block: MatrixBlock;
  /** Points up to here do not change any more; before `startMs` when none is so old. */
  readonly finalEndMs: number;
  /** Until then the newer points may be given to others too. */
  readonly freshUntilMs: number;
  readonly fetchedAtMs: number;
}

/** All that is kept of one query, step and phase. It does not change: a new one takes its place. */
export interface RangeEntry {
  readonly blocks: readonly FetchedBlock[];
  readonly headers: Readonly<Record<string, string>>;
  /** Name of the datasource. */
  readonly upstream: string;
  /** Names that the query reads; null when it matches names by a pattern. */
  readonly metrics: readonly string[] | null;
  /** The window that was asked for last. */
  readonly window: Grid;
}

/** Beyond so many, blocks are copied into one. */
const maxBlocks = 6;
/** A block so many times as long as what came after it stays as it is. */
const longBlockFactor = 8;
/** Of the window, before its start: whoever steps back a little finds it. */
const keptBefore = 0.25;

/** The parts that may be used now: final points for good, newer ones as long as they are fresh. */
export function usableBlocks(entry: RangeEntry | undefined, nowMs: number): readonly FetchedBlock[] {
  if (entry === undefined) return [];
  return entry.blocks
    .map((block) =>
      nowMs < block.freshUntilMs ? block : { ...block, endMs: Math.min(block.endMs, block.finalEndMs) },
    )
    .filter((block) => block.endMs >= block.startMs);
}

/** An entry with one more block; what has become useless goes. */
export function withBlock(
  entry: RangeEntry | undefined,
  added: FetchedBlock,
  rest: Omit<RangeEntry, 'blocks'>,
  nowMs: number,
): RangeEntry {
  const older = usableBlocks(entry, nowMs).filter(
    (block) => block.startMs < added.startMs || block.finalEndMs > added.finalEndMs,
  );
  return { ...rest, blocks: [...older, added] };
}

export function needsCompaction(entry: RangeEntry): boolean {
  return entry.blocks.length > maxBlocks;
}

/**
 * Copies the final points that follow each other up to the newest into one block, and lets go of what lies long before the window.
 * Undefined when there is nothing to gain.
 */
export async function compacted(entry: RangeEntry, nowMs: number): Promise<RangeEntry | undefined> {
  const { window } = entry;
  const final = entry.blocks
    .map((block) => ({ ...block, endMs: Math.min(block.endMs, block.finalEndMs) }))
    .filter((block) => block.endMs >= block.startMs);
  const endMs = Math.max(...final.map((block) => block.endMs));
  const earliestMs = window.startMs - (window.endMs - window.startMs) * keptBefore;
  const startMs = Math.max(
    Math.min(...final.map((block) => block.startMs)),
    lastPointUntil({ ...window, endMs }, earliestMs),
  );
  if (final.length === 0 || startMs > endMs) return undefined;
  const plan = planRange({ startMs, endMs, stepMs: window.stepMs }, final);
  const afterGap = plan.findLastIndex((step) => step.kind === 'gap') + 1;
  const whole = plan.slice(afterGap).filter((step) => step.kind === 'held');
  const [oldest, ...newer] = whole;
  if (oldest === undefined) return undefined;
  // A long window grows by a point at a time: the long block is copied once the short ones make a part of it.
  const newerBytes = newer.reduce((sum, { held }) => sum + held.block.body.length, 0);
  const isLong = newer.length > 1 && newerBytes * longBlockFactor < oldest.held.block.body.length;
  const run = isLong ? newer : whole;
  const startsAt = run[0]?.startMs ?? startMs;
  const spliced = await splice(run.map(({ held, ...extent }) => ({ ...extent, block: held.block })));
  const block = spliced === undefined ? undefined : await indexMatrix(await spliced.whole());
  if (block === undefined) return undefined;
  const merged: FetchedBlock = {
    block,
    startMs: startsAt,
    endMs,
    finalEndMs: endMs,
    freshUntilMs: 0,
    fetchedAtMs: Math.min(...run.map(({ held }) => held.fetchedAtMs)),
  };
  return {
    ...entry,
    blocks: [
      ...(isLong ? [oldest.held] : []),
      merged,
      ...entry.blocks.filter((one) => nowMs < one.freshUntilMs && one.endMs > endMs),
    ],
  };
}

/** Bytes that an entry holds, its index included. */
export function entryBytes(entry: RangeEntry): number {
  return entry.blocks.reduce((sum, { block }) => sum + blockBytes(block), 0);
}

function blockBytes({ body, labelStarts, sampleStarts }: MatrixBlock): number {
  // Eight numbers a series, one a sample.
  return body.length + labelStarts.length * 32 + sampleStarts.length * 4;
}
