import { useCallback, useState, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import CodeJson from 'mdi-material-ui/CodeJson';
import CogOutline from 'mdi-material-ui/CogOutline';
import Redo from 'mdi-material-ui/Redo';
import Undo from 'mdi-material-ui/Undo';
import {
  AddGroupButton,
  AddPanelButton,
  EditDatasourcesButton,
  EditVariablesButton,
} from '@perses-dev/dashboards';
import type { EditSession, EditState } from './create-edit-session.ts';
import { DiscardDialog } from './DiscardDialog.tsx';
import { DraftState } from './DraftState.tsx';
import { JsonDialog } from './JsonDialog.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { useEditKeys } from './use-edit-keys.ts';
import type { KeptDraft } from './use-kept-draft.ts';

/** The toolbar of edit mode: add, undo and redo, settings, JSON, discard, and Save with a message of the version. */
export function EditToolbar(props: {
  readonly title: string;
  readonly session: EditSession;
  readonly edit: EditState;
  readonly draft: KeptDraft;
  /** Opens the Save dialog at once. */
  readonly isSavingAtOnce: boolean;
  readonly onSave: (message: string) => Promise<void>;
  readonly onDiscard: () => void;
  /** Tells what was undone or redone, for the page's status region. */
  readonly onDone: (text: string) => void;
}) {
  const { title, session, edit, draft, isSavingAtOnce, onSave, onDiscard, onDone } = props;
  const [open, setOpen] = useState<'save' | 'discard' | 'settings' | 'json' | undefined>(
    isSavingAtOnce ? 'save' : undefined,
  );
  const close = useCallback(() => setOpen(undefined), []);
  const undo = useCallback(() => {
    const label = session.undo();
    onDone(label === undefined ? 'Nothing to undo.' : `Undone: ${label}.`);
  }, [session, onDone]);
  const redo = useCallback(() => {
    const label = session.redo();
    onDone(label === undefined ? 'Nothing to redo.' : `Redone: ${label}.`);
  }, [session, onDone]);
  const ask = useCallback(() => setOpen('save'), []);
  useEditKeys({ onSave: ask, onUndo: undo, onRedo: redo });
  const { isChanged, undoLabel, redoLabel, changes } = edit;
  return (
    <Box
      role="toolbar"
      aria-label="Edit dashboard"
      sx={{
        position: 'sticky',
        top: 92,
        zIndex: 10,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        mb: 1.5,
        px: 1.5,
        pt: 1,
        pb: 0.5,
        bgcolor: 'primary.light',
        border: '1px solid',
        borderColor: 'primary.main',
        borderRadius: '6px',
        '& .MuiButton-text': { color: 'text.primary' },
        '& .MuiButton-text.Mui-disabled': { color: 'text.disabled' },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 240 }}>
        <Box component="h1" tabIndex={-1} sx={{ typography: 'h1', m: 0 }}>
          Editing {title}
        </Box>
        <DraftState state={draft.state} count={changes.length} isChanged={isChanged} />
      </Box>
      <Button variant="outlined" onClick={() => (isChanged ? setOpen('discard') : onDiscard())}>
        {isChanged ? 'Discard changes' : 'Stop editing'}
      </Button>
      <Button variant="contained" disabled={!isChanged} onClick={ask}>
        Save dashboard
      </Button>
      <Box sx={{ flexBasis: '100%', display: 'flex', flexWrap: 'wrap', gap: 0.5, mx: -1.5 }}>
        <AddPanelButton label="Panel" />
        <AddGroupButton />
        <EditVariablesButton label="Variables" />
        <EditDatasourcesButton />
        <Button onClick={() => setOpen('settings')} startIcon={<CogOutline fontSize="small" />}>
          Settings
        </Button>
        <Button onClick={() => setOpen('json')} startIcon={<CodeJson fontSize="small" />}>
          JSON
        </Button>
        <Box sx={{ flex: 1 }} />
        <Explained text={undoLabel === undefined ? 'Nothing to undo' : `${undoLabel}: take it back (Ctrl+Z)`}>
          <Button disabled={undoLabel === undefined} onClick={undo} startIcon={<Undo fontSize="small" />}>
            Undo
          </Button>
        </Explained>
        <Explained
          text={redoLabel === undefined ? 'Nothing to redo' : `${redoLabel}: do it again (Ctrl+Shift+Z)`}
        >
          <Button disabled={redoLabel === undefined} onClick={redo} startIcon={<Redo fontSize="small" />}>
            Redo
          </Button>
        </Explained>
      </Box>
      {open === 'save' && isChanged && <SaveDialog changes={changes} onSave={onSave} onClose={close} />}
      {open === 'discard' && <DiscardDialog onDiscard={onDiscard} onClose={close} />}
      {open === 'settings' && (
        <SettingsDialog document={edit.document} onApply={session.apply} onClose={close} />
      )}
      {open === 'json' && <JsonDialog document={edit.document} onApply={session.apply} onClose={close} />}
    </Box>
  );
}

/** A tooltip that also a disabled button shows. */
function Explained({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <Tooltip title={text} describeChild>
      <span>{children}</span>
    </Tooltip>
  );
}
