import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { ExactNumbers } from '@hecate/perses';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { useToast } from '../../components/Toasts.tsx';
import { getDashboard, postDashboard, putDashboard } from '../../dashboards/api/dashboards.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { jsonObject, type JsonObject } from '../../dashboards/documents/json.ts';

/** Somebody saved in between: what was to be saved, and what is stored now. */
export interface SaveConflict {
  readonly mine: JsonObject;
  /** Spellings of numbers in it that JavaScript cannot hold. */
  readonly numbers: ExactNumbers;
  readonly message: string;
  readonly theirs: StoredDashboard;
}

/** Saving with everything that can come between. */
export interface Saving {
  readonly conflict: SaveConflict | undefined;
  /** `numbers` are those of a text that was typed; without it the dashboard's own. */
  readonly save: (document: JsonObject, message: string, numbers?: ExactNumbers) => Promise<void>;
  /** Writes a document, the merged one or one's own, over the version that came in between. */
  readonly saveOver: (document: JsonObject) => Promise<void>;
  readonly saveCopy: (name: string) => Promise<void>;
  readonly keepEditing: () => void;
}

/** Saves over the version the edit began on; a version in between becomes a conflict that a person decides. */
export function useSave(
  dashboard: StoredDashboard,
  done: {
    readonly onSaved: (saved: StoredDashboard, text: string) => void;
    /** The edit is over without a new version of this dashboard. */
    readonly onCopied: () => void;
  },
): Saving {
  const [conflict, setConflict] = useState<SaveConflict>();
  const toast = useToast();
  const client = useQueryClient();
  const { project, name } = dashboard;
  const write = async (mine: JsonObject, numbers: ExactNumbers, message: string, overVersion: number) => {
    try {
      const saved = await putDashboard(project, name, mine, { overVersion, message, numbers });
      setConflict(undefined);
      done.onSaved(saved, `Saved version ${saved.version}.`);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'conflict') throw error;
      setConflict({ mine, numbers, message, theirs: await getDashboard(project, name) });
    }
  };
  const told = async (work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      toast({ text: errorSentence(error), tone: 'failed' });
    }
  };
  return {
    conflict,
    save: (document, message, numbers = dashboard.numbers) =>
      told(write(document, numbers, message, dashboard.version)),
    saveOver: (document) => {
      if (conflict === undefined) return Promise.resolve();
      const { numbers, message, theirs } = conflict;
      // A merged document has numbers of both sides.
      return told(write(document, new Map([...theirs.numbers, ...numbers]), message, theirs.version));
    },
    saveCopy: (copyName) =>
      told(
        (async () => {
          if (conflict === undefined) return;
          const { mine, numbers, message, theirs } = conflict;
          const copy = { ...mine, metadata: { ...jsonObject(mine['metadata']), name: copyName } };
          const saved = await postDashboard(project, copy, message, numbers);
          setConflict(undefined);
          client.setQueryData(['dashboard', project, name], theirs);
          toast({ text: `Saved as ${saved.name}.` });
          done.onCopied();
        })(),
      ),
    keepEditing: () => setConflict(undefined),
  };
}
