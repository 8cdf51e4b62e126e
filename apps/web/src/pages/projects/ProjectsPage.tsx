import { useMemo } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import Magnify from 'mdi-material-ui/Magnify';
import ViewDashboardOutline from 'mdi-material-ui/ViewDashboardOutline';
import { request } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { Age } from '../../components/Age.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PageTitle } from '../../components/PageTitle.tsx';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { readDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { useKeptSearch, useUrlState } from '../../time/use-url-state.ts';
import { dashboardUrl, projectUrl } from './project-urls.ts';
import { projectRows } from './project-rows.ts';

/** Dashboards found by name that are listed under the projects. */
const FOUND_LIMIT = 50;

/** `/projects`: every project this person can see, and a search over projects and dashboards. */
export function ProjectsPage() {
  const session = useSession();
  const [search, setSearch] = useUrlState('q');
  const kept = useKeptSearch();
  const dashboards = useQuery({
    queryKey: ['dashboards', 'metadata'],
    queryFn: async ({ signal }) =>
      (await request<readonly unknown[]>('/api/v1/dashboards?metadata_only=true', { signal })).flatMap(
        (one) => readDashboard(one) ?? [],
      ),
  });
  const { rows, found } = useMemo(
    () => projectRows(session.data?.projects ?? [], dashboards.data ?? [], search),
    [session.data, dashboards.data, search],
  );
  const total = session.data?.projects.length ?? 0;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <PageTitle title="Dashboards" documentTitle="Dashboards" />
      {dashboards.error !== null && dashboards.error !== undefined && (
        <ErrorNotice error={dashboards.error} onRetry={() => void dashboards.refetch()} />
      )}
      <TextField
        label="Search projects and dashboards"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        sx={{ maxWidth: 420, bgcolor: 'background.paper' }}
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
      {session.isLoading && <Skeleton animation={false} variant="rectangular" height={280} />}
      {session.error !== null && session.error !== undefined && !session.data && (
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      )}
      {session.data && total === 0 && (
        <EmptyState sentence="You are not a member of a project that Hecate can see. Ask the admin of a project for the role view." />
      )}
      {session.data && total > 0 && rows.length === 0 && found.length === 0 && (
        <EmptyState
          sentence={`No project or dashboard matches '${search}'.`}
          action={{ label: 'Clear search', run: () => setSearch('') }}
        />
      )}
      {rows.length > 0 && (
        <TableContainer
          tabIndex={0}
          sx={{
            bgcolor: 'background.paper',
            border: '1px solid',
            borderColor: 'divider',
            borderRadius: '6px',
          }}
        >
          <Table size="small" aria-label="Projects">
            <TableHead>
              <TableRow>
                <TableCell>Project</TableCell>
                <TableCell align="right">Dashboards</TableCell>
                <TableCell>Last edit</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((row) => (
                <TableRow key={row.name} hover>
                  <TableCell>
                    <Link
                      component={RouterLink}
                      to={`${projectUrl(row.name)}${kept}`}
                      underline="hover"
                      sx={{ fontWeight: 600 }}
                    >
                      {row.displayName}
                    </Link>
                    {row.displayName !== row.name && (
                      <Box component="code" sx={{ ml: 1, color: 'text.secondary' }}>
                        {row.name}
                      </Box>
                    )}
                  </TableCell>
                  <TableCell align="right">{dashboards.data ? row.dashboards : '—'}</TableCell>
                  <TableCell>{row.lastEditMs === undefined ? '—' : <Age atMs={row.lastEditMs} />}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {search !== '' && found.length > 0 && (
        <section aria-labelledby="found-title">
          <Box component="h2" id="found-title" sx={{ typography: 'h2', mt: 0, mb: 1 }}>
            {found.length} {found.length === 1 ? 'dashboard matches' : 'dashboards match'}
          </Box>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
            {found.slice(0, FOUND_LIMIT).map((one) => (
              <Box
                component="li"
                key={`${one.project}/${one.name}`}
                sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 28 }}
              >
                <ViewDashboardOutline fontSize="small" />
                <Link component={RouterLink} to={`${dashboardUrl(one.project, one.name)}${kept}`}>
                  {one.name}
                </Link>
                <Box component="code" sx={{ color: 'text.secondary' }}>
                  {one.project}
                </Box>
              </Box>
            ))}
          </Box>
        </section>
      )}
    </Box>
  );
}
