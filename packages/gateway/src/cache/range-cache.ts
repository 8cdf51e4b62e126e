import { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { RangeQuery } from '../prometheus-query.ts';
import type { Upstream, UpstreamAnswer } from '../upstream-request.ts';
import { createCacheability, type BypassReason, type Cacheability } from './cacheability.ts';
import { createFlights, type SharedAnswer } from './flights.ts';
import {
  createKeptRanges,
  type FlushSelection,
  type KeptPlace,
  type KeptRangesOptions,
} from './kept-ranges.ts';
import { indexMatrix, isPlainMatrix, type MatrixBlock } from './matrix-block.ts';
import { usableBlocks, type FetchedBlock, type RangeEntry } from './range-entry.ts';
import { gridOf, lastPointUntil, phaseOf, planRange, type Extent, type Grid } from './range-plan.ts';
import { splice, type MatrixPart } from './splice-matrix.ts';

/** How an answer came about. */
export type CacheResult = 'hit' | 'partial' | 'miss' | 'bypass';

/** `maxBytes` of answers and their index; 0 keeps nothing. */
export interface RangeCacheOptions extends KeptRangesOptions {
  /** Points younger than this may still change: two scrape intervals at least. */
  readonly finalityMs: number;
  /** Equal windows that are asked for within one such span of the clock share one answer, the newest points included. */
  readonly shareMs: number;
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

/** How full something bounded is, and how often its bound was met. */
export interface CacheBound {
  readonly what: string;
  readonly size: number;
  readonly limit: number;
  readonly evicted: number;
}

/** Counters since the creation, for metrics. */
export interface RangeCacheStats {
  readonly results: Readonly<Record<CacheResult, number>>;
  readonly bypassed: Readonly<Partial<Record<BypassReason, number>>>;
  /** Questions that found an equal one under way. */
  readonly joined: number;
  readonly running: number;
  readonly bounds: readonly CacheBound[];
}

/** Answers `query_range` from extents that were fetched before (rules R1 to R9 of the query path). */
export interface RangeCache {
  answer(query: RangeQuery, ask: RangeAsk): Promise<UpstreamAnswer>;
  /** Lets go of what is selected, of everything when nothing is; gives how many queries went. */
  flush(selection: FlushSelection): number;
  stats(): RangeCacheStats;
}

/** One query that is answered now, and what all steps need to know of it. */
interface Question extends KeptPlace {
  readonly query: RangeQuery;
  readonly ask: RangeAsk;
  readonly grid: Grid;
  readonly rules: Cacheability;
  readonly epoch: number;
}

/** Points that the upstream gave, or gives. */
interface Fetched {
  readonly answer: SharedAnswer;
  readonly extent: Extent;
  /** Whether it was asked for by this question, which keeps it then. */
  readonly isFirst: boolean;
  readonly fetchedAtMs: number;
}

/** More holes than this are not worth their round trips. */
const maxGaps = 3;
/** Answers up to this size are one buffer. */
const bufferBytes = 1_048_576;
/** Bytes of answers that are collected at the same time; beyond, they are passed on and not kept. */
const maxCollectedBytes = 67_108_864;
/** Queries whose answers are known not to be kept, and for how long that is believed. */
const maxRefused = 1_000;
const refusedMs = 60_000;

/** Keeps answers as bytes: a refresh fetches the gap and what is not final, and copies the rest. */
export function createRangeCache(options: RangeCacheOptions): RangeCache {
  const { clock, onFault } = options;
  const ranges = createKeptRanges(options);
  const cacheability = createCacheability();
  const refused = new LRUCache<string, BypassReason>({
    max: maxRefused,
    ttl: refusedMs,
    ttlResolution: 0,
    perf: { now: clock },
  });
  const identityOf = createIdentities();
  let collectedBytes = 0;
  let turnedAway = 0;
  const flights = createFlights({
    maxBytes: options.maxEntryBytes,
    reserve: (bytes) => {
      if (bytes > 0 && collectedBytes + bytes > maxCollectedBytes) {
        turnedAway += 1;
        return false;
      }
      collectedBytes += bytes;
      return true;
    },
  });
  const results: Record<CacheResult, number> = { hit: 0, partial: 0, miss: 0, bypass: 0 };
  const bypassed: Partial<Record<BypassReason, number>> = {};

  const bypass = async (query: RangeQuery, ask: RangeAsk, reason: BypassReason): Promise<UpstreamAnswer> => {
    results.bypass += 1;
    bypassed[reason] = (bypassed[reason] ?? 0) + 1;
    return explained(await ask.fetch(query, ask.signal), `cache=bypass; reason=${reason}`);
  };

  /** Asks for some points; an equal question under way is joined. */
  const fetchPoints = async ({ query, ask, key }: Question, extent: Extent): Promise<Fetched> => {
    const askedAtMs = clock();
    const { startMs, endMs } = extent;
    const { answer, isFirst } = await flights.join(
      `${key} ${startMs} ${endMs} ${ask.deadlineMs}`,
      (signal) => ask.fetch({ ...query, startMs, endMs }, signal),
      ask.signal,
    );
    // A clock that is ahead of the upstream's would take points for final that the upstream still fills; its own is cut to seconds.
    const aheadMs = answer.dateMs === undefined ? 0 : Math.max(0, clock() - answer.dateMs - 1_000);
    return { answer, extent, isFirst, fetchedAtMs: askedAtMs - aheadMs };
  };

  /** Keeps what one question has fetched for the next ones; `extent` lies on the grid. */
  const keep = (question: Question, { answer, extent, fetchedAtMs }: Fetched, block: MatrixBlock): void => {
    const { grid, rules, ask, epoch } = question;
    const finalMs = fetchedAtMs - options.finalityMs - rules.futureMs;
    const fetchedBlock: FetchedBlock = {
      ...extent,
      block,
      finalEndMs: lastPointUntil({ ...grid, ...extent }, finalMs),
      freshUntilMs: (Math.floor(fetchedAtMs / options.shareMs) + 1) * options.shareMs,
      fetchedAtMs,
    };
    const about = {
      headers: kept(answer.headers),
      upstream: ask.upstream.name,
      metrics: rules.metrics,
      window: grid,
    };
    ranges.keep(question, fetchedBlock, about, epoch);
  };

  /** Asks for the whole window; what came is indexed and kept behind the answer. */
  const miss = async (question: Question): Promise<UpstreamAnswer> => {
    results.miss += 1;
    const { query, grid } = question;
    const fetched = await fetchPoints(question, { startMs: query.startMs, endMs: query.endMs });
    const { answer } = fetched;
    const { body } = answer;
    const keepIndexed = async (whole: Buffer | undefined): Promise<void> => {
      const block = whole === undefined ? undefined : await indexMatrix(whole);
      if (block === undefined) refused.set(question.key, whole === undefined ? 'large' : 'annotated');
      else keep(question, { ...fetched, extent: { startMs: grid.startMs, endMs: grid.endMs } }, block);
    };
    const text = `cache=miss; fetched=[${span(grid)}]`;
    if (Buffer.isBuffer(body)) {
      if (fetched.isFirst && mayKeep(answer)) {
        if (isPlainMatrix(body)) setImmediate(() => void keepIndexed(body).catch(onFault));
        else refused.set(question.key, 'annotated');
      }
      return explained({ ...answer, body }, text);
    }
    const reader = body.reader();
    body.leave();
    if (fetched.isFirst && mayKeep(answer)) {
      // That an answer breaks off is told to its readers.
      body.whole.then(keepIndexed, () => undefined).catch(onFault);
    }
    return explained({ ...answer, body: reader }, text);
  };

  /** Puts the window together from what is held and what is missing; `whole` when it has to be asked for as one. */
  const join = async (question: Question, entry: RangeEntry): Promise<UpstreamAnswer | 'whole'> => {
    const plan = planRange(question.grid, usableBlocks(entry, clock()));
    const gaps = plan.filter((step) => step.kind === 'gap');
    if (gaps.length > maxGaps || gaps.length === plan.length) return 'whole';
    const fetched = await Promise.all(
      gaps.map(async ({ startMs, endMs }) => {
        const one = await fetchPoints(question, { startMs, endMs });
        return { ...one, block: await wholeBlock(one.answer) };
      }),
    );
    const failed = fetched.find(({ answer }) => answer.status !== 200);
    if (failed !== undefined) return { ...failed.answer, body: await wholeBuffer(failed.answer) };
    const blocks = fetched.values();
    const parts: MatrixPart[] = [];
    for (const step of plan) {
      const block = step.kind === 'held' ? step.held.block : blocks.next().value?.block;
      if (block === undefined) return 'whole';
      parts.push({ block, startMs: step.startMs, endMs: step.endMs });
    }
    for (const one of fetched) if (one.isFirst && one.block !== undefined) keep(question, one, one.block);
    const spliced = await splice(parts);
    if (spliced === undefined) return 'whole';
    const result = gaps.length === 0 ? 'hit' : 'partial';
    results[result] += 1;
    const { byteLength } = spliced;
    const body =
      byteLength <= bufferBytes
        ? await spliced.whole()
        : Readable.from(spliced.pieces(), { objectMode: false, highWaterMark: bufferBytes });
    const times = plan.flatMap((step) => (step.kind === 'held' ? [step.held.fetchedAtMs] : []));
    const ageSeconds = Math.max(0, Math.round((clock() - Math.min(...times)) / 1_000));
    return explained(
      { status: 200, headers: { ...entry.headers, 'content-length': String(byteLength) }, body },
      `cache=${result}; fetched=[${gaps.map(span).join(',')}]; age=${ageSeconds}`,
    );
  };

  return {
    async answer(query, ask) {
      const asked = options.maxBytes === 0 ? 'off' : ask.refusal;
      if (asked !== null) return bypass(query, ask, asked);
      const rules = cacheability.read(query);
      const isPinnedLater =
        (rules.pinnedMs ?? -Infinity) > Math.min(query.endMs, clock() - options.finalityMs);
      const ruled = rules.refusal ?? (isPinnedLater ? 'pinned' : null);
      if (ruled !== null) return bypass(query, ask, ruled);
      const grid = gridOf(query);
      const key = JSON.stringify([
        identityOf(ask.upstream),
        query.promql,
        query.stepMs,
        phaseOf(grid),
        query.lookbackMs ?? null,
        query.thanos ?? null,
      ]);
      const known = refused.get(key);
      if (known !== undefined) return bypass(query, ask, known);
      const { tenant } = ask;
      const question: Question = { query, ask, tenant, key, grid, rules, epoch: ranges.epoch() };
      const entry = ranges.get(tenant, key);
      const joined = entry === undefined ? 'whole' : await join(question, entry);
      return joined === 'whole' ? miss(question) : joined;
    },
    flush(selection) {
      refused.clear();
      return ranges.flush(selection);
    },
    stats: () => {
      const { bytes, limit, evicted } = ranges.stats();
      return {
        results: { ...results },
        bypassed: { ...bypassed },
        ...flights.stats(),
        bounds: [
          { what: 'query cache bytes', size: bytes, limit, evicted },
          {
            what: 'bytes of answers being collected',
            size: collectedBytes,
            limit: maxCollectedBytes,
            evicted: turnedAway,
          },
          { what: 'queries known not to be kept', size: refused.size, limit: maxRefused, evicted: 0 },
          cacheability.bound(),
        ],
      };
    },
  };
}

/** Numbers for pools: a pool that takes another's place, or its name, is another one. */
function createIdentities(): (upstream: Upstream) => number {
  const known = new WeakMap<Upstream, number>();
  let last = 0;
  return (upstream) => {
    const found = known.get(upstream);
    if (found !== undefined) return found;
    last += 1;
    known.set(upstream, last);
    return last;
  };
}

/** Whether an answer is whole by the words of who gave it (rule R4); its text is looked at when it is indexed. */
function mayKeep({ status, headers }: SharedAnswer): boolean {
  return status === 200 && !/no-store|no-cache|private/.test(headers['cache-control'] ?? '');
}

async function wholeBlock(answer: SharedAnswer): Promise<MatrixBlock | undefined> {
  if (!mayKeep(answer)) return undefined;
  const whole = Buffer.isBuffer(answer.body) ? answer.body : await answer.body.whole;
  return whole === undefined ? undefined : indexMatrix(whole);
}

async function wholeBuffer({ body }: SharedAnswer): Promise<Buffer> {
  return Buffer.isBuffer(body) ? body : ((await body.whole) ?? Buffer.alloc(0));
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
