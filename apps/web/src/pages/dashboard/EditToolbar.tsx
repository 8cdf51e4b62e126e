import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import {
  AddGroupButton,
  AddPanelButton,
  EditDatasourcesButton,
  EditVariablesButton,
  useDashboard,
} from '@perses-dev/dashboards';
import { isJsonObject, jsonEquals, type JsonObject } from '../../dashboards/documents/json.ts';
import { mergeOntoStored } from '../../dashboards/documents/merge-onto-stored.ts';
import { clearDraft, keepDraft } from './draft.ts';

/** Pause between two writes of the draft, ms. */
const DRAFT_EVERY_MS = 2000;

/** The toolbar of edit mode: add, variables, datasources, discard, and Save with a message of the version. */
export function EditToolbar(props: {
  readonly title: string;
  readonly stored: JsonObject;
  readonly onSave: (edited: JsonObject, message: string) => Promise<void>;
  readonly onLeave: () => void;
}) {
  const { title, stored, onSave, onLeave } = props;
  const { dashboard } = useDashboard();
  const [isAsking, setAsking] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [message, setMessage] = useState('');
  const edited = useMemo(() => plainJson(dashboard), [dashboard]);
  const isChanged = useMemo(() => !jsonEquals(mergeOntoStored(stored, edited), stored), [stored, edited]);
  useDraft(stored, edited, isChanged);

  const ask = useCallback(() => setAsking(true), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
        event.preventDefault();
        ask();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [ask]);
  const save = async () => {
    setSaving(true);
    await onSave(edited, message);
    setSaving(false);
    setAsking(false);
  };
  const discard = () => {
    clearDraft(stored);
    onLeave();
  };
  return (
    <Box
      role="toolbar"
      aria-label="Edit dashboard"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        mb: 1.5,
        px: 1.5,
        py: 1,
        bgcolor: 'primary.light',
        border: '1px solid',
        borderColor: 'primary.main',
        borderRadius: '6px',
        '& .MuiButton-text': { color: 'text.primary' },
      }}
    >
      <Box component="h1" tabIndex={-1} sx={{ typography: 'h1', m: 0, mr: 'auto' }}>
        Editing {title}
      </Box>
      <EditVariablesButton label="Variables" />
      <EditDatasourcesButton />
      <AddPanelButton label="Panel" />
      <AddGroupButton />
      <Button variant="outlined" onClick={() => (isChanged ? setLeaving(true) : discard())}>
        {isChanged ? 'Discard changes' : 'Stop editing'}
      </Button>
      <Button variant="contained" disabled={!isChanged} onClick={ask}>
        Save dashboard
      </Button>
      <Dialog
        open={isAsking && isChanged}
        onClose={() => setAsking(false)}
        fullWidth
        maxWidth="xs"
        aria-labelledby="save-title"
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogTitle id="save-title">Save dashboard</DialogTitle>
          <DialogContent>
            <TextField
              autoFocus
              fullWidth
              multiline
              minRows={2}
              margin="dense"
              label="What changed (optional)"
              value={message}
              onChange={(event) => setMessage(event.target.value.slice(0, 500))}
              helperText={`Shown in the history. ${message.length} of 500 characters.`}
            />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setAsking(false)}>Keep editing</Button>
            <Button type="submit" variant="contained" disabled={isSaving}>
              Save dashboard
            </Button>
          </DialogActions>
        </form>
      </Dialog>
      <Dialog open={isLeaving} onClose={() => setLeaving(false)} aria-labelledby="discard-title">
        <DialogTitle id="discard-title">Discard your changes?</DialogTitle>
        <DialogContent>The dashboard stays as it is stored. The changes of this edit are lost.</DialogContent>
        <DialogActions>
          <Button onClick={() => setLeaving(false)}>Keep editing</Button>
          <Button variant="contained" color="error" onClick={discard}>
            Discard changes
          </Button>
        </DialogActions>
      </Dialog>
    </Box>
  );
}

/** Keeps the edits of this browser every 2 s, so that a closed tab loses nothing. */
function useDraft(stored: JsonObject, edited: JsonObject, isChanged: boolean): void {
  const latest = useRef({ edited, isChanged });
  useEffect(() => {
    latest.current = { edited, isChanged };
  }, [edited, isChanged]);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = latest.current;
      if (now.isChanged) keepDraft(stored, mergeOntoStored(stored, now.edited));
    }, DRAFT_EVERY_MS);
    return () => clearInterval(timer);
  }, [stored]);
}

/** The editor's object as what it becomes on the wire: `undefined` members gone. */
function plainJson(value: unknown): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return isJsonObject(parsed) ? parsed : {};
}
