import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  ChangedDashboard,
  ChangeReport,
  DashboardFacetList,
  DashboardListPage,
  DashboardLocation,
  FolderTarget,
  FolderTreeList,
  PersonalDashboardList,
  UsedMetricList,
} from '@hecate/server/contract';
import { queryText, request } from './client.ts';

/** Parameters of a list as the server takes them. */
export type ListParameters = Readonly<Record<string, string | null>>;

const root = '/api/hecate/v1/dashboards';
/** Dashboards of one page. */
const pageSize = 50;

/** Keys of everything that changes with a dashboard; all begin with the same word. */
const keys = {
  pages: (parameters: ListParameters) => ['dashboard-list', 'pages', parameters],
  facets: (parameters: ListParameters) => ['dashboard-list', 'facets', parameters],
  folders: (project: string) => ['dashboard-list', 'folders', project],
  recent: () => ['dashboard-list', 'recent'],
} as const;

/** Key under which every list of dashboards is kept; marking it old makes all of them ask again. */
export const dashboardListKey = 'dashboard-list';

/** The pages of a list, read one after the other; asked again every 2 s while the index is being made. */
export function useDashboardPages(parameters: ListParameters) {
  return useInfiniteQuery({
    queryKey: keys.pages(parameters),
    queryFn: ({ signal, pageParam }: { signal?: AbortSignal; pageParam?: string }) =>
      request<DashboardListPage>(
        `${root}${queryText({ ...parameters, limit: pageSize, after: pageParam ?? null })}`,
        { signal },
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (data) =>
      data?.pages.some(({ indexing }) => indexing !== null) === true ? 2000 : false,
  });
}

/** What the hits of a list have, with counts. */
export function useDashboardFacets(parameters: ListParameters) {
  return useQuery({
    queryKey: keys.facets(parameters),
    queryFn: ({ signal }) =>
      request<DashboardFacetList>(`${root}/facets${queryText(parameters)}`, { signal }),
  });
}

/** Metrics that dashboards use and that begin with what was typed. */
export function useUsedMetrics(prefix: string, projects: string | null, isAsked: boolean) {
  return useQuery({
    queryKey: [dashboardListKey, 'metrics', prefix, projects],
    queryFn: ({ signal }) =>
      request<UsedMetricList>(`${root}/metrics${queryText({ prefix, projects })}`, { signal }),
    enabled: isAsked,
  });
}

/** The folders of a project; nothing is asked without one. */
export function useFolders(project: string | null) {
  return useQuery({
    queryKey: keys.folders(project ?? ''),
    queryFn: ({ signal }) =>
      request<FolderTreeList>(`/api/hecate/v1/projects/${encodeURIComponent(project ?? '')}/folders`, {
        signal,
      }),
    enabled: project !== null,
    keepPreviousData: false,
  });
}

/** The dashboards this person opened last. */
export function useRecentlyUsed() {
  return useQuery({
    queryKey: keys.recent(),
    queryFn: ({ signal }) => request<PersonalDashboardList>('/api/hecate/v1/recent-dashboards', { signal }),
  });
}

/** Makes a dashboard one's own favourite, or takes it away. */
export function putFavourite(project: string, name: string, isFavourite: boolean): Promise<unknown> {
  const path = `/api/hecate/v1/favourites/${encodeURIComponent(project)}/${encodeURIComponent(name)}`;
  return request<unknown>(path, { method: isFavourite ? 'PUT' : 'DELETE' });
}

/** Adds and removes tags. */
export function tagDashboards(
  dashboards: readonly ChangedDashboard[],
  add: readonly string[],
  remove: readonly string[],
): Promise<ChangeReport> {
  return request<ChangeReport>(`${root}/tag`, { method: 'POST', body: { dashboards, add, remove } });
}

/** Moves to a project, into a folder (null: out of all), or both; what is left out stays as it is. */
export function moveDashboards(
  dashboards: readonly ChangedDashboard[],
  to: { readonly project?: string; readonly folder?: FolderTarget | null },
): Promise<ChangeReport> {
  return request<ChangeReport>(`${root}/move`, { method: 'POST', body: { dashboards, ...to } });
}

/** Deletes; the answer's `undo` takes it back. */
export function deleteDashboards(dashboards: readonly ChangedDashboard[]): Promise<ChangeReport> {
  return request<ChangeReport>(`${root}/delete`, { method: 'POST', body: { dashboards } });
}

/** Takes a deletion back. */
export function undeleteDashboards(undo: string): Promise<ChangeReport> {
  return request<ChangeReport>(`${root}/undelete`, { method: 'POST', body: { undo } });
}

/** Makes a copy beside a dashboard. */
export function duplicateDashboard(project: string, name: string): Promise<DashboardLocation> {
  const path = `/api/hecate/v1/projects/${encodeURIComponent(project)}/dashboards/${encodeURIComponent(name)}`;
  return request<DashboardLocation>(`${path}/duplicate`, { method: 'POST', body: {} });
}

/** Creates an empty folder. */
export function createFolder(project: string, title: string): Promise<DashboardLocation> {
  const path = `/api/hecate/v1/projects/${encodeURIComponent(project)}/folders`;
  return request<DashboardLocation>(path, { method: 'POST', body: { title } });
}

/** Gives a folder another title, over the version it was read as. */
export function renameFolder(
  folder: { readonly project: string; readonly name: string; readonly version: number },
  title: string,
): Promise<DashboardLocation> {
  const path = `/api/hecate/v1/projects/${encodeURIComponent(folder.project)}/folders/${encodeURIComponent(folder.name)}`;
  return request<DashboardLocation>(`${path}/title`, {
    method: 'PUT',
    body: { title },
    headers: { 'if-match': `"${folder.version}"` },
  });
}
