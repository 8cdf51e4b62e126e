import { useState } from 'react';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { useToast, type Toast } from '../../components/Toasts.tsx';
import { restoreRevision } from '../../dashboards/api/dashboards.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';

/** Takes the dashboard as it is stored now, with the words and the way back. */
export type OnRestored = (saved: StoredDashboard, text: string, action?: Toast['action']) => void;

/** Writes an old version as a new one over the version on screen; Undo writes that one back, unless somebody saved since. */
export function useRestore(
  dashboard: StoredDashboard,
  onRestored: OnRestored,
): { readonly isBusy: boolean; readonly restore: (version: number) => Promise<void> } {
  const [isBusy, setBusy] = useState(false);
  const toast = useToast();
  const write = async (version: number, over: StoredDashboard, isUndo: boolean) => {
    setBusy(true);
    try {
      const saved = await restoreRevision(dashboard.project, dashboard.name, version, over.version);
      const undo = { label: 'Undo', run: () => void write(over.version, saved, true) };
      onRestored(saved, `Restored version ${version} as ${saved.version}.`, isUndo ? undefined : undo);
    } catch (error) {
      const isConflict = error instanceof ApiError && error.code === 'conflict';
      toast({
        text: isConflict
          ? `Somebody saved a version after ${over.version}. Reload to see it.`
          : errorSentence(error),
        tone: 'failed',
      });
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, restore: (version) => write(version, dashboard, false) };
}
