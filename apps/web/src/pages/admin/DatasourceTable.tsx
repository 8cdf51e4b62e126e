import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { DatasourceHealth, DatasourceTest } from '@hecate/server/contract';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { errorSentence } from '../../api/api-error.ts';
import { request } from '../../api/client.ts';
import { StatusLabel } from '../../components/StatusLabel.tsx';
import { useMediaQuery } from '../../theme/PreferencesProvider.tsx';
import type { StoredDatasource } from './datasource-document.ts';

/** Every datasource with the answer it gave last; project datasources are changed in their project. */
export function DatasourceTable(props: {
  readonly datasources: readonly StoredDatasource[];
  readonly health: readonly DatasourceHealth[] | undefined;
  readonly onEdit: (datasource: StoredDatasource) => void;
  readonly onDelete: (datasource: StoredDatasource) => void;
}) {
  const { datasources, health, onEdit, onDelete } = props;
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const healthOf = (one: StoredDatasource) =>
    health?.find((each) => each.name === one.name && (each.project ?? undefined) === one.project);
  if (isNarrow) {
    return (
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {datasources.map((one) => (
          <Box
            component="li"
            key={`${one.project ?? ''}/${one.name}`}
            sx={{
              p: 1.5,
              display: 'grid',
              gap: 1,
              bgcolor: 'background.paper',
              border: '1px solid',
              borderColor: 'divider',
              borderRadius: '6px',
            }}
          >
            <Identity datasource={one} />
            <State health={healthOf(one)} />
            <Box component="code" sx={{ overflowWrap: 'anywhere', color: 'text.secondary' }}>
              {one.url ?? '—'}
            </Box>
            <Actions datasource={one} onEdit={onEdit} onDelete={onDelete} />
          </Box>
        ))}
      </Box>
    );
  }
  return (
    <TableContainer
      tabIndex={0}
      sx={{ bgcolor: 'background.paper', border: '1px solid', borderColor: 'divider', borderRadius: '6px' }}
    >
      <Table size="small" aria-label="Datasources">
        <TableHead>
          <TableRow>
            <TableCell>Datasource</TableCell>
            <TableCell>Scope</TableCell>
            <TableCell>Address</TableCell>
            <TableCell>State</TableCell>
            <TableCell>
              <span className="visually-hidden">Actions</span>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {datasources.map((one) => (
            <TableRow key={`${one.project ?? ''}/${one.name}`} sx={{ '& td': { verticalAlign: 'top' } }}>
              <TableCell>
                <Identity datasource={one} />
              </TableCell>
              <TableCell>{one.project ?? 'all projects'}</TableCell>
              <TableCell>
                <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
                  {one.url ?? '—'}
                </Box>
              </TableCell>
              <TableCell sx={{ minWidth: 220 }}>
                <State health={healthOf(one)} />
              </TableCell>
              <TableCell align="right">
                <Actions datasource={one} onEdit={onEdit} onDelete={onDelete} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Identity({ datasource }: { readonly datasource: StoredDatasource }) {
  return (
    <div>
      <Box sx={{ fontWeight: 600 }}>{datasource.title}</Box>
      <Box sx={{ color: 'text.secondary', display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <code>{datasource.name}</code>
        {datasource.kind.replace('Datasource', '')}
        {datasource.isDefault && <Chip size="small" label="default" variant="outlined" />}
      </Box>
    </div>
  );
}

function State({ health }: { readonly health: DatasourceHealth | undefined }) {
  if (!health) return <StatusLabel statusClass="unknown" word="Not checked" />;
  const details = [
    health.version === null ? '' : `version ${health.version}`,
    health.latencyMs === null ? '' : `${Math.round(health.latencyMs)} ms`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      <StatusLabel
        statusClass={health.reachable ? 'healthy' : 'failed'}
        word={health.reachable ? 'Answers' : 'Does not answer'}
      />
      <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {health.reachable ? details : (health.reason ?? '').slice(0, 300)}
      </Box>
    </>
  );
}

function Actions({
  datasource,
  onEdit,
  onDelete,
}: {
  readonly datasource: StoredDatasource;
  readonly onEdit: (datasource: StoredDatasource) => void;
  readonly onDelete: (datasource: StoredDatasource) => void;
}) {
  const [text, setText] = useState<{ readonly ok: boolean; readonly text: string }>();
  const test = useMutation({
    mutationFn: () =>
      request<DatasourceTest>('/api/hecate/v1/datasources/test', {
        method: 'POST',
        body: datasource.document,
      }),
    onSuccess: (answer) => setText(answer),
    onError: (error) => setText({ ok: false, text: errorSentence(error) }),
  });
  const isGlobal = datasource.project === undefined;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-end', gap: 0.5 }}>
      <Box sx={{ display: 'flex', gap: 0.5 }}>
        <Button
          variant="outlined"
          disabled={test.isLoading}
          onClick={() => test.mutate()}
          aria-label={`Test ${datasource.title}`}
        >
          Test
        </Button>
        {isGlobal && (
          <>
            <Button onClick={() => onEdit(datasource)} aria-label={`Edit ${datasource.title}`}>
              Edit
            </Button>
            <Button onClick={() => onDelete(datasource)} aria-label={`Delete ${datasource.title}`}>
              Delete
            </Button>
          </>
        )}
      </Box>
      <Box
        component="output"
        sx={{
          display: 'block',
          color: text?.ok === false ? 'error.main' : 'text.secondary',
          overflowWrap: 'anywhere',
          maxWidth: 320,
          textAlign: 'right',
        }}
      >
        {text?.text.slice(0, 300)}
      </Box>
    </Box>
  );
}
