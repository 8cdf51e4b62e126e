import { useState, type MouseEvent } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Plus from 'mdi-material-ui/Plus';
import { dashboardListKey } from '../../api/dashboard-list.ts';
import { request } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../components/PageTitle.tsx';
import { useToast } from '../../components/Toasts.tsx';
import { postDashboard } from '../../dashboards/api/dashboards.ts';
import { dashboardPath } from '../../dashboards/api/document-paths.ts';
import { readDashboard, type StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { PageProblem } from '../../dashboards/notice/PageProblem.tsx';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { DashboardFinder } from '../dashboards/DashboardFinder.tsx';
import { PreviewList } from '../preview/PreviewList.tsx';
import { ImportDialog } from './import/ImportDialog.tsx';
import { NewDashboardDialog } from './NewDashboardDialog.tsx';
import { dashboardUrl } from './project-urls.ts';

/** `/projects/:project`: the project's dashboards and folders, and the ways to a new one. */
export function ProjectPage() {
  const { project = '' } = useParams();
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const kept = useKeptSearch();
  const toast = useToast();
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'new' | 'import'>();
  // Only a dialog has to know which names are taken.
  const taken = useQuery({
    queryKey: ['dashboards', project, 'names'],
    queryFn: async ({ signal }) =>
      (await request<readonly unknown[]>(`${dashboardPath(project)}?metadata_only=true`, { signal })).flatMap(
        (one) => readDashboard(one)?.name ?? [],
      ),
    enabled: dialog !== undefined,
  });
  const displayName = session.data?.projects.find((one) => one.name === project)?.displayName ?? project;

  if (session.data && !session.data.projects.some((one) => one.name === project)) {
    return (
      <PageProblem
        title={project}
        text={`There is no project ${project}, or you cannot see it.`}
        link={{ to: '/projects', label: 'Your projects' }}
      />
    );
  }
  const open = (saved: StoredDashboard, isEditing: boolean) => {
    void client.invalidateQueries(['dashboards']);
    void client.invalidateQueries([dashboardListKey]);
    const search = new URLSearchParams(kept);
    if (isEditing) search.set('edit', '1');
    const text = search.toString();
    navigate(`${dashboardUrl(project, saved.name)}${text === '' ? '' : `?${text}`}`);
  };
  const create = async (document: JsonObject, message: string, isEditing: boolean) =>
    open(await postDashboard(project, document, message), isEditing);
  const imported = (saved: readonly StoredDashboard[]) => {
    const [first] = saved;
    if (first && saved.length === 1) return open(first, false);
    setDialog(undefined);
    void client.invalidateQueries(['dashboards']);
    void client.invalidateQueries([dashboardListKey]);
    toast({ text: `Imported ${saved.length} dashboards.` });
  };
  const choose = (run: () => void) => () => {
    setMenu(null);
    run();
  };
  const toGallery = () => navigate(`/gallery${withProject(kept, project)}`);

  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <PageTitle
        title={displayName}
        documentTitle={`Dashboards of ${displayName}`}
        actions={
          <Button
            variant="contained"
            startIcon={<Plus fontSize="small" />}
            aria-haspopup="menu"
            aria-expanded={menu !== null}
            onClick={(event: MouseEvent<HTMLElement>) => setMenu(event.currentTarget)}
          >
            New dashboard
          </Button>
        }
      >
        {displayName !== project && (
          <Box component="code" sx={{ color: 'text.secondary' }}>
            {project}
          </Box>
        )}
      </PageTitle>
      <Menu anchorEl={menu} open={menu !== null} onClose={() => setMenu(null)}>
        <MenuItem onClick={choose(toGallery)}>From the gallery</MenuItem>
        <MenuItem onClick={choose(() => setDialog('new'))}>Blank</MenuItem>
        <MenuItem onClick={choose(() => setDialog('import'))}>Import from Perses or Grafana</MenuItem>
      </Menu>
      <DashboardFinder
        project={project}
        onNew={() => setDialog('new')}
        empty={
          <EmptyState
            sentence={`No dashboards in ${displayName}. Start from a template that fits what runs here, or from a blank one.`}
          >
            <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
              <Button variant="outlined" onClick={toGallery}>
                Open the gallery
              </Button>
              <Button variant="outlined" onClick={() => setDialog('new')}>
                Blank dashboard
              </Button>
              <Button variant="outlined" onClick={() => setDialog('import')}>
                Import dashboard
              </Button>
            </Box>
          </EmptyState>
        }
      />
      <PreviewList project={project} />
      {dialog === 'new' && (
        <NewDashboardDialog
          project={project}
          taken={taken.data ?? []}
          onCreate={create}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'import' && (
        <ImportDialog
          project={project}
          taken={taken.data ?? []}
          onImported={imported}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Box>
  );
}

function withProject(kept: string, project: string): string {
  const search = new URLSearchParams(kept);
  search.set('project', project);
  return `?${search.toString()}`;
}
