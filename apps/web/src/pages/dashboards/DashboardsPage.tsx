import { Link as RouterLink, useNavigate } from 'react-router-dom';
import Button from '@mui/material/Button';
import Plus from 'mdi-material-ui/Plus';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../components/PageTitle.tsx';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { UnknownProject } from '../../shell/UnknownProject.tsx';
import { useProject } from '../../shell/use-project.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { DashboardFinder } from './DashboardFinder.tsx';

/** `/dashboards`: every dashboard this person can see, across projects. */
export function DashboardsPage() {
  const [project, chooseProject] = useProject();
  const projects = useSession().data?.projects;
  const navigate = useNavigate();
  const kept = useKeptSearch();
  const isUnknown =
    project !== null && projects !== undefined && !projects.some(({ name }) => name === project);
  const toGallery = () => navigate(`/gallery${kept}`);
  const where = project ?? (projects === undefined ? 'your projects' : `your ${projects.length} projects`);
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}>
      <PageTitle
        title="Dashboards"
        documentTitle={project === null ? 'Dashboards' : `Dashboards of ${project}`}
        actions={
          <>
            <Button component={RouterLink} to={`/projects${kept}`} variant="outlined">
              Projects
            </Button>
            <Button variant="contained" startIcon={<Plus fontSize="small" />} onClick={toGallery}>
              New dashboard
            </Button>
          </>
        }
      />
      {isUnknown ? (
        <UnknownProject project={project} onLeave={() => chooseProject(null)} />
      ) : (
        <DashboardFinder
          project={project}
          onNew={toGallery}
          empty={
            <EmptyState
              sentence={`No dashboards in ${where}. Start from a template that fits what runs here.`}
              action={{ label: 'Open the gallery', run: toGallery }}
            />
          }
        />
      )}
    </div>
  );
}
