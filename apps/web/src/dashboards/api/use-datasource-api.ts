import { useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import {
  createDatasourceApi,
  type CachedDatasourceApi,
  type DashboardCollection,
} from '../perses/datasource-api.ts';
import { globalDatasourcesQuery, projectDatasourcesQuery } from './datasource-queries.ts';

/** The datasource lookup of a dashboard page, over lists that all pages share. Must be called outside the Perses providers. */
export function useDatasourceApi(collection: DashboardCollection): CachedDatasourceApi {
  const client = useQueryClient();
  return useMemo(
    () =>
      createDatasourceApi(
        {
          global: () => client.fetchQuery(globalDatasourcesQuery()),
          ofProject: (project) => client.fetchQuery(projectDatasourcesQuery(project)),
        },
        collection,
      ),
    [client, collection],
  );
}
