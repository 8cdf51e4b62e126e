import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { errorSentence } from '../../api/api-error.ts';

/** One field: the title of a new folder, or the new title of one. */
export function FolderDialog({
  title,
  isNew,
  isOlder,
  onSave,
  onClose,
}: {
  readonly title: string;
  readonly isNew: boolean;
  /** The folder has the shape of Perses before 0.54, which renaming changes. */
  readonly isOlder: boolean;
  readonly onSave: (title: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(title);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    try {
      await onSave(text.trim());
    } catch (error) {
      setProblem(errorSentence(error));
    }
  };
  const hint = isOlder ? 'The folder is saved in the shape of Perses 0.54, which has titles.' : undefined;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="folder-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <DialogTitle id="folder-title">{isNew ? 'New folder' : `Rename folder "${title}"`}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Title"
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={problem !== undefined}
            helperText={problem ?? hint}
            slotProps={{ htmlInput: { maxLength: 200 } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={text.trim() === '' || text.trim() === title}>
            {isNew ? 'Create folder' : 'Rename folder'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
