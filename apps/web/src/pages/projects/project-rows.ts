import type { Session } from '@hecate/server/contract';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';

/** One project in the list. */
export interface ProjectRow {
  readonly name: string;
  readonly displayName: string;
  readonly dashboards: number;
  readonly lastEditMs: number | undefined;
}

/** Projects that match the search (by name, or because one of their dashboards does), and the dashboards that match. */
export function projectRows(
  projects: Session['projects'],
  dashboards: readonly StoredDashboard[],
  search: string,
): { readonly rows: readonly ProjectRow[]; readonly found: readonly StoredDashboard[] } {
  const words = search.trim().toLowerCase();
  const rows = projects.map((project): ProjectRow => {
    const own = dashboards.filter((one) => one.project === project.name);
    const edits = own
      .flatMap((one) => (one.updatedAt === undefined ? [] : [Date.parse(one.updatedAt)]))
      .filter(Number.isFinite);
    return {
      ...project,
      dashboards: own.length,
      lastEditMs: edits.length === 0 ? undefined : edits.reduce((a, b) => Math.max(a, b)),
    };
  });
  if (words === '') return { rows, found: [] };
  const found = dashboards.filter((one) =>
    [one.name, one.title, ...one.tags].some((text) => text.toLowerCase().includes(words)),
  );
  const holders = new Set(found.map((one) => one.project));
  return {
    rows: rows.filter(
      (row) =>
        row.name.toLowerCase().includes(words) ||
        row.displayName.toLowerCase().includes(words) ||
        holders.has(row.name),
    ),
    found,
  };
}
