import { useParams } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { PageTitle } from '../../components/PageTitle.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PageProblem } from '../../dashboards/notice/PageProblem.tsx';
import { DashboardView } from '../dashboard/DashboardView.tsx';
import { projectUrl } from '../projects/project-urls.ts';
import { Expiry } from './Expiry.tsx';
import { previewQuery } from './preview-query.ts';

/** `/projects/:project/ephemeraldashboards/:name`: a dashboard that expires, where `percli dac preview` sends people. */
export function PreviewPage() {
  const { project = '', name = '' } = useParams();
  const { data, error, isLoading, refetch } = useQuery({
    ...previewQuery(project, name),
    keepPreviousData: false,
  });
  if (isLoading)
    return (
      <Box aria-busy="true" aria-label="Reading the preview">
        <Skeleton animation={false} variant="rectangular" height={320} />
      </Box>
    );
  const back = { to: projectUrl(project), label: `Dashboards of ${project}` };
  if (!data)
    return error instanceof ApiError && error.code === 'not-found' ? (
      <PageProblem
        title="No such preview"
        text={`There is no preview ${name} in ${project}: it has expired, or you cannot see it. \`percli dac preview\` makes it again.`}
        link={back}
      />
    ) : (
      <PageProblem title={name} text={errorSentence(error)} onRetry={() => void refetch()} link={back} />
    );
  return (
    <>
      <PageTitle title={data.dashboard.title} documentTitle={`${data.dashboard.title}, preview`} />
      <Box sx={{ my: 1 }}>
        <Notice>
          A preview: nobody can edit it, and it is removed{' '}
          {data.expiresAtMs === undefined ? (
            'when its time is over'
          ) : (
            <>
              at <Expiry atMs={data.expiresAtMs} />
            </>
          )}
          .
        </Notice>
      </Box>
      <DashboardView
        key={data.dashboard.version}
        dashboard={data.dashboard}
        isEphemeral
        canEdit={false}
        onEdit={() => undefined}
      />
    </>
  );
}
