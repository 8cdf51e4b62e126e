import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DatasourceHealthReport } from '@hecate/server/contract';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Plus from 'mdi-material-ui/Plus';
import { errorSentence } from '../../api/api-error.ts';
import { request } from '../../api/client.ts';
import { listDocuments } from '../../api/list-documents.ts';
import { Age } from '../../components/Age.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PageTitle } from '../../components/PageTitle.tsx';
import { useToast } from '../../components/Toasts.tsx';
import { DATASOURCES_KEY } from '../../dashboards/api/datasource-queries.ts';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { DatasourceDialog } from './DatasourceDialog.tsx';
import { DatasourceTable } from './DatasourceTable.tsx';
import { datasourcePath, readDatasource, type StoredDatasource } from './datasource-document.ts';
import { DeleteDatasourceDialog } from './DeleteDatasourceDialog.tsx';

/** `/admin`: the datasources of all scopes, whether they answer, and the form for the global ones. */
export function AdminPage() {
  const client = useQueryClient();
  const toast = useToast();
  const kept = useKeptSearch();
  const [editing, setEditing] = useState<StoredDatasource | 'new'>();
  const [deleting, setDeleting] = useState<StoredDatasource>();
  const list = useQuery({
    queryKey: ['admin-datasources'],
    queryFn: async ({ signal }) => {
      const [global, ofProjects] = await Promise.all([
        listDocuments('/api/v1/globaldatasources', signal),
        listDocuments('/api/v1/datasources', signal),
      ]);
      return [...global, ...ofProjects].flatMap((one) => readDatasource(one) ?? []);
    },
  });
  const health = useQuery({
    queryKey: ['datasources-health'],
    queryFn: ({ signal }) => request<DatasourceHealthReport>('/api/v1/datasources/health', { signal }),
    refetchInterval: 15_000,
  });
  const changed = (text: string) => {
    setEditing(undefined);
    setDeleting(undefined);
    void client.invalidateQueries(['admin-datasources']);
    void client.invalidateQueries(['datasources-health']);
    // Dashboards keep their lists for minutes: they must ask again now.
    void client.invalidateQueries([DATASOURCES_KEY]);
    toast({ text });
  };
  const remove = async (datasource: StoredDatasource) => {
    try {
      await request<unknown>(datasourcePath(datasource), { method: 'DELETE' });
      changed(`Deleted datasource "${datasource.title}".`);
    } catch (error) {
      toast({ text: errorSentence(error), tone: 'failed' });
    }
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <PageTitle
        title="Datasources"
        documentTitle="Datasources, admin"
        actions={
          <>
            <Button variant="outlined" component={RouterLink} to={`/transfer${kept}`}>
              Import and export
            </Button>
            <Button
              variant="contained"
              startIcon={<Plus fontSize="small" />}
              onClick={() => setEditing('new')}
            >
              Add datasource
            </Button>
          </>
        }
      />
      <Box sx={{ color: 'text.secondary' }}>
        Where dashboards read from. Global datasources serve every project; a project may have its own.{' '}
        {health.data ? <Age atMs={Date.parse(health.data.last_check)} prefix="Checked " /> : null}
      </Box>
      {list.error !== null && list.error !== undefined && (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      )}
      {health.error !== null && health.error !== undefined && (
        <ErrorNotice error={health.error} onRetry={() => void health.refetch()} />
      )}
      {list.isLoading && <Skeleton animation={false} variant="rectangular" height={160} />}
      {list.data && list.data.length === 0 && (
        <EmptyState
          sentence="No datasource yet. Dashboards need at least one that is the default for its kind."
          action={{ label: 'Add datasource', run: () => setEditing('new') }}
        />
      )}
      {list.data && list.data.length > 0 && (
        <DatasourceTable
          datasources={list.data}
          health={health.data?.datasources}
          onEdit={setEditing}
          onDelete={setDeleting}
        />
      )}
      {editing && (
        <DatasourceDialog
          datasource={editing === 'new' ? undefined : editing}
          taken={(list.data ?? []).filter((one) => one.project === undefined).map((one) => one.name)}
          onSaved={changed}
          onClose={() => setEditing(undefined)}
        />
      )}
      {deleting && (
        <DeleteDatasourceDialog
          datasource={deleting}
          onDelete={remove}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </Box>
  );
}
