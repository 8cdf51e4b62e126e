import { Readable } from 'node:stream';
import type { RangeQuery } from '../prometheus-query.ts';
import type { Upstream, UpstreamAnswer } from '../upstream-request.ts';
import { createByteCache } from './byte-cache.ts';
import { createCacheability, type BypassReason } from './cacheability.ts';
import { createFlights, type SharedAnswer } from './flights.ts';
import { indexLargeMatrix, indexMatrix, isPlainMatrix } from './matrix-block.ts';
import {
  compacted,
  entryBytes,
  needsCompaction,
  splice,
  usableBlocks,
  withBlock,
  type FetchedBlock,
  type RangeEntry,
} from './range-entry.ts';
import { gridOf, lastPointUntil, phaseOf, planRange, type Extent, type Grid } from './range-plan.ts';

/** How an answer came about. */
export type CacheResult = 'hit' | 'partial' | 'miss' | 'bypass';

export interface RangeCacheOptions {
  /** Bytes of answers and their index; 0 keeps nothing. */
  readonly maxBytes: number;
  /** Of `maxBytes`, for one tenant. */
  readonly tenantShare: number;
  /** Largest answer that is kept. */
  readonly maxEntryBytes: number;
  /** Points younger than this may still change: two scrape intervals at least. */
  readonly finalityMs: number;
  /** Equal windows that are asked for within one such span of the clock share one answer, the newest points included. */
  readonly shareMs: number;
  /** Milliseconds of Unix time. */
  readonly clock: () => number;
}

export interface RangeAsk {
  readonly upstream: Upstream;
  readonly tenant: string;
  readonly signal: AbortSignal | undefined;
  /** Why this one must not use the cache; null when it may. */
  readonly refusal: BypassReason | null;
  /** Part of what equal questions have in common, beside the query. */
  readonly deadlineMs: number;
  fetch(query: RangeQuery, signal: AbortSignal | undefined): Promise<UpstreamAnswer>;
}

/** What is let go of: all that is given must hold. */
export interface FlushSelection {
  readonly tenant?: string | undefined;
  /** Name of a datasource. */
  readonly datasource?: string | undefined;
  /** A metric name; queries that match names by a pattern always count as reading it. */
  readonly metric?: string | undefined;
}

/** Counters since the creation, for metrics. */
export interface RangeCacheStats {
  readonly results: Readonly<Record<CacheResult, number>>;
  /** By reason. */
  readonly bypassed: ReadonlyMap<BypassReason, number>;
  readonly bytes: number;
  readonly entries: number;
  readonly limit: number;
  readonly evicted: number;
  /** Questions that found an equal one under way. */
  readonly joined: number;
  readonly running: number;
}

/** Answers `query_range` from extents that were fetched before (rules R1 to R9 of the query path). */
export interface RangeCache {
  answer(query: RangeQuery, ask: RangeAsk): Promise<UpstreamAnswer>;
  /** Lets go of what is selected, of everything when nothing is; gives how many queries went. */
  flush(selection: FlushSelection): number;
  stats(): RangeCacheStats;
}

/** More holes than this are not worth their round trips. */
const maxGaps = 3;
/** Answers up to this size are one buffer. */
const bufferBytes = 1_048_576;
/** What is copied of larger ones is copied into buffers of this size. */
const scratchBytes = 65_536;
/** Bytes of answers that are collected at the same time; beyond, they are passed on and not kept. */
const maxCollectedBytes = 67_108_864;
/** Queries whose answers are known not to be kept. */
const maxRefused = 1_000;

/** Keeps answers as bytes: a refresh fetches the gap and what is not final, and copies the rest. */
export function createRangeCache(options: RangeCacheOptions): RangeCache {
  const { clock } = options;
  const entries = createByteCache<RangeEntry>(options);
  const cacheability = createCacheability();
  const identities = new WeakMap<Upstream, number>();
  let lastIdentity = 0;
  let collectedBytes = 0;
  const flights = createFlights({
    maxBytes: options.maxEntryBytes,
    reserve: (bytes) => {
      if (bytes > 0 && collectedBytes + bytes > maxCollectedBytes) return false;
      collectedBytes += bytes;
      return true;
    },
  });
  const results: Record<CacheResult, number> = { hit: 0, partial: 0, miss: 0, bypass: 0 };
  // Bounded by the reasons there are.
  const bypassed = new Map<BypassReason, number>();
  // Bounded by maxRefused; by key, until when.
  const refused = new Map<string, { readonly reason: BypassReason; readonly untilMs: number }>();
  // Bounded by the entries.
  const compacting = new Set<string>();
  let epoch = 0;

  const identityOf = (upstream: Upstream): number => {
    const known = identities.get(upstream);
    if (known !== undefined) return known;
    lastIdentity += 1;
    identities.set(upstream, lastIdentity);
    return lastIdentity;
  };

  const keyOf = (query: RangeQuery, grid: Grid, upstream: Upstream): string =>
    JSON.stringify([
      identityOf(upstream),
      query.promql,
      query.stepMs,
      phaseOf(grid),
      query.lookbackMs ?? null,
      query.thanos ?? null,
    ]);

  const refusalOf = (query: RangeQuery, ask: RangeAsk, nowMs: number): BypassReason | null => {
    if (options.maxBytes === 0) return 'off';
    if (ask.refusal !== null) return ask.refusal;
    const { refusal, pinnedMs } = cacheability(query);
    if (refusal !== null) return refusal;
    if (pinnedMs !== null && pinnedMs > Math.min(query.endMs, nowMs - options.finalityMs)) return 'pinned';
    return null;
  };

  const rememberRefusal = (key: string, reason: BypassReason): void => {
    if (refused.size >= maxRefused)
      for (const [oldest] of refused) {
        refused.delete(oldest);
        break;
      }
    refused.set(key, { reason, untilMs: clock() + refusedMs });
  };

  const bypass = async (query: RangeQuery, ask: RangeAsk, reason: BypassReason): Promise<UpstreamAnswer> => {
    results.bypass += 1;
    bypassed.set(reason, (bypassed.get(reason) ?? 0) + 1);
    return explained(await ask.fetch(query, ask.signal), `cache=bypass; reason=${reason}`);
  };

  /** Asks for some points; equal questions under way are joined. */
  const fetchPoints = async (query: RangeQuery, ask: RangeAsk, key: string, extent: Extent) => {
    const askedAtMs = clock();
    const { answer, isFirst } = await flights.join(
      `${key} ${extent.startMs} ${extent.endMs} ${ask.deadlineMs}`,
      (signal) => ask.fetch({ ...query, ...extent }, signal),
      ask.signal,
    );
    // A clock that is ahead of the upstream's would take points for final that the upstream still fills; its own is cut to seconds.
    const aheadMs = answer.dateMs === undefined ? 0 : Math.max(0, clock() - answer.dateMs - 1_000);
    return { answer, isFirst, fetchedAtMs: askedAtMs - aheadMs };
  };

  const fetchedBlock = (
    query: RangeQuery,
    grid: Grid,
    extent: Extent,
    fetchedAtMs: number,
    block: FetchedBlock['block'],
  ): FetchedBlock => ({
    ...extent,
    block,
    finalEndMs: lastPointUntil(grid, fetchedAtMs - options.finalityMs - cacheability(query).futureMs),
    freshUntilMs: (Math.floor(fetchedAtMs / options.shareMs) + 1) * options.shareMs,
    fetchedAtMs,
  });

  const keep = (
    tenant: string,
    key: string,
    block: FetchedBlock,
    rest: Omit<RangeEntry, 'blocks'>,
    since: number,
  ): void => {
    // What was asked for before a flush may be what the flush was for.
    if (since !== epoch) return;
    const entry = withBlock(entries.get(tenant, key), block, rest, clock());
    const bytes = entryBytes(entry);
    if (bytes > options.maxEntryBytes * 1.25) {
      entries.delete(tenant, key);
      return;
    }
    entries.set(tenant, key, entry, bytes);
    if (needsCompaction(entry)) void compact(tenant, key, entry);
  };

  const compact = async (tenant: string, key: string, entry: RangeEntry): Promise<void> => {
    if (compacting.has(key)) return;
    compacting.add(key);
    try {
      const smaller = await compacted(entry, clock());
      // Another block may have come meanwhile: it is still there, and the next one compacts again.
      const current = entries.get(tenant, key);
      if (smaller === undefined || current === undefined) return;
      const newer = current.blocks.filter((block) => !entry.blocks.includes(block));
      const next = { ...current, blocks: [...smaller.blocks, ...newer] };
      entries.set(tenant, key, next, entryBytes(next));
    } finally {
      compacting.delete(key);
    }
  };

  const miss = async (query: RangeQuery, ask: RangeAsk, key: string, grid: Grid): Promise<UpstreamAnswer> => {
    results.miss += 1;
    const since = epoch;
    const { answer, isFirst, fetchedAtMs } = await fetchPoints(query, ask, key, {
      startMs: query.startMs,
      endMs: query.endMs,
    });
    const { body, headers } = answer;
    const { metrics } = cacheability(query);
    const rest = { headers: kept(headers), upstream: ask.upstream.name, metrics, window: grid };
    const extent = { startMs: grid.startMs, endMs: grid.endMs };
    const store = (block: FetchedBlock['block'] | undefined): void => {
      if (block === undefined) rememberRefusal(key, 'annotated');
      else keep(ask.tenant, key, fetchedBlock(query, grid, extent, fetchedAtMs, block), rest, since);
    };
    if (isFirst && mayKeep(answer)) {
      if (Buffer.isBuffer(body)) {
        if (isPlainMatrix(body)) setImmediate(() => store(indexMatrix(body)));
        else rememberRefusal(key, 'annotated');
      } else {
        void body.whole.then(
          async (whole) => {
            if (whole === undefined) rememberRefusal(key, 'large');
            else store(await indexLargeMatrix(whole));
          },
          // Told to the readers, who have seen it break off.
          () => undefined,
        );
      }
    }
    const text = `cache=miss; fetched=[${span(extent)}]`;
    if (Buffer.isBuffer(body)) return explained({ ...answer, body }, text);
    const reader = body.reader();
    body.leave();
    return explained({ ...answer, body: reader }, text);
  };

  const joinParts = async (
    query: RangeQuery,
    ask: RangeAsk,
    key: string,
    grid: Grid,
    held: readonly FetchedBlock[],
    entry: RangeEntry,
  ): Promise<UpstreamAnswer | 'whole'> => {
    const plan = planRange(grid, held);
    const gaps = plan.filter((step) => step.kind === 'gap');
    if (gaps.length > maxGaps || gaps.length === plan.length) return 'whole';
    const since = epoch;
    const fetched = await Promise.all(
      gaps.map(async (gap) => {
        const extent = { startMs: gap.startMs, endMs: gap.endMs };
        const { answer, isFirst, fetchedAtMs } = await fetchPoints(query, ask, key, extent);
        return { answer, block: await wholeBlock(answer), extent, isFirst, fetchedAtMs };
      }),
    );
    const failed = fetched.find(({ answer }) => answer.status !== 200);
    if (failed !== undefined) return { ...failed.answer, body: await wholeBuffer(failed.answer) };
    const parts = [];
    let next = 0;
    for (const step of plan) {
      const part = step.kind === 'held' ? step.held.block : fetched[next]?.block;
      if (step.kind === 'gap') next += 1;
      if (part === undefined) return 'whole';
      parts.push({ block: part, startMs: step.startMs, endMs: step.endMs });
    }
    const { blocks: _blocks, ...about } = entry;
    const rest = { ...about, window: grid };
    for (const { block, extent, isFirst, fetchedAtMs } of fetched) {
      if (isFirst && block !== undefined)
        keep(
          ask.tenant,
          key,
          fetchedBlock(query, { ...grid, ...extent }, extent, fetchedAtMs, block),
          rest,
          since,
        );
    }
    const spliced = await splice(parts);
    if (spliced === undefined) return 'whole';
    const result = gaps.length === 0 ? 'hit' : 'partial';
    results[result] += 1;
    const ages = plan.flatMap((step) => (step.kind === 'held' ? [step.held.fetchedAtMs] : []));
    const ageSeconds = Math.max(0, Math.round((clock() - Math.min(...ages)) / 1_000));
    const { byteLength } = spliced;
    const body =
      byteLength <= bufferBytes
        ? Buffer.concat([...spliced.pieces(byteLength)], byteLength)
        : Readable.from(paced(spliced.pieces(scratchBytes)), {
            objectMode: false,
            highWaterMark: bufferBytes,
          });
    const text = `cache=${result}; fetched=[${gaps.map(span).join(',')}]; age=${ageSeconds}`;
    return explained(
      { status: 200, headers: { ...entry.headers, 'content-length': String(byteLength) }, body },
      text,
    );
  };

  return {
    async answer(query, ask) {
      const nowMs = clock();
      const reason = refusalOf(query, ask, nowMs);
      if (reason !== null) return bypass(query, ask, reason);
      const grid = gridOf(query);
      const key = keyOf(query, grid, ask.upstream);
      const known = refused.get(key);
      if (known !== undefined && nowMs < known.untilMs) return bypass(query, ask, known.reason);
      refused.delete(key);
      const entry = entries.get(ask.tenant, key);
      const held = usableBlocks(entry, nowMs);
      if (entry !== undefined && held.length > 0) {
        const joined = await joinParts(query, ask, key, grid, held, entry);
        if (joined !== 'whole') return joined;
      }
      return miss(query, ask, key, grid);
    },
    flush({ tenant, datasource, metric }) {
      epoch += 1;
      refused.clear();
      return entries.clear(
        (owner, entry) =>
          (tenant === undefined || owner === tenant) &&
          (datasource === undefined || entry.upstream === datasource) &&
          (metric === undefined || entry.metrics === null || entry.metrics.includes(metric)),
      );
    },
    stats: () => {
      const { running, joined } = flights.stats();
      return { results: { ...results }, bypassed: new Map(bypassed), ...entries.stats(), joined, running };
    },
  };
}

/** How long it is remembered that answers of a query are not kept. */
const refusedMs = 60_000;

/** Whether an answer is whole by the words of who gave it (rule R4); its text is looked at when it is indexed. */
function mayKeep({ status, headers }: SharedAnswer): boolean {
  return status === 200 && !/no-store|no-cache|private/.test(headers['cache-control'] ?? '');
}

async function wholeBlock(answer: SharedAnswer): Promise<FetchedBlock['block'] | undefined> {
  if (!mayKeep(answer)) return undefined;
  if (Buffer.isBuffer(answer.body)) return indexMatrix(answer.body);
  const whole = await answer.body.whole;
  return whole === undefined ? undefined : indexLargeMatrix(whole);
}

async function wholeBuffer({ body }: SharedAnswer): Promise<Buffer> {
  return Buffer.isBuffer(body) ? body : ((await body.whole) ?? Buffer.alloc(0));
}

/** Lets other work be done after every megabyte: a socket that takes all at once would keep the event loop until the end. */
async function* paced(pieces: Iterable<Buffer>): AsyncGenerator<Buffer, void> {
  let bytes = 0;
  for (const piece of pieces) {
    yield piece;
    bytes += piece.length;
    if (bytes < bufferBytes) continue;
    bytes = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Headers that belong to every answer of a query; what an upstream says of the keeping of one answer does not. */
function kept(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { 'cache-control': _control, 'retry-after': _retry, ...rest } = headers;
  return rest;
}

function explained(answer: UpstreamAnswer, text: string): UpstreamAnswer {
  return { ...answer, headers: { ...answer.headers, 'x-hecate-query': text } };
}

function span({ startMs, endMs }: Extent): string {
  return `${startMs / 1_000}-${endMs / 1_000}`;
}
