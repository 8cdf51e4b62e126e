import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ConflictPolicy } from '@hecate/server/contract';
import { errorSentence } from '../../api/api-error.ts';
import { importArchive } from '../../api/transfer.ts';
import { Notice } from '../../components/Notice.tsx';
import { ImportReport } from './ImportReport.tsx';
import { countWords, noProgress, withLine, writtenCount, type ImportProgress } from './import-progress.ts';

const policies: readonly (readonly [ConflictPolicy, string])[] = [
  ['skip', 'Keep what is here'],
  ['overwrite', 'Overwrite with the archive'],
  ['rename', 'Keep both, the imported one gets a new name'],
];

/** Lines of a report between two drawings of it, so that 10 000 documents do not draw 10 000 times. */
const drawnEvery = 50;

/** Takes an archive, says what an import would do, and does it when asked. */
export function ImportPanel({ projects }: { readonly projects: readonly string[] }) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [archive, setArchive] = useState<File>();
  const [onConflict, setOnConflict] = useState<ConflictPolicy>('skip');
  const [project, setProject] = useState('');
  const [progress, setProgress] = useState<ImportProgress>();
  const [problem, setProblem] = useState('');
  const [running, setRunning] = useState<AbortController>();

  const choose = (change: () => void): void => {
    change();
    setProgress(undefined);
    setProblem('');
  };
  const run = async (isDryRun: boolean): Promise<void> => {
    if (archive === undefined) return;
    const stop = new AbortController();
    setRunning(stop);
    setProblem('');
    let now = noProgress;
    setProgress(now);
    try {
      await importArchive(archive, { onConflict, project, isDryRun }, stop.signal, (line) => {
        now = withLine(now, line);
        if (now.isEnded || now.done % drawnEvery === 0) setProgress(now);
      });
      setProgress(now);
      if (!now.isEnded) setProblem('The report ended early. Import again: what is done stays as it is.');
    } catch (error) {
      setProgress(now.done === 0 ? undefined : now);
      setProblem(errorSentence(error));
    } finally {
      setRunning(undefined);
      if (!isDryRun) await queries.invalidateQueries();
    }
  };
  const isChecked = progress?.isEnded === true && progress.isDryRun;
  const count = progress === undefined ? 0 : writtenCount(progress.counts);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, p: 1.5, pt: 0.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', color: 'text.secondary' }}>
        <Button variant="outlined" disabled={running !== undefined} onClick={() => input.current?.click()}>
          Choose archive
        </Button>
        {archive === undefined
          ? 'A .tar.gz of an export, or of a folder of JSON and YAML files.'
          : `${archive.name}, ${(archive.size / 1_000_000).toFixed(1)} MB`}
        <input
          ref={input}
          type="file"
          hidden
          accept=".gz,.tgz,application/gzip"
          aria-label="Archive"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            choose(() => setArchive(chosen));
            // The same file may be chosen again after it was changed.
            event.target.value = '';
          }}
        />
      </Box>
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
        <TextField
          select
          label="When a document is here and differs"
          value={onConflict}
          disabled={running !== undefined}
          onChange={(event) => {
            const found = policies.find(([policy]) => policy === event.target.value);
            if (found !== undefined) choose(() => setOnConflict(found[0]));
          }}
          sx={{ minWidth: 320 }}
        >
          {policies.map(([policy, label]) => (
            <MenuItem key={policy} value={policy}>
              {label}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          label="Into"
          value={project}
          disabled={running !== undefined}
          onChange={(event) => choose(() => setProject(event.target.value))}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ minWidth: 260 }}
        >
          <MenuItem value="">The project each document names</MenuItem>
          {projects.map((name) => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button
          variant={isChecked ? 'outlined' : 'contained'}
          disabled={archive === undefined || running !== undefined}
          onClick={() => void run(true)}
        >
          Check archive
        </Button>
        {isChecked && (
          <Button
            variant="contained"
            disabled={count === 0 || running !== undefined}
            onClick={() => void run(false)}
          >
            Import {count} {count === 1 ? 'document' : 'documents'}
          </Button>
        )}
        {running !== undefined && (
          <Button variant="outlined" onClick={() => running.abort()}>
            Cancel import
          </Button>
        )}
      </Box>
      {running !== undefined && (
        <Box>
          <LinearProgress
            aria-label="Documents"
            variant={progress === undefined || progress.total === 0 ? 'indeterminate' : 'determinate'}
            value={
              progress === undefined || progress.total === 0 ? 0 : (100 * progress.done) / progress.total
            }
          />
        </Box>
      )}
      {problem !== '' && <Notice tone="failed">{problem}</Notice>}
      <Box component="output" sx={{ display: 'block' }}>
        {progress !== undefined && statusWords(progress, running !== undefined)}
      </Box>
      {progress !== undefined && progress.note !== '' && <Notice tone="degraded">{progress.note}</Notice>}
      {progress !== undefined && progress.listed.length > 0 && <ImportReport progress={progress} />}
    </Box>
  );
}

function statusWords(progress: ImportProgress, isRunning: boolean): string {
  if (isRunning && progress.total === 0)
    return 'Sending the archive; nothing is changed before all of it is checked.';
  if (isRunning) return `${progress.done} of ${progress.total} documents.`;
  const words = countWords(progress.counts);
  if (!progress.isEnded) return `Stopped after ${progress.done} of ${progress.total} documents: ${words}.`;
  return progress.isDryRun
    ? `An import would give: ${words}. Nothing is changed yet.`
    : `Imported: ${words}.`;
}
