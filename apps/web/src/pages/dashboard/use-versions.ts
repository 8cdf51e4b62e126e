import { useInfiniteQuery } from '@tanstack/react-query';
import type { RevisionList } from '@hecate/server/contract';
import { getRevisionsBefore } from '../../dashboards/api/dashboards.ts';

/** Versions of one page of the history, newest first. */
export interface VersionPage extends RevisionList {
  /** Where the next page begins: below this version; undefined behind the oldest one. */
  readonly before: number | undefined;
}

/** How many versions one page of the history shows. */
export const versionsPerPage = 200;

/** The versions of a dashboard, page by page. */
export function useVersions(project: string, name: string) {
  return useInfiniteQuery({
    queryKey: ['revisions', project, name],
    queryFn: async ({ signal, pageParam }: { signal?: AbortSignal; pageParam?: number }) =>
      versionPage(
        await getRevisionsBefore(project, name, { before: pageParam, limit: versionsPerPage + 1 }, signal),
      ),
    getNextPageParam: ({ before }) => before,
  });
}

/** One version more than a page is asked for: when it comes, there is a next page. */
export function versionPage({ revisions, current }: RevisionList): VersionPage {
  const shown = revisions.slice(0, versionsPerPage);
  return {
    revisions: shown,
    current,
    before: revisions.length > shown.length ? shown.at(-1)?.version : undefined,
  };
}
