import { useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { DatasourceResource, GlobalDatasourceResource } from '@perses-dev/core';
import { request } from '../../api/client.ts';
import { createDatasourceApi, type CachedDatasourceApi } from '../perses/datasource-api.ts';

/** How long a list of datasources is taken as current, ms; the admin page marks it old at once when it changes one. */
const FRESH_MS = 300_000;

/** Key under which the page's query client keeps datasource lists; invalidating it makes every dashboard ask again. */
export const DATASOURCES_KEY = 'datasources';

/** The datasource lookup of a dashboard page, over lists that all pages share. Must be called outside the Perses providers. */
export function useDatasourceApi(): CachedDatasourceApi {
  const client = useQueryClient();
  return useMemo(
    () =>
      createDatasourceApi({
        global: () =>
          client.fetchQuery({
            queryKey: [DATASOURCES_KEY, 'global'],
            queryFn: ({ signal }) =>
              request<GlobalDatasourceResource[]>('/api/v1/globaldatasources', { signal }),
            staleTime: FRESH_MS,
            cacheTime: FRESH_MS,
          }),
        ofProject: (project) =>
          client.fetchQuery({
            queryKey: [DATASOURCES_KEY, 'project', project],
            queryFn: ({ signal }) =>
              request<DatasourceResource[]>(`/api/v1/projects/${encodeURIComponent(project)}/datasources`, {
                signal,
              }),
            staleTime: FRESH_MS,
            cacheTime: FRESH_MS,
          }),
      }),
    [client],
  );
}
