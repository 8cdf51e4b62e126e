import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { Age } from '../../components/Age.tsx';
import { Notice } from '../../components/Notice.tsx';
import { getRevision } from '../../dashboards/api/dashboards.ts';
import { readDashboard, type StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { PanelFailure } from '../../dashboards/panels/PanelFailure.tsx';
import { useChangeUrl } from '../../time/use-url-state.ts';
import { DashboardView } from './DashboardView.tsx';
import { useRestore, type OnRestored } from './use-restore.ts';

/** An old version of a dashboard with the data of now, to look at and to restore. */
export function VersionView(props: {
  readonly dashboard: StoredDashboard;
  readonly version: number;
  readonly onRestored: OnRestored;
}) {
  const { dashboard, version, onRestored } = props;
  const { project, name } = dashboard;
  const change = useChangeUrl();
  const { isBusy, restore } = useRestore(dashboard, (...restored) => {
    change({ v: null });
    onRestored(...restored);
  });
  const { data, error, refetch } = useQuery({
    queryKey: ['revision', project, name, version],
    queryFn: ({ signal }) => getRevision(project, name, version, signal),
    staleTime: Number.POSITIVE_INFINITY,
    keepPreviousData: false,
  });
  const old = useMemo(() => readDashboard(data?.document), [data]);
  if (error) return <PanelFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton animation={false} variant="rectangular" height={320} />;
  const { author, savedAt } = data.revision;
  return (
    <>
      <Box sx={{ mb: 1.5 }}>
        <Notice
          actions={
            <>
              {version !== dashboard.version && (
                <Button variant="outlined" disabled={isBusy} onClick={() => void restore(version)}>
                  Restore version {version}
                </Button>
              )}
              <Button onClick={() => change({ v: null })}>Back to version {dashboard.version}</Button>
              <Button
                onClick={() =>
                  change(
                    { v: null, tab: 'history', diff: `${version}..${dashboard.version}` },
                    { push: true },
                  )
                }
              >
                Compare with version {dashboard.version}
              </Button>
            </>
          }
        >
          Version {version}
          {author === '' ? '' : ` by ${author}`}, saved
          <Age atMs={Date.parse(savedAt)} prefix=" " />, with the data of now.
        </Notice>
      </Box>
      {old && <DashboardView key={version} dashboard={old} canEdit={false} onEdit={() => undefined} />}
    </>
  );
}
