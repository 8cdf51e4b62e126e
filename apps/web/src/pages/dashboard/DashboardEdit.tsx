import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import { ChartsProvider, useChartsTheme } from '@perses-dev/components';
import { Dashboard, DashboardProvider, PanelDrawer, PanelGroupDialog } from '@perses-dev/dashboards';
import { usePlugin, usePluginRegistry } from '@perses-dev/plugin-system';
import {
  foreignLayouts,
  isDashboardResource,
  withListsPresent,
  type StoredDashboard,
} from '../../dashboards/documents/dashboard-document.ts';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { DashboardContexts } from '../../dashboards/perses/DashboardContexts.tsx';
import { VariableBar } from '../../dashboards/variables/VariableBar.tsx';
import { DrawerNames } from './DrawerNames.tsx';
import { EditToolbar } from './EditToolbar.tsx';
import { InstantRemoval } from './InstantRemoval.tsx';
import { KeyboardPlacing } from './KeyboardPlacing.tsx';
import { useEditSession } from './use-edit-session.ts';
import { useKeptDraft } from './use-kept-draft.ts';
import { useSave } from './use-save.ts';

const ConflictDialog = lazy(async () => ({ default: (await import('./ConflictDialog.tsx')).ConflictDialog }));

/** What an edit begins with. */
export interface EditStart {
  /** A draft, or a draft merged with what was stored since; undefined: the stored document. */
  readonly document: JsonObject | undefined;
  /** The draft that the document came from. */
  readonly draftId: string | undefined;
  /** Opens the Save dialog at once. */
  readonly isSavingAtOnce: boolean;
}

interface EditProps {
  /** The version that is edited; what is saved goes over this one. */
  readonly dashboard: StoredDashboard;
  readonly user: string;
  readonly start: EditStart;
  readonly onSaved: (saved: StoredDashboard, text: string) => void;
  readonly onLeave: () => void;
}

/** A dashboard in the editor of the Perses packages; what is saved is the stored document with the edits merged onto it. */
export function DashboardEdit(props: EditProps) {
  const { dashboard, start, onLeave } = props;
  const begin = start.document ?? dashboard.document;
  const resource = useMemo(() => withListsPresent(begin), [begin]);
  const foreign = foreignLayouts(begin);
  if (foreign.length > 0 || !isDashboardResource(resource)) {
    const why =
      foreign.length > 0
        ? `it has groups of the kind ${foreign.join(', ')}, which the editor would drop`
        : 'a panel has no plugin, or a group no items';
    return (
      <EmptyState
        sentence={`This dashboard can only be edited as JSON: ${why}.`}
        action={{ label: 'Back to the dashboard', run: onLeave }}
      />
    );
  }
  return (
    <DashboardContexts resource={resource} project={dashboard.project} isStored isEditing>
      <DashboardProvider initialState={{ dashboardResource: resource, isEditMode: true }}>
        <OncePanelsHaveAKind>
          <Editor {...props} begin={begin} />
        </OncePanelsHaveAKind>
      </DashboardProvider>
    </DashboardContexts>
  );
}

/**
 * Upstream knows the kind of a new panel only when the plugin of that kind has arrived: a panel that is added before has none, and
 * its editor stays empty for good.
 */
function OncePanelsHaveAKind({ children }: { readonly children: ReactNode }) {
  const { defaultPluginKinds } = usePluginRegistry();
  const { isInitialLoading } = usePlugin('Panel', defaultPluginKinds?.['Panel'] ?? '');
  return isInitialLoading ? (
    <Box aria-busy="true" aria-label="Opening the editor" sx={{ minHeight: '60vh' }} />
  ) : (
    children
  );
}

function Editor({
  dashboard,
  user,
  start,
  begin,
  onSaved,
  onLeave,
}: EditProps & { readonly begin: JsonObject }) {
  const [session, edit] = useEditSession(dashboard.document, begin);
  const draft = useKeptDraft(dashboard, user, edit, start.draftId);
  const [status, setStatus] = useState('');
  const end = () => {
    draft.drop();
    onLeave();
  };
  const saving = useSave(dashboard, {
    onSaved(saved, text) {
      draft.drop();
      onSaved(saved, text);
      onLeave();
    },
    onCopied: end,
  });
  return (
    <>
      <EditToolbar
        title={dashboard.title}
        session={session}
        edit={edit}
        draft={draft}
        isSavingAtOnce={start.isSavingAtOnce}
        onSave={(message) => saving.save(session.state().document, message)}
        onDiscard={end}
        onDone={setStatus}
      />
      <Box component="output" className="visually-hidden" aria-live="polite" data-edit-status>
        {status}
      </Box>
      <VariableBar />
      <KeyboardPlacing onDone={setStatus}>
        <Dashboard
          emptyDashboardProps={{
            title: 'No panels yet',
            description: 'Add a group and a panel with the buttons above.',
          }}
        />
      </KeyboardPlacing>
      <EditorDialogs />
      <DrawerNames />
      <InstantRemoval session={session} />
      {saving.conflict && (
        <Suspense fallback={null}>
          <ConflictDialog
            base={dashboard.document}
            readVersion={dashboard.version}
            mine={saving.conflict.mine}
            theirs={saving.conflict.theirs}
            user={user}
            onMerged={saving.saveOver}
            onCopy={saving.saveCopy}
            onClose={saving.keepEditing}
          />
        </Suspense>
      )}
    </>
  );
}

function EditorDialogs() {
  const chartsTheme = useChartsTheme();
  return (
    <>
      <ChartsProvider chartsTheme={chartsTheme} enablePinning={false} enableSyncGrouping={false}>
        <PanelDrawer />
      </ChartsProvider>
      <PanelGroupDialog />
    </>
  );
}
