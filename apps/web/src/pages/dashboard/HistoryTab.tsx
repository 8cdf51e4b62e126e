import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { errorSentence } from '../../api/api-error.ts';
import { Age } from '../../components/Age.tsx';
import { getRevision, getRevisions, restoreRevision } from '../../dashboards/api/dashboards.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { DiffView } from '../../dashboards/documents/DiffView.tsx';
import { isJsonObject } from '../../dashboards/documents/json.ts';
import { useToast } from '../../components/Toasts.tsx';
import { PanelFailure } from '../../dashboards/panels/PanelFailure.tsx';
import { useUrlState } from '../../time/use-url-state.ts';
import { comparedVersions, toggleCompared } from './compared-versions.ts';

/** Every version of a dashboard: who, when, why; two of them side by side; an old one back as a new one. */
export function HistoryTab({
  dashboard,
  onRestored,
}: {
  readonly dashboard: StoredDashboard;
  readonly onRestored: (saved: StoredDashboard, text: string) => void;
}) {
  const { project, name } = dashboard;
  const [diff, setDiff] = useUrlState('diff');
  const [isBusy, setBusy] = useState(false);
  const toast = useToast();
  const { data, error, refetch } = useQuery({
    queryKey: ['revisions', project, name],
    queryFn: ({ signal }) => getRevisions(project, name, signal),
  });
  if (!data)
    return error ? (
      <PanelFailure error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton animation={false} variant="rectangular" height={240} />
    );

  const compared = comparedVersions(diff);
  const restore = async (version: number) => {
    setBusy(true);
    try {
      const saved = await restoreRevision(project, name, version);
      onRestored(saved, `Restored version ${version} as ${saved.version}.`);
    } catch (problem) {
      toast({ text: errorSentence(problem), tone: 'failed' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ color: 'text.secondary' }}>
        {data.revisions.length === 1
          ? 'One version so far. Each time the dashboard is saved, one is added.'
          : 'Choose two versions to see what is different between them.'}
      </Box>
      <TableContainer
        tabIndex={0}
        sx={{ bgcolor: 'background.paper', border: '1px solid', borderColor: 'divider', borderRadius: '6px' }}
      >
        <Table size="small" aria-label="Versions">
          <TableHead>
            <TableRow>
              <TableCell padding="checkbox">
                <span className="visually-hidden">Compare</span>
              </TableCell>
              <TableCell>Version</TableCell>
              <TableCell>Saved</TableCell>
              <TableCell>By</TableCell>
              <TableCell>Changes</TableCell>
              <TableCell>Message</TableCell>
              <TableCell>
                <span className="visually-hidden">Restore</span>
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {data.revisions.map((revision) => {
              const isCurrent = revision.version === data.current;
              return (
                <TableRow key={revision.version} selected={compared.includes(revision.version)}>
                  <TableCell padding="checkbox">
                    <Checkbox
                      size="small"
                      checked={compared.includes(revision.version)}
                      onChange={() => setDiff(toggleCompared(compared, revision.version))}
                      slotProps={{ input: { 'aria-label': `Compare version ${revision.version}` } }}
                    />
                  </TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    {revision.version}
                    {isCurrent ? ' (current)' : ''}
                  </TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    <Age atMs={Date.parse(revision.savedAt)} />
                  </TableCell>
                  <TableCell>{revision.author}</TableCell>
                  <TableCell>{revision.summary}</TableCell>
                  <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 160 }}>
                    {revision.message === '' ? '—' : revision.message}
                  </TableCell>
                  <TableCell align="right">
                    {!isCurrent && (
                      <Button
                        variant="outlined"
                        disabled={isBusy}
                        onClick={() => void restore(revision.version)}
                      >
                        Restore version {revision.version}
                      </Button>
                    )}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      {compared.length === 2 && (
        <Comparison project={project} name={name} older={compared[0] ?? 0} newer={compared[1] ?? 0} />
      )}
    </Box>
  );
}

function Comparison({
  project,
  name,
  older,
  newer,
}: {
  readonly project: string;
  readonly name: string;
  readonly older: number;
  readonly newer: number;
}) {
  const { data, error, refetch } = useQuery({
    queryKey: ['revision-pair', project, name, older, newer],
    queryFn: ({ signal }) =>
      Promise.all([getRevision(project, name, older, signal), getRevision(project, name, newer, signal)]),
    staleTime: Number.POSITIVE_INFINITY,
    keepPreviousData: false,
  });
  if (error) return <PanelFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton animation={false} variant="rectangular" height={200} />;
  return (
    <section aria-labelledby="comparison-title">
      <Box component="h2" id="comparison-title" sx={{ typography: 'h2', mt: 0, mb: 1 }}>
        Version {older} and version {newer}
      </Box>
      <DiffView
        left={specText(data[0].document)}
        right={specText(data[1].document)}
        leftTitle={`Version ${older}`}
        rightTitle={`Version ${newer}`}
      />
    </section>
  );
}

/** Metadata changes with every version by itself; the spec is what people changed. */
function specText(document: unknown): string {
  return JSON.stringify(isJsonObject(document) ? (document['spec'] ?? null) : document, null, 2);
}
