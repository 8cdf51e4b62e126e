import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { errorSentence } from '../../../api/api-error.ts';
import { postDashboardText } from '../../../dashboards/api/dashboards.ts';
import type { StoredDashboard } from '../../../dashboards/documents/dashboard-document.ts';
import { ImportNames, importNameProblem } from './ImportNames.tsx';
import { ImportReport } from './ImportReport.tsx';
import { ImportSource } from './ImportSource.tsx';
import { useReadImport } from './use-read-import.ts';

/** Takes dashboards of Perses, of its operator or of Grafana, reports what they become, and saves them under chosen names. */
export function ImportDialog(props: {
  readonly project: string;
  /** Names in the project, in lower case. */
  readonly taken: readonly string[];
  readonly onImported: (saved: readonly StoredDashboard[]) => void;
  readonly onClose: () => void;
}) {
  const { project, onImported, onClose } = props;
  const [text, setText] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [saved, setSaved] = useState<readonly StoredDashboard[]>([]);
  const [problem, setProblem] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const reading = useReadImport(text, project);
  const rows = reading?.ok === true ? reading.read.rows : [];
  // What this dialog has saved before another one was refused is taken too.
  const taken = [...props.taken, ...saved.map((one) => one.name.toLowerCase())];
  const left = rows.filter(
    (row) => !saved.some((one) => one.name === (names.get(row.id) ?? row.name).toLowerCase()),
  );
  const isSound =
    left.length > 0 &&
    left.every((row) => importNameProblem(row, { project, rows: left, names, taken }) === undefined);
  const take = (next: string) => {
    setText(next);
    setNames(new Map());
    setProblem(undefined);
  };
  const save = async () => {
    const { placeDocument } = await import('./conversions.ts');
    const done = [...saved];
    setSaving(true);
    try {
      for (const row of left) {
        const placed = placeDocument(row.text, { name: names.get(row.id) ?? row.name, project });
        done.push(await postDashboardText(project, placed, 'Imported'));
      }
      onImported(done);
    } catch (error) {
      setProblem(
        `${done.length === 0 ? '' : `Saved ${done.length} of ${rows.length}. `}${errorSentence(error)}`,
      );
      setSaved(done);
      setSaving(false);
    }
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="import-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSound && !isSaving) void save();
        }}
        style={{ display: 'contents' }}
      >
        <DialogTitle id="import-title">Import dashboards into {project}</DialogTitle>
        <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
          <ImportSource text={text} onText={take} onProblem={setProblem} />
          {reading?.ok === true && <ImportReport read={reading.read} />}
          {reading?.ok === false && (
            <Box id="import-report" role="alert" sx={{ color: 'error.main' }}>
              {reading.problem}
            </Box>
          )}
          <ImportNames
            project={project}
            rows={left}
            names={names}
            taken={taken}
            onName={(id, name) => setNames(new Map(names).set(id, name))}
          />
          {problem !== undefined && (
            <Box role="alert" sx={{ color: 'error.main' }}>
              {problem}
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isSound || isSaving}>
            {left.length > 1 ? `Import ${left.length} dashboards` : 'Import dashboard'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
