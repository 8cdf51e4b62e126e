import { useRef, useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { errorSentence } from '../../api/api-error.ts';
import { nameProblem } from '../../dashboards/documents/document-name.ts';
import { JsonEditor } from '../../dashboards/documents/JsonEditor.tsx';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { importedDashboard, type Imported } from './import-dashboard.ts';

/** Largest file read, bytes: the server takes no larger document. */
const FILE_LIMIT = 5 * 1024 * 1024;

/** Takes a Perses dashboard (JSON, YAML, or the PersesDashboard resource), reports what it is, and creates it. */
export function ImportDialog(props: {
  readonly project: string;
  readonly taken: readonly string[];
  readonly onCreate: (document: JsonObject, message: string, isEditing: boolean) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { project, taken, onCreate, onClose } = props;
  const [text, setText] = useState('');
  const [imported, setImported] = useState<Imported>();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const file = useRef<HTMLInputElement>(null);

  const read = async (next: string) => {
    setText(next);
    setProblem(undefined);
    if (next.trim() === '') return setImported(undefined);
    const { yamlToJson } = await import('@hecate/perses');
    const result = importedDashboard(next, yamlToJson);
    setImported(result);
    if (result.ok) setName(result.name);
  };
  const readFile = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > FILE_LIMIT)
      return setProblem(
        `The file has ${(chosen.size / 1024 / 1024).toFixed(1)} MiB; at most 5 MiB can be stored.`,
      );
    await read(await chosen.text());
  };
  const nameIssue = taken.includes(name.toLowerCase())
    ? `${name} exists in ${project}. Choose another name.`
    : nameProblem(name);
  const create = async () => {
    if (!imported?.ok) return;
    try {
      await onCreate(
        { kind: 'Dashboard', metadata: { ...imported.metadata, name, project }, spec: imported.spec },
        'Imported',
        false,
      );
    } catch (error) {
      setProblem(errorSentence(error));
    }
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="import-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <DialogTitle id="import-title">Import a dashboard into {project}</DialogTitle>
        <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
          <Box
            sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', color: 'text.secondary' }}
          >
            <Button variant="outlined" onClick={() => file.current?.click()}>
              Choose file
            </Button>
            or paste a Perses dashboard as JSON or YAML, or a PersesDashboard resource.
            <input
              ref={file}
              type="file"
              hidden
              accept=".json,.yaml,.yml,application/json"
              aria-label="Dashboard file"
              onChange={(event) => void readFile(event.target.files?.[0])}
            />
          </Box>
          <JsonEditor
            text={text}
            onChange={(next) => void read(next)}
            label="Dashboard document"
            rows={12}
            describedBy="import-report"
          />
          <Box
            id="import-report"
            component="output"
            sx={{ display: 'block', color: imported?.ok === false ? 'error.main' : 'text.secondary' }}
          >
            {imported?.ok === true ? imported.report : (imported?.problem ?? '')}
          </Box>
          {imported?.ok && (
            <TextField
              label="Name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              error={nameIssue !== undefined}
              helperText={nameIssue ?? `Address: /projects/${project}/dashboards/${name}`}
            />
          )}
          {problem !== undefined && (
            <Box role="alert" sx={{ color: 'error.main' }}>
              {problem}
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!imported?.ok || nameIssue !== undefined}>
            Import dashboard
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
