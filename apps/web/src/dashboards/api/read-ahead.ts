import type { QueryClient } from '@tanstack/react-query';
import { dashboardQuery } from './dashboard-query.ts';
import { globalDatasourcesQuery, projectDatasourcesQuery } from './datasource-queries.ts';
import { sharedVariablesQuery } from './shared-variables-query.ts';

/**
 * Asks for all that a dashboard needs before its first query, at once and while its page is still loading: one after the other
 * they would be half of the time to the first curve. Failures are left to the page, which asks again and says them.
 */
export function readDashboardAhead(client: QueryClient, project: string, name: string): void {
  void client.prefetchQuery(dashboardQuery(project, name));
  void client.prefetchQuery(sharedVariablesQuery(project));
  void client.prefetchQuery(projectDatasourcesQuery(project));
  void client.prefetchQuery(globalDatasourcesQuery());
}
