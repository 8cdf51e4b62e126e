import { useQuery } from '@tanstack/react-query';
import type { Overview } from '@hecate/server/contract';
import { queryText, request } from './client.ts';
import { refuseHollow, soonerUntilAnswered } from './hollow-answer.ts';

/** The whole first screen in one answer; `rangeMs` is the length of the pulse. */
export function useOverview(project: string | null, rangeMs: number, refetchInterval: number | false) {
  return useQuery({
    queryKey: ['overview', project, rangeMs],
    queryFn: async ({ signal }) => {
      const path = `/api/hecate/v1/overview${queryText({ project, rangeMs })}`;
      const overview = await request<Overview>(path, { signal });
      return refuseHollow(
        overview,
        overview.strips.every(({ cells }) => cells.length === 0),
      );
    },
    refetchInterval: (overview) => soonerUntilAnswered(overview, refetchInterval),
  });
}
