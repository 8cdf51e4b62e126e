import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { JsonEditor } from '../../dashboards/documents/JsonEditor.tsx';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { parseJsonText } from '../../dashboards/documents/parse-json-text.ts';

/** The document of the edit as text; applying it is one step that Undo takes back. */
export function JsonDialog(props: {
  readonly document: JsonObject;
  /** False when the editor cannot show the document. */
  readonly onApply: (document: JsonObject) => boolean;
  readonly onClose: () => void;
}) {
  const { document, onApply, onClose } = props;
  const [before] = useState(() => JSON.stringify(document, null, 2));
  const [text, setText] = useState(before);
  const [refusal, setRefusal] = useState<string>();
  const parsed = parseJsonText(text);
  const problem = parsed.ok ? refusal : parsed.problem;
  const apply = () => {
    if (!parsed.ok) return;
    if (text === before || onApply(parsed.value)) return onClose();
    setRefusal(
      'The editor cannot show this document: a panel has no plugin or no display, a variable no name, or a group no spec.',
    );
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="lg" aria-labelledby="json-title">
      <DialogTitle id="json-title">Edit as JSON</DialogTitle>
      <DialogContent>
        <Box
          id="edit-json-state"
          component="output"
          sx={{ display: 'block', mb: 1, color: problem === undefined ? 'text.secondary' : 'error.main' }}
        >
          {problem ?? 'Applied to this edit only. Nothing is stored before you save.'}
        </Box>
        <JsonEditor
          text={text}
          onChange={(next) => {
            setText(next);
            setRefusal(undefined);
          }}
          label="Dashboard document as JSON"
          describedBy="edit-json-state"
          rows={24}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={!parsed.ok} onClick={apply}>
          Apply JSON
        </Button>
      </DialogActions>
    </Dialog>
  );
}
