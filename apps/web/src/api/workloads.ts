import { useQuery } from '@tanstack/react-query';
import type { WorkloadDetail, WorkloadList } from '@hecate/server/contract';
import { queryText, request } from './client.ts';

/** How often lists of workloads are read again, ms. */
export const workloadsIntervalMs = 15_000;

/** All workloads of a project, or of all my projects. */
export function useWorkloads(project: string | null, isPaused: boolean) {
  return useQuery({
    queryKey: ['workloads', project],
    queryFn: ({ signal }) =>
      request<WorkloadList>(`/api/hecate/v1/workloads${queryText({ project })}`, { signal }),
    refetchInterval: isPaused ? false : workloadsIntervalMs,
    // The page of a workload reads the list again for its neighbours.
    cacheTime: 60_000,
  });
}

/** One workload with its conditions, replicas and the template that fits it. */
export function useWorkload(namespace: string, kind: string, name: string, isPaused: boolean) {
  return useQuery({
    queryKey: ['workload', namespace, kind, name],
    queryFn: ({ signal }) =>
      request<WorkloadDetail>(
        `/api/hecate/v1/workloads/${[namespace, kind, name].map(encodeURIComponent).join('/')}`,
        { signal },
      ),
    refetchInterval: isPaused ? false : workloadsIntervalMs,
    keepPreviousData: false,
  });
}
