import { getDashboard } from './dashboards.ts';

/** The question for one dashboard; its answer stays as it is until somebody saves. */
export function dashboardQuery(project: string, name: string) {
  return {
    queryKey: ['dashboard', project, name],
    queryFn: ({ signal }: { readonly signal?: AbortSignal | undefined }) =>
      getDashboard(project, name, signal),
    staleTime: Number.POSITIVE_INFINITY,
  };
}
