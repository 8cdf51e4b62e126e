import { defaultCacheOptions } from '@hecate/gateway';
import { Type } from 'typebox';
import { key } from './config-key.ts';

/** Keys of the query path. */
export const QueryKeys = Type.Object({
  routingThresholdMs: Type.Integer({
    minimum: 0,
    maximum: 31_536_000_000,
    default: 900_000,
    ...key({
      env: 'QUERY_ROUTING_THRESHOLD',
      unit: 'ms',
      description: 'Longest window that the hot tier answers.',
      takesEffectWith: 'the cold tier of the gateway',
    }),
  }),
  cacheLimitBytes: Type.Integer({
    minimum: 0,
    maximum: 64_000_000_000,
    default: defaultCacheOptions.maxBytes,
    ...key({
      env: 'HECATE_QUERY_CACHE_LIMIT',
      unit: 'bytes',
      description: 'Memory for answers of range queries that are kept; 0 keeps none.',
    }),
  }),
  cacheEntryLimitBytes: Type.Integer({
    minimum: 1_000,
    maximum: 1_000_000_000,
    default: defaultCacheOptions.maxEntryBytes,
    ...key({
      env: 'HECATE_QUERY_CACHE_ENTRY_LIMIT',
      unit: 'bytes',
      description: 'Largest answer that is kept.',
    }),
  }),
  cacheTenantPercent: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: defaultCacheOptions.tenantShare * 100,
    ...key({
      env: 'HECATE_QUERY_CACHE_TENANT_PERCENT',
      description: 'Most of that memory that the datasources of one project may take.',
    }),
  }),
  cacheFinalityMs: Type.Integer({
    minimum: 15_000,
    maximum: 86_400_000,
    default: defaultCacheOptions.finalityMs,
    ...key({
      env: 'HECATE_QUERY_CACHE_FINALITY',
      unit: 'ms',
      description:
        'Points younger than this may still change and are asked for again. At least two scrape intervals, the out-of-order window of Prometheus, and what remote write may lag behind.',
    }),
  }),
  cacheShareMs: Type.Integer({
    minimum: 1_000,
    maximum: 60_000,
    default: defaultCacheOptions.shareMs,
    ...key({
      env: 'HECATE_QUERY_CACHE_SHARE',
      unit: 'ms',
      description:
        'Equal windows that are asked for within one such span of the clock share one answer, the newest points included.',
    }),
  }),
});
