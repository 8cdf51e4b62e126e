import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

/** The page's cache: answers nobody looks at go after 10 s, old data stay visible while new ones are read. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        cacheTime: 10_000,
        staleTime: 5000,
        keepPreviousData: true,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 1 && isWorthRetrying(error),
        retryDelay: 1000,
      },
      mutations: { retry: false },
    },
  });
}

/** An upstream that used up its time once is not asked again unseen: the words would come after twice that time. */
function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.code === 'offline' || (error.code === 'upstream' && error.status === 502);
}
