import { useMemo, useState, type MouseEvent } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import InputAdornment from '@mui/material/InputAdornment';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Magnify from 'mdi-material-ui/Magnify';
import Plus from 'mdi-material-ui/Plus';
import { errorSentence } from '../../api/api-error.ts';
import { request } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PageTitle } from '../../components/PageTitle.tsx';
import { useToast } from '../../components/Toasts.tsx';
import { deleteDashboard, postDashboard } from '../../dashboards/api/dashboards.ts';
import { dashboardPath } from '../../dashboards/api/document-paths.ts';
import { readDashboard, type StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { PageProblem } from '../../dashboards/notice/PageProblem.tsx';
import { saveFile } from '../../dashboards/panels/save-file.ts';
import { useKeptSearch, useUrlState } from '../../time/use-url-state.ts';
import { DashboardTable } from './DashboardTable.tsx';
import { DeleteDashboardDialog } from './DeleteDashboardDialog.tsx';
import { filterDashboards, folderNames, tagCounts } from './dashboard-list.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { NewDashboardDialog } from './NewDashboardDialog.tsx';
import { dashboardUrl } from './project-urls.ts';

/** `/projects/:project`: the project's dashboards with search, tags and folders, and the ways to a new one. */
export function ProjectPage() {
  const { project = '' } = useParams();
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const kept = useKeptSearch();
  const [search, setSearch] = useUrlState('q');
  const [tag, setTag] = useUrlState('tag');
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'new' | 'import'>();
  const [deleting, setDeleting] = useState<StoredDashboard>();
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['dashboards', project],
    queryFn: async ({ signal }) =>
      (await request<readonly unknown[]>(dashboardPath(project), { signal })).flatMap(
        (one) => readDashboard(one) ?? [],
      ),
    keepPreviousData: false,
  });
  const folders = useQuery({
    queryKey: ['folders', project],
    queryFn: ({ signal }) =>
      request<readonly unknown[]>(`/api/v1/projects/${encodeURIComponent(project)}/folders`, { signal }),
  });
  const folderOf = useMemo(() => folderNames(folders.data ?? []), [folders.data]);
  const shown = useMemo(() => filterDashboards(data ?? [], search, tag), [data, search, tag]);
  const tags = useMemo(() => tagCounts(data ?? []), [data]);
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
    const search = new URLSearchParams(kept);
    if (isEditing) search.set('edit', '1');
    const text = search.toString();
    navigate(`${dashboardUrl(project, saved.name)}${text === '' ? '' : `?${text}`}`);
  };
  const create = async (document: JsonObject, message: string, isEditing: boolean) =>
    open(await postDashboard(project, document, message), isEditing);
  const restore = async (dashboard: StoredDashboard) => {
    try {
      await postDashboard(project, dashboard.document, 'Deletion undone');
      void client.invalidateQueries(['dashboards']);
    } catch (problem) {
      toast({ text: errorSentence(problem), tone: 'failed' });
    }
  };
  const remove = async (dashboard: StoredDashboard) => {
    try {
      await deleteDashboard(project, dashboard.name);
      setDeleting(undefined);
      void client.invalidateQueries(['dashboards']);
      toast({
        text: `Deleted "${dashboard.title}".`,
        action: { label: 'Undo', run: () => void restore(dashboard) },
      });
    } catch (problem) {
      toast({ text: errorSentence(problem), tone: 'failed' });
    }
  };
  const newButton = (
    <Button
      variant="contained"
      startIcon={<Plus fontSize="small" />}
      aria-haspopup="menu"
      aria-expanded={menu !== null}
      onClick={(event: MouseEvent<HTMLElement>) => setMenu(event.currentTarget)}
    >
      New dashboard
    </Button>
  );
  const choose = (run: () => void) => () => {
    setMenu(null);
    run();
  };
  const toGallery = () => navigate(`/gallery${withProject(kept, project)}`);

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <PageTitle
        title={displayName}
        documentTitle={`Dashboards of ${displayName}`}
        actions={data && data.length > 0 ? newButton : undefined}
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
        <MenuItem onClick={choose(() => setDialog('import'))}>Import JSON or YAML</MenuItem>
      </Menu>
      {isLoading && <Skeleton animation={false} variant="rectangular" height={240} />}
      {error !== null && error !== undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <TextField
            label="Search dashboards"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            sx={{ width: 'min(360px, 100%)', bgcolor: 'background.paper' }}
            slotProps={{
              input: {
                startAdornment: (
                  <InputAdornment position="start">
                    <Magnify fontSize="small" />
                  </InputAdornment>
                ),
              },
            }}
          />
          {tags.map(([name, count]) => (
            <Chip
              key={name}
              label={`${name} ${count}`}
              variant={tag === name ? 'filled' : 'outlined'}
              color={tag === name ? 'primary' : 'default'}
              onClick={() => setTag(tag === name ? '' : name)}
              aria-pressed={tag === name}
            />
          ))}
        </Box>
      )}
      {data && data.length === 0 && (
        <EmptyState
          sentence={`No dashboards in ${displayName}. Start from a template that fits what runs here, or from a blank one.`}
        >
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
            <Button variant="contained" onClick={toGallery}>
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
      )}
      {data && data.length > 0 && shown.length === 0 && (
        <EmptyState
          sentence={`No dashboard matches${search === '' ? '' : ` '${search}'`}${tag === '' ? '' : ` with the tag ${tag}`}.`}
          action={{
            label: 'Clear filters',
            run: () => {
              setSearch('');
              setTag('');
            },
          }}
        />
      )}
      {shown.length > 0 && (
        <DashboardTable
          dashboards={shown}
          folderOf={folderOf}
          search={kept}
          onDownload={(one) =>
            saveFile(`${one.name}.json`, 'application/json', JSON.stringify(one.document, null, 2))
          }
          onDelete={setDeleting}
        />
      )}
      {dialog === 'new' && (
        <NewDashboardDialog
          project={project}
          taken={(data ?? []).map((one) => one.name)}
          onCreate={create}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'import' && (
        <ImportDialog
          project={project}
          taken={(data ?? []).map((one) => one.name)}
          onCreate={create}
          onClose={() => setDialog(undefined)}
        />
      )}
      {deleting && (
        <DeleteDashboardDialog
          dashboard={deleting}
          onDelete={remove}
          onClose={() => setDeleting(undefined)}
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
