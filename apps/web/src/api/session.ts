import { useQuery } from '@tanstack/react-query';
import type { Session } from '@hecate/server/contract';
import { request } from './client.ts';

/** Who looks, what this server is, and which projects there are; read again every 30 s, every 5 s while the past is filled. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => request<Session>('/api/hecate/v1/session', { signal }),
    staleTime: 30_000,
    cacheTime: Number.POSITIVE_INFINITY,
    refetchInterval: (session) => (session !== undefined && session.backfill !== null ? 5000 : 30_000),
  });
}
