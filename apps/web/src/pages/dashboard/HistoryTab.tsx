import { useMemo } from 'react';
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
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { Age } from '../../components/Age.tsx';
import { getRevision } from '../../dashboards/api/dashboards.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { DiffView } from '../../dashboards/documents/DiffView.tsx';
import { isJsonObject, type JsonObject } from '../../dashboards/documents/json.ts';
import { PanelFailure } from '../../dashboards/panels/PanelFailure.tsx';
import { useChangeUrl, useUrlState } from '../../time/use-url-state.ts';
import { countChanges, documentChanges } from '../../dashboards/documents/document-changes.ts';
import { comparedVersions, toggleCompared } from './compared-versions.ts';
import { useVersions } from './use-versions.ts';
import { useRestore, type OnRestored } from './use-restore.ts';
import { VisualDiff } from './VisualDiff.tsx';

/** What a button of a row is about, where there is room for it; its accessible name says which one everywhere. */
const whichWords = (
  <Box component="span" sx={{ display: { xs: 'none', lg: 'inline' } }}>
    &nbsp;version
  </Box>
);

/** Every version of a dashboard: who, when, why; two of them side by side; an old one back as a new one. */
export function HistoryTab({
  dashboard,
  onRestored,
}: {
  readonly dashboard: StoredDashboard;
  readonly onRestored: OnRestored;
}) {
  const { project, name } = dashboard;
  const [diff, setDiff] = useUrlState('diff');
  const change = useChangeUrl();
  const { isBusy, restore } = useRestore(dashboard, onRestored);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useVersions(project, name);
  const newest = data?.pages[0];
  if (!data || !newest)
    return error ? (
      <PanelFailure error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton animation={false} variant="rectangular" height={240} />
    );

  const revisions = data.pages.flatMap((page) => page.revisions);
  const compared = comparedVersions(diff);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ color: 'text.secondary' }}>
        {revisions.length === 1
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
                <span className="visually-hidden">View and restore</span>
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {revisions.map((revision) => {
              const isCurrent = revision.version === newest.current;
              return (
                <TableRow key={revision.version} selected={compared.includes(revision.version)}>
                  <TableCell padding="checkbox">
                    <Checkbox
                      size="small"
                      checked={compared.includes(revision.version)}
                      onChange={() =>
                        setDiff((now) => toggleCompared(comparedVersions(now), revision.version))
                      }
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
                  <TableCell sx={{ overflowWrap: 'anywhere', minWidth: { xs: 64, lg: 160 } }}>
                    {revision.message === '' ? '—' : revision.message}
                  </TableCell>
                  <TableCell align="right" sx={{ whiteSpace: { xs: 'normal', lg: 'nowrap' } }}>
                    <Button
                      aria-label={`View version ${revision.version}`}
                      onClick={() =>
                        change({ tab: null, diff: null, v: String(revision.version) }, { push: true })
                      }
                    >
                      View{whichWords}
                    </Button>
                    {!isCurrent && (
                      <Button
                        variant="outlined"
                        disabled={isBusy}
                        onClick={() => void restore(revision.version)}
                        aria-label={`Restore version ${revision.version}`}
                      >
                        Restore{whichWords}
                      </Button>
                    )}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      {hasNextPage === true && (
        <Box>
          {error !== null && <PanelFailure error={error} onRetry={() => void fetchNextPage()} />}
          <Button variant="outlined" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage
              ? 'Reading…'
              : `Show versions before ${revisions.at(-1)?.version.toLocaleString('en-US') ?? ''}`}
          </Button>
        </Box>
      )}
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
  const [as, setAs] = useUrlState('as', 'panels');
  const [before, after] = useMemo(
    () => (data ?? []).map(({ document }) => (isJsonObject(document) ? document : {})),
    [data],
  );
  if (error) return <PanelFailure error={error} onRetry={() => void refetch()} />;
  if (!before || !after) return <Skeleton animation={false} variant="rectangular" height={200} />;
  const isJson = as === 'json';
  return (
    <section aria-labelledby="comparison-title">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1 }}>
        <Box component="h2" id="comparison-title" sx={{ typography: 'h2', m: 0 }}>
          Version {older} and version {newer}
        </Box>
        <Box sx={{ color: 'text.secondary', mr: 'auto' }}>{countChanges(documentChanges(before, after))}</Box>
        <ToggleButtonGroup
          size="small"
          exclusive
          value={isJson ? 'json' : 'panels'}
          onChange={(_event, next: string | null) => next !== null && setAs(next)}
          aria-label="Compare as"
          sx={{
            '& .MuiToggleButton-root': { py: 0.5, color: 'text.secondary', textTransform: 'none' },
            '& .Mui-selected': { color: 'text.primary', fontWeight: 600 },
          }}
        >
          <ToggleButton value="panels">Panels</ToggleButton>
          <ToggleButton value="json">JSON</ToggleButton>
        </ToggleButtonGroup>
      </Box>
      {isJson ? (
        <DiffView
          left={specText(before)}
          right={specText(after)}
          leftTitle={`Version ${older}`}
          rightTitle={`Version ${newer}`}
        />
      ) : (
        <VisualDiff
          key={`${older}..${newer}`}
          project={project}
          older={{ title: `Version ${older}`, document: before }}
          newer={{ title: `Version ${newer}`, document: after }}
        />
      )}
    </section>
  );
}

/** Metadata changes with every version by itself; the spec is what people changed. */
function specText(document: JsonObject): string {
  return JSON.stringify(document['spec'] ?? null, null, 2);
}
