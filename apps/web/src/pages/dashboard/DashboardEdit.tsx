import { useMemo, useState } from 'react';
import Box from '@mui/material/Box';
import { useQueryClient } from '@tanstack/react-query';
import { ChartsProvider, useChartsTheme } from '@perses-dev/components';
import {
  Dashboard,
  DashboardProvider,
  DeletePanelDialog,
  DeletePanelGroupDialog,
  PanelDrawer,
  PanelGroupDialog,
} from '@perses-dev/dashboards';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { getDashboard, postDashboard, putDashboard } from '../../dashboards/api/dashboards.ts';
import {
  foreignLayouts,
  isDashboardResource,
  withListsPresent,
  type StoredDashboard,
} from '../../dashboards/documents/dashboard-document.ts';
import { jsonObject, type JsonObject } from '../../dashboards/documents/json.ts';
import { mergeOntoStored } from '../../dashboards/documents/merge-onto-stored.ts';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { useToast } from '../../components/Toasts.tsx';
import { DashboardContexts } from '../../dashboards/perses/DashboardContexts.tsx';
import { VariableBar } from '../../dashboards/variables/VariableBar.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { clearDraft, type Draft } from './draft.ts';
import { EditToolbar } from './EditToolbar.tsx';

interface Conflict {
  readonly mine: JsonObject;
  readonly message: string;
  readonly theirs: StoredDashboard;
}

/** A dashboard in the editor of the Perses packages; what is saved is the stored document with the edits merged onto it. */
export function DashboardEdit(props: {
  readonly dashboard: StoredDashboard;
  /** Edits of an earlier visit to go on with. */
  readonly draft: Draft | undefined;
  readonly onSaved: (saved: StoredDashboard, text: string) => void;
  readonly onLeave: () => void;
}) {
  const { dashboard, draft, onSaved, onLeave } = props;
  // A draft is saved over the version it was begun on: what was saved since then shows up as a conflict.
  const readVersion = draft?.fromVersion ?? dashboard.version;
  const resource = useMemo(
    () => withListsPresent(draft?.document ?? dashboard.document),
    [draft, dashboard.document],
  );
  const [conflict, setConflict] = useState<Conflict>();
  const toast = useToast();
  const client = useQueryClient();
  const { project, name } = dashboard;
  const foreign = foreignLayouts(dashboard.document);

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

  const finish = (saved: StoredDashboard) => {
    setConflict(undefined);
    clearDraft(dashboard.document);
    onSaved(saved, `Saved version ${saved.version}.`);
    onLeave();
  };
  const save = async (edited: JsonObject, message: string) => {
    const mine = mergeOntoStored(dashboard.document, edited);
    try {
      finish(await putDashboard(project, name, mine, { overVersion: readVersion, message }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'conflict') {
        toast({ text: errorSentence(error), tone: 'failed' });
        return;
      }
      setConflict({ mine, message, theirs: await getDashboard(project, name) });
    }
  };
  const overwrite = async ({ mine, message, theirs }: Conflict) => {
    try {
      finish(await putDashboard(project, name, mine, { overVersion: theirs.version, message }));
    } catch (error) {
      toast({ text: errorSentence(error), tone: 'failed' });
    }
  };
  const saveCopy = async ({ mine, message }: Conflict, copyName: string) => {
    const copy = { ...mine, metadata: { ...jsonObject(mine['metadata']), name: copyName } };
    try {
      const saved = await postDashboard(project, copy, message);
      setConflict(undefined);
      client.setQueryData(['dashboard', project, name], conflict?.theirs);
      toast({ text: `Saved as ${saved.name}.` });
      onLeave();
    } catch (error) {
      toast({ text: errorSentence(error), tone: 'failed' });
    }
  };

  return (
    <DashboardContexts resource={resource} project={project} isStored isEditing>
      <DashboardProvider initialState={{ dashboardResource: resource, isEditMode: true }}>
        <EditToolbar title={dashboard.title} stored={dashboard.document} onSave={save} onLeave={onLeave} />
        <VariableBar />
        <Box sx={{ '& .react-grid-item': { touchAction: 'none' } }}>
          <Dashboard
            emptyDashboardProps={{
              title: 'No panels yet',
              description: 'Add a group and a panel with the buttons above.',
            }}
          />
        </Box>
        <EditorDialogs />
      </DashboardProvider>
      {conflict && (
        <ConflictDialog
          mine={conflict.mine}
          theirs={conflict.theirs}
          readVersion={readVersion}
          onOverwrite={() => overwrite(conflict)}
          onCopy={(copyName) => saveCopy(conflict, copyName)}
          onClose={() => setConflict(undefined)}
        />
      )}
    </DashboardContexts>
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
      <DeletePanelGroupDialog />
      <DeletePanelDialog />
    </>
  );
}
