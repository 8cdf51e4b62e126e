import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { dashboardListKey } from '../../api/dashboard-list.ts';

/** Time on the page that counts as a look, ms; who passes through did not look, and the first curve has the line for itself. */
const lookMs = 2000;

/** Counts that a dashboard was looked at, once a visit, and makes it the newest of one's recent dashboards. */
export function useCountView(project: string, name: string, isShown: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isShown) return undefined;
    const count = async () => {
      try {
        await request<unknown>('/api/v1/view', { method: 'POST', body: { project, dashboard: name } });
        await client.invalidateQueries([dashboardListKey]);
      } catch {
        return; // a count that is missed is no reason to disturb somebody who reads a dashboard
      }
    };
    const timer = setTimeout(() => void count(), lookMs);
    return () => clearTimeout(timer);
  }, [client, project, name, isShown]);
}
