import { useEffect } from 'react';
import { useParams } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import Skeleton from '@mui/material/Skeleton';
import Box from '@mui/material/Box';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { useSession } from '../../api/session.ts';
import { dashboardQuery } from '../../dashboards/api/dashboard-query.ts';
import { jsonObject, jsonText } from '../../dashboards/documents/json.ts';
import { useChangeUrl } from '../../time/use-url-state.ts';
import { parseDuration } from '../../time/duration.ts';
import { PageProblem } from '../../dashboards/notice/PageProblem.tsx';
import { DashboardScreen } from './DashboardScreen.tsx';
import { useCountView } from './use-count-view.ts';
import { usePageTitle } from '../../dashboards/notice/use-page-title.ts';

/** `/projects/:project/dashboards/:name`: view, edit, history and JSON of one dashboard. */
export function DashboardPage() {
  const { project = '', name = '' } = useParams();
  const { data, error, isLoading, refetch } = useQuery({
    ...dashboardQuery(project, name),
    keepPreviousData: false,
  });
  const session = useSession();
  usePageTitle(data?.title ?? name);
  useCountView(project, name, data !== undefined);
  useStoredRange(jsonText(jsonObject(data?.document['spec'])['duration']));

  if (isLoading) return <LoadingDashboard />;
  if (!data && session.data && !session.data.projects.some((one) => one.name === project)) {
    return (
      <PageProblem
        title="No such dashboard"
        text={`There is no project ${project}, or you cannot see it.`}
        link={{ to: '/projects', label: 'Your projects' }}
      />
    );
  }
  if (!data) {
    return error instanceof ApiError && error.code === 'not-found' ? (
      <PageProblem
        title="No such dashboard"
        text={`There is no dashboard ${name} in ${project}, or you cannot see it.`}
        link={{ to: `/projects/${encodeURIComponent(project)}`, label: `Dashboards of ${project}` }}
      />
    ) : (
      <PageProblem
        title={name}
        text={errorSentence(error)}
        onRetry={() => void refetch()}
        link={{ to: `/projects/${encodeURIComponent(project)}`, label: `Dashboards of ${project}` }}
      />
    );
  }
  return <DashboardScreen key={`${project}/${name}`} dashboard={data} />;
}

/** The range a dashboard is stored with, unless the URL says one. */
function useStoredRange(duration: string | undefined): void {
  const change = useChangeUrl();
  useEffect(() => {
    const isAsked = new URLSearchParams(window.location.search).has('start');
    if (duration !== undefined && !isAsked && parseDuration(duration) !== null && duration !== '1h')
      change({ start: duration });
  }, [duration, change]);
}

function LoadingDashboard() {
  return (
    <Box
      aria-busy="true"
      aria-label="Reading the dashboard"
      sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}
    >
      <Skeleton animation={false} variant="rectangular" width={320} height={28} />
      <Skeleton animation={false} variant="rectangular" height={44} />
      <Skeleton animation={false} variant="rectangular" height={320} />
    </Box>
  );
}
