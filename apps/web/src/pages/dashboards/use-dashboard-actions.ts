import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type {
  ChangeOutcome,
  ChangeReport,
  DashboardListPage,
  DashboardRow,
  FolderTarget,
} from '@hecate/server/contract';
import { errorSentence } from '../../api/api-error.ts';
import {
  dashboardListKey,
  deleteDashboards,
  duplicateDashboard,
  moveDashboards,
  putFavourite,
  tagDashboards,
  undeleteDashboards,
} from '../../api/dashboard-list.ts';
import { useToast } from '../../components/Toasts.tsx';
import { dashboardUrl } from '../projects/project-urls.ts';
import { changeSentence, failureLines } from './change-words.ts';

/** What can be done with the rows of a list; each tells its result in a toast, and the failures of single dashboards in `failures`. */
export type DashboardActions = {
  readonly tag: (
    rows: readonly DashboardRow[],
    add: readonly string[],
    remove: readonly string[],
  ) => Promise<void>;
  readonly move: (
    rows: readonly DashboardRow[],
    to: { readonly project?: string; readonly folder?: FolderTarget | null },
  ) => Promise<void>;
  readonly remove: (rows: readonly DashboardRow[]) => Promise<void>;
  readonly duplicate: (row: DashboardRow) => Promise<void>;
  readonly favour: (row: DashboardRow) => Promise<void>;
  readonly failures: readonly string[];
  readonly dismissFailures: () => void;
};

export function useDashboardActions(): DashboardActions {
  const client = useQueryClient();
  const toast = useToast();
  const navigate = useNavigate();
  const [failures, setFailures] = useState<readonly string[]>([]);

  const refresh = useCallback(async () => {
    await Promise.all([
      client.invalidateQueries([dashboardListKey]),
      client.invalidateQueries(['dashboards']),
      client.invalidateQueries(['dashboard']),
    ]);
  }, [client]);
  const fail = useCallback(
    (problem: unknown) => toast({ text: errorSentence(problem), tone: 'failed' }),
    [toast],
  );
  const finish = async (
    verb: string,
    rows: readonly DashboardRow[],
    change: Promise<ChangeReport>,
    undo?: (report: ChangeReport) => (() => void) | undefined,
  ): Promise<void> => {
    try {
      const report = await change;
      setFailures(failureLines(report.outcomes));
      const run = undo?.(report);
      toast({
        text: changeSentence(verb, report.outcomes, rows[0]?.title),
        ...(isWhollyRefused(report.outcomes) ? { tone: 'failed' as const } : {}),
        ...(run === undefined ? {} : { action: { label: 'Undo', run } }),
      });
    } catch (problem) {
      fail(problem);
    }
    await refresh();
  };

  return {
    tag: (rows, add, remove) => finish('Tagged', rows, tagDashboards(placesOf(rows), add, remove)),
    move: (rows, to) => finish('Moved', rows, moveDashboards(placesOf(rows), to)),
    remove: (rows) =>
      finish('Deleted', rows, deleteDashboards(placesOf(rows)), ({ undo }) =>
        undo === null ? undefined : () => void finish('Brought back', rows, undeleteDashboards(undo)),
      ),
    duplicate: async (row) => {
      try {
        const copy = await duplicateDashboard(row.project, row.name);
        toast({
          text: `Copied to ${copy.name}.`,
          action: { label: 'Open', run: () => navigate(dashboardUrl(copy.project, copy.name)) },
        });
        await refresh();
      } catch (problem) {
        fail(problem);
      }
    },
    favour: async (row) => {
      try {
        await putFavourite(row.project, row.name, !row.isFavourite);
        // In place: a row that jumped to the top under the pointer would be clicked by mistake. The next reading orders it.
        client.setQueriesData<InfiniteData<DashboardListPage>>([dashboardListKey, 'pages'], (data) =>
          data === undefined ? data : withFavourite(data, row),
        );
      } catch (problem) {
        fail(problem);
      }
    },
    failures,
    dismissFailures: () => setFailures([]),
  };
}

function isWhollyRefused(outcomes: readonly ChangeOutcome[]): boolean {
  return outcomes.every(({ isDone }) => !isDone);
}

function placesOf(rows: readonly DashboardRow[]) {
  return rows.map(({ project, name, version }) => ({ project, name, version }));
}

function withFavourite(
  data: InfiniteData<DashboardListPage>,
  { project, name, isFavourite }: DashboardRow,
): InfiniteData<DashboardListPage> {
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      rows: page.rows.map((row) =>
        row.project === project && row.name === name ? { ...row, isFavourite: !isFavourite } : row,
      ),
    })),
  };
}
