import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { countChanges, type DocumentChange } from '../../dashboards/documents/document-changes.ts';

/** Longest message of a version, characters. */
const MESSAGE_CHARACTERS = 500;

/** Asks for the message of the new version, under what it changes. */
export function SaveDialog(props: {
  readonly changes: readonly DocumentChange[];
  readonly onSave: (message: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { changes, onSave, onClose } = props;
  const [message, setMessage] = useState('');
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    await onSave(message);
    setSaving(false);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="save-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <DialogTitle id="save-title">Save dashboard</DialogTitle>
        <DialogContent>
          <Box sx={{ color: 'text.secondary', mb: 1 }}>{sentence(countChanges(changes))}</Box>
          <TextField
            autoFocus
            fullWidth
            multiline
            minRows={2}
            margin="dense"
            label="What changed (optional)"
            value={message}
            onChange={(event) => setMessage(event.target.value.slice(0, MESSAGE_CHARACTERS))}
            helperText={`Shown in the history. ${message.length} of ${MESSAGE_CHARACTERS} characters.`}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Keep editing</Button>
          <Button type="submit" variant="contained" disabled={isSaving}>
            Save dashboard
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
