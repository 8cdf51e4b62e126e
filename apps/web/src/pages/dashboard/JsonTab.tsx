import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { putDashboard } from '../../dashboards/api/dashboards.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { parseJsonText } from '../../dashboards/documents/parse-json-text.ts';
import { JsonEditor } from '../../dashboards/documents/JsonEditor.tsx';
import { useToast } from '../../components/Toasts.tsx';
import { saveFile } from '../../dashboards/panels/save-file.ts';

/** The stored document itself, to read, download and edit whole: here what is deleted is deleted, also fields the editor does not know. */
export function JsonTab({
  dashboard,
  onSaved,
}: {
  readonly dashboard: StoredDashboard;
  readonly onSaved: (saved: StoredDashboard, text: string) => void;
}) {
  const stored = JSON.stringify(dashboard.document, null, 2);
  const [text, setText] = useState(stored);
  const [isBusy, setBusy] = useState(false);
  const toast = useToast();
  const parsed = parseJsonText(text);
  const isChanged = text !== stored;
  const save = async () => {
    if (!parsed.ok) return;
    setBusy(true);
    try {
      const saved = await putDashboard(dashboard.project, dashboard.name, parsed.value, {
        overVersion: dashboard.version,
        message: 'Edited as JSON',
      });
      setText(JSON.stringify(saved.document, null, 2));
      onSaved(saved, `Saved version ${saved.version}.`);
    } catch (error) {
      const isConflict = error instanceof ApiError && error.code === 'conflict';
      toast({
        text: isConflict
          ? `Somebody saved a version after ${dashboard.version}. Copy your text, reload, and merge.`
          : errorSentence(error),
        tone: 'failed',
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Box
          sx={{ color: parsed.ok ? 'text.secondary' : 'error.main', mr: 'auto' }}
          id="json-state"
          component="output"
        >
          {parsed.ok ? 'The document as stored. Saving checks it and adds a version.' : parsed.problem}
        </Box>
        <Button
          variant="outlined"
          onClick={() => saveFile(`${dashboard.name}.json`, 'application/json', text)}
        >
          Download JSON
        </Button>
        {isChanged && <Button onClick={() => setText(stored)}>Undo edits</Button>}
        <Button variant="contained" disabled={!isChanged || !parsed.ok || isBusy} onClick={() => void save()}>
          Save JSON
        </Button>
      </Box>
      <JsonEditor
        text={text}
        onChange={setText}
        label="Dashboard document as JSON"
        describedBy="json-state"
      />
    </Box>
  );
}
