import { useQuery } from '@tanstack/react-query';
import type { Overview } from '@hecate/server/contract';
import { queryText, request } from './client.ts';

/** The whole first screen in one answer; `rangeMs` is the length of the pulse. */
export function useOverview(project: string | null, rangeMs: number, refetchInterval: number | false) {
  return useQuery({
    queryKey: ['overview', project, rangeMs],
    queryFn: ({ signal }) =>
      request<Overview>(`/api/hecate/v1/overview${queryText({ project, rangeMs })}`, { signal }),
    refetchInterval,
  });
}
