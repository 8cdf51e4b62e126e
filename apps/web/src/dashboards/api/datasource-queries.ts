import type { DatasourceResource, GlobalDatasourceResource } from '@perses-dev/core';
import { listDocuments } from '../../api/list-documents.ts';

/** How long a list of datasources is taken as current, ms; the admin page marks it old at once when it changes one. */
const FRESH_MS = 300_000;

/** Key under which the page's query client keeps datasource lists; invalidating it makes every dashboard ask again. */
export const DATASOURCES_KEY = 'datasources';

interface Asked {
  readonly signal?: AbortSignal | undefined;
}

/** The question for the global datasources. */
export function globalDatasourcesQuery() {
  return {
    queryKey: [DATASOURCES_KEY, 'global'],
    queryFn: ({ signal }: Asked) =>
      listDocuments<GlobalDatasourceResource>('/api/v1/globaldatasources', signal),
    staleTime: FRESH_MS,
    cacheTime: FRESH_MS,
  };
}

/** The question for the datasources of a project. */
export function projectDatasourcesQuery(project: string) {
  return {
    queryKey: [DATASOURCES_KEY, 'project', project],
    queryFn: ({ signal }: Asked) =>
      listDocuments<DatasourceResource>(
        `/api/v1/projects/${encodeURIComponent(project)}/datasources`,
        signal,
      ),
    staleTime: FRESH_MS,
    cacheTime: FRESH_MS,
  };
}
