import { QueryClient } from '@tanstack/react-query';
import type { ReadyPlugin } from './plugin-loader.ts';

/** How long an answer nobody shows is kept, ms: keys of the Perses hooks hold the refresh tick, so each tick adds entries. */
const CACHE_TIME_MS = 10_000;

/**
 * The query client of dashboards: bounded by time, old data stay visible while new ones are fetched, no hidden retries. Plugins
 * that are ready are put where the packages look for them: each panel would else be drawn once more when they "arrive".
 */
export function createDashboardQueryClient(ready: readonly ReadyPlugin[]): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        cacheTime: CACHE_TIME_MS,
        // Every key names its window: an answer never gets old under its key, and two panels share one request.
        staleTime: Number.POSITIVE_INFINITY,
        keepPreviousData: true,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: false,
      },
    },
  });
  for (const { type, kind, plugin } of ready) client.setQueryData(['getPlugin', type, kind], plugin);
  return client;
}
