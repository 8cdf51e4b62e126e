import { useEffect } from 'react';
import {
  useDashboardStore,
  useDeletePanelDialog,
  useDeletePanelGroupDialog,
  useViewPanel,
} from '@perses-dev/dashboards';
import { useToast } from '../../components/Toasts.tsx';
import type { EditSession } from './create-edit-session.ts';

/** Removes a panel or group at once where upstream asks first, and offers to take it back. */
export function InstantRemoval({ session }: { readonly session: EditSession }) {
  const toast = useToast();
  const { deletePanelDialog, deletePanel, closeDeletePanelDialog } = useDeletePanelDialog();
  const { deletePanelGroupDialog, deletePanelGroup, closeDeletePanelGroupDialog } =
    useDeletePanelGroupDialog();
  const { setViewPanel } = useViewPanel();
  const groups = useDashboardStore((state) => state.panelGroups);
  const panel = deletePanelDialog?.panelGroupItemId;
  const panelName = deletePanelDialog?.panelName;
  const group = deletePanelGroupDialog?.panelGroupId;
  useEffect(() => {
    const remove = (what: string, run: () => void) => {
      const before = session.state().document;
      run();
      // The step is noted once all of the editor's stores are done with it.
      setTimeout(() => {
        const after = session.state().document;
        toast({
          text: `Removed ${what}.`,
          action: { label: 'Undo', run: () => session.revert(before, after) },
        });
      });
    };
    if (panel !== undefined) {
      remove(`'${shortened(panelName ?? '')}'`, () => {
        deletePanel(panel);
        closeDeletePanelDialog();
        setViewPanel(undefined);
      });
    }
    if (group !== undefined) {
      const { title, itemLayouts } = groups[group] ?? { title: '', itemLayouts: [] };
      const count = itemLayouts.length === 1 ? '1 panel' : `${itemLayouts.length} panels`;
      remove(`group '${shortened(title ?? '')}' with ${count}`, () => {
        deletePanelGroup(group);
        closeDeletePanelGroupDialog();
      });
    }
    // The dialogs' state says what to remove; everything else is only used when it does.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [panel, group]);
  return null;
}

/** A toast has room for 90 characters. */
function shortened(name: string): string {
  return name.length <= 50 ? name : `${name.slice(0, 49)}…`;
}
