import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { errorSentence } from '../../api/api-error.ts';
import { suggestName } from '../../dashboards/documents/document-name.ts';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { freeName } from './free-name.ts';

/** One field: the title. The name in the URL is made from it. */
export function NewDashboardDialog(props: {
  readonly project: string;
  readonly taken: readonly string[];
  readonly onCreate: (document: JsonObject, message: string, isEditing: boolean) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { project, taken, onCreate, onClose } = props;
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string>();
  const name = freeName(suggestName(title), taken);
  const create = async () => {
    try {
      await onCreate(blankDashboard(project, name, title.trim()), 'Created blank', true);
    } catch (error) {
      setProblem(errorSentence(error));
    }
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="new-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <DialogTitle id="new-title">New dashboard in {project}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Title"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            error={problem !== undefined}
            helperText={problem ?? (title.trim() === '' ? 'What does it show?' : `Name: ${name}`)}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={title.trim() === ''}>
            Create dashboard
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** A dashboard without panels: one open group, one hour. */
function blankDashboard(project: string, name: string, title: string): JsonObject {
  return {
    kind: 'Dashboard',
    metadata: { name, project },
    spec: {
      display: { name: title },
      panels: {},
      layouts: [
        { kind: 'Grid', spec: { display: { title: 'Panels', collapse: { open: true } }, items: [] } },
      ],
      duration: '1h',
    },
  };
}
