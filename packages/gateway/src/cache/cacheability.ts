import { LRUCache } from 'lru-cache';
import { measure, parse, walk, type Expr } from '@hecate/promql';
import type { RangeQuery } from '../prometheus-query.ts';

/** Why an answer is neither taken from the cache nor kept in it; shown in `X-Hecate-Query` and in the metrics. */
export type BypassReason =
  /** Truncation depends on the window. */
  | 'limit'
  /** Statistics are sums over the window. */
  | 'stats'
  /** Without deduplication replicas come and go. */
  | 'dedup'
  /** `@ end()`, `range()` and the like: the same point differs in another window. */
  | 'window'
  /** `limitk` and `limit_ratio` take which series they like. */
  | 'unordered'
  /** An `@` after the end of the window, or of what is final. */
  | 'pinned'
  /** The upstream will say what is wrong with it. */
  | 'unreadable'
  /** Nothing is kept at all. */
  | 'off'
  /** The client asked for a fresh answer. */
  | 'asked'
  /** The past is being filled in. */
  | 'backfill'
  /** The answer carries annotations, or is no plain matrix. */
  | 'annotated'
  /** The answer is larger than what is kept. */
  | 'large';

/** What decides whether points of a query may be kept. */
export interface Cacheability {
  readonly refusal: BypassReason | null;
  /** How far after its own time a point reads samples, milliseconds. */
  readonly futureMs: number;
  /** The latest `@` of the query; null without one. */
  readonly pinnedMs: number | null;
  /** Names that the query reads; null when it matches names by a pattern, or is not readable. */
  readonly metrics: readonly string[] | null;
}

/** What a plain Prometheus looks back by; only `smoothed` ranges read so far ahead. */
const defaultLookbackMs = 300_000;
/** UTF-16 units of query text whose reading is remembered. */
const rememberedText = 2_000_000;

/** Reads what the rules of the cache need to know of a query. */
export interface CacheabilityReader {
  read(query: RangeQuery): Cacheability;
  /** How much text is remembered. */
  bound(): { readonly what: string; readonly size: number; readonly limit: number; readonly evicted: number };
}

/** The same text is read once. */
export function createCacheability(): CacheabilityReader {
  let evicted = 0;
  const remembered = new LRUCache<string, Cacheability>({
    maxSize: rememberedText,
    sizeCalculation: (_, text) => text.length + 50,
    dispose: (_value, _text, reason) => {
      if (reason === 'evict') evicted += 1;
    },
  });
  const read = (query: RangeQuery): Cacheability => {
    if (query.limit !== undefined && query.limit > 0) return refused('limit');
    if (query.stats !== undefined) return refused('stats');
    if (query.thanos?.dedup === false) return refused('dedup');
    const lookbackMs = Math.max(query.lookbackMs ?? 0, defaultLookbackMs);
    const key = `${lookbackMs} ${query.promql}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const fresh = readQuery(query.promql, lookbackMs);
    remembered.set(key, fresh);
    return fresh;
  };
  return {
    read,
    bound: () => ({
      what: 'characters of read query texts',
      size: remembered.calculatedSize,
      limit: rememberedText,
      evicted,
    }),
  };
}

function readQuery(promql: string, lookbackMs: number): Cacheability {
  const expr = parse(promql);
  if (expr.kind === 'error') return refused('unreadable');
  const { dependsOnWindow, futureMs, metrics } = measure(expr, {
    windowMs: 0,
    stepMs: 1,
    lookbackMs,
    scrapeMs: 1,
  });
  if (dependsOnWindow) return refused('window');
  let isUnordered = false;
  let isNamed = true;
  let pinnedMs: number | null = null;
  walk(expr, (part) => {
    if (part.kind === 'vectorSelector' && !part.matchers.some(namesOne)) isNamed = false;
    if (part.kind === 'aggregation' && part.operator.startsWith('limit')) isUnordered = true;
    const at = latestRead(part, lookbackMs);
    if (at !== null) pinnedMs = Math.max(pinnedMs ?? at, at);
  });
  return { refusal: isUnordered ? 'unordered' : null, futureMs, pinnedMs, metrics: isNamed ? metrics : null };
}

function namesOne({ name, operator, value }: { name: string; operator: string; value: string }): boolean {
  return name === '__name__' && operator === '=' && value !== '';
}

/** The newest sample that a pinned selector or subquery may read. */
function latestRead(part: Expr, lookbackMs: number): number | null {
  if ((part.kind !== 'vectorSelector' && part.kind !== 'subquery') || part.timestampMs === null) return null;
  const aheadMs = part.kind === 'vectorSelector' && part.isSmoothed ? lookbackMs : 0;
  return part.timestampMs - Math.min(0, part.offsetNs / 1e6) + aheadMs;
}

function refused(refusal: BypassReason): Cacheability {
  return { refusal, futureMs: 0, pinnedMs: null, metrics: null };
}
