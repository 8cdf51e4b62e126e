import { QueryClient } from '@tanstack/react-query';

/** How long an answer nobody shows is kept, ms: keys of the Perses hooks hold the refresh tick, so each tick adds entries. */
const CACHE_TIME_MS = 10_000;

/** The query client of dashboards: bounded by time, old data stay visible while new ones are fetched, no hidden retries. */
export function createDashboardQueryClient(): QueryClient {
  return new QueryClient({
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
}
