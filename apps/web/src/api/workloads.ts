import { useQuery } from '@tanstack/react-query';
import type { WorkloadDetail, WorkloadList } from '@hecate/server/contract';
import { ApiError } from './api-error.ts';
import { queryText, request } from './client.ts';
import { refuseHollow, soonerUntilAnswered } from './hollow-answer.ts';

/** How often lists of workloads are read again, ms. */
export const workloadsIntervalMs = 15_000;

/** All workloads of a project, or of all my projects. */
export function useWorkloads(project: string | null, isPaused: boolean) {
  return useQuery({
    queryKey: ['workloads', project],
    queryFn: ({ signal }) => readWorkloads(project, signal),
    refetchInterval: (answer) => soonerUntilAnswered(answer, isPaused ? false : workloadsIntervalMs),
    // The page of a workload reads the list again for its neighbours.
    cacheTime: 60_000,
  });
}

/** One workload with its conditions, replicas and the template that fits it. */
export function useWorkload(namespace: string, kind: string, name: string, isPaused: boolean) {
  return useQuery({
    queryKey: ['workload', namespace, kind, name],
    queryFn: ({ signal }) => readWorkload(namespace, kind, name, signal),
    refetchInterval: (answer) => soonerUntilAnswered(answer, isPaused ? false : workloadsIntervalMs),
    keepPreviousData: false,
  });
}

async function readWorkloads(project: string | null, signal: AbortSignal | undefined): Promise<WorkloadList> {
  const list = await request<WorkloadList>(`/api/hecate/v1/workloads${queryText({ project })}`, { signal });
  return refuseHollow(list, list.workloads.length === 0);
}

/** A workload that is not found may be one whose metrics cannot be read now: the list tells the two apart. */
async function readWorkload(
  namespace: string,
  kind: string,
  name: string,
  signal: AbortSignal | undefined,
): Promise<WorkloadDetail> {
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  try {
    return await request<WorkloadDetail>(`/api/hecate/v1/workloads/${path}`, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not-found') await readWorkloads(null, signal);
    throw error;
  }
}
