import { lazy, Suspense, useState } from 'react';
import { exactNumbers, printExact } from '@hecate/perses';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import {
  isDashboardResource,
  withListsPresent,
  type StoredDashboard,
} from '../../dashboards/documents/dashboard-document.ts';
import { parseJsonText } from '../../dashboards/documents/parse-json-text.ts';
import { JsonEditor } from '../../dashboards/documents/JsonEditor.tsx';
import { DashboardContexts } from '../../dashboards/perses/DashboardContexts.tsx';
import { saveFile } from '../../dashboards/panels/save-file.ts';
import { useSave, type Saving } from './use-save.ts';

const ConflictDialog = lazy(async () => ({ default: (await import('./ConflictDialog.tsx')).ConflictDialog }));

/** The stored document itself, to read, download and edit whole: here what is deleted is deleted, also fields the editor does not know. */
export function JsonTab({
  dashboard,
  user,
  onSaved,
}: {
  readonly dashboard: StoredDashboard;
  readonly user: string;
  readonly onSaved: (saved: StoredDashboard, text: string) => void;
}) {
  // The version the text began on: one that arrives while somebody types must not become what the text is saved over.
  const [began, setBegan] = useState(dashboard);
  const [text, setText] = useState(() => pretty(dashboard));
  const [isBusy, setBusy] = useState(false);
  const stored = pretty(began);
  const parsed = parseJsonText(text);
  const isChanged = text !== stored;
  const begin = (version: StoredDashboard) => {
    setBegan(version);
    setText(pretty(version));
  };
  if (!isChanged && dashboard.version > began.version) begin(dashboard);
  const saving = useSave(began, {
    onSaved: (saved, words) => {
      begin(saved);
      onSaved(saved, words);
    },
    onCopied: () => setText(stored),
  });
  const save = async () => {
    if (!parsed.ok) return;
    setBusy(true);
    await saving.save(parsed.value, 'Edited as JSON', exactNumbers(text));
    setBusy(false);
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
        <Button variant="outlined" onClick={() => saveFile(`${began.name}.json`, 'application/json', text)}>
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
      {saving.conflict !== undefined && (
        <Conflict began={began} user={user} saving={saving} conflict={saving.conflict} />
      )}
    </Box>
  );
}

/** The merge of the editor; panels that both changed are drawn as their version that is stored now would draw them. */
function Conflict(props: {
  readonly began: StoredDashboard;
  readonly user: string;
  readonly saving: Saving;
  readonly conflict: NonNullable<Saving['conflict']>;
}) {
  const { began, user, saving, conflict } = props;
  const { mine, theirs } = conflict;
  const resource = withListsPresent(theirs.document);
  const dialog = (
    <Suspense fallback={null}>
      <ConflictDialog
        base={began.document}
        readVersion={began.version}
        mine={mine}
        theirs={theirs}
        user={user}
        onMerged={saving.saveOver}
        onCopy={saving.saveCopy}
        onClose={saving.keepEditing}
      />
    </Suspense>
  );
  if (!isDashboardResource(resource)) return dialog;
  return (
    <DashboardContexts resource={resource} project={theirs.project} isStored={false} isEditing={false}>
      {dialog}
    </DashboardContexts>
  );
}

function pretty({ document, numbers }: StoredDashboard): string {
  return printExact(document, numbers, 2);
}
