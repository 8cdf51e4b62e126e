import { useEffect, useMemo, useRef, useState } from 'react';
import { jsonObject, jsonText } from '../../dashboards/documents/json.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import type { EditState } from './create-edit-session.ts';
import type { DraftKept, DraftOwner } from './draft-store.ts';
import { markOpen } from './open-visits.ts';
import { browserDrafts } from './use-drafts.ts';

/** Pause between two writes of the draft, ms. */
const KEEP_EVERY_MS = 2000;

/** What the toolbar needs of the draft that is being kept. */
export interface KeptDraft {
  /** What became of the last write; undefined while there is nothing to keep. */
  readonly state: DraftKept | undefined;
  /** Forgets the draft for good: its changes were saved or discarded. */
  readonly drop: () => void;
}

/** Keeps the edits of this visit every 2 s and when the page is hidden, so that a closed or killed tab loses nothing. */
export function useKeptDraft(
  dashboard: StoredDashboard,
  user: string,
  edit: EditState,
  /** The draft this visit goes on with; it goes once this visit has kept its own. */
  continuedId: string | undefined,
): KeptDraft {
  const [id] = useState(visitId);
  const [state, setState] = useState<DraftKept>();
  const isOver = useRef(false);
  const latest = useRef(edit);
  const written = useRef<EditState['document']>();
  const { project, name, version } = dashboard;
  const createdAt = jsonText(jsonObject(dashboard.document['metadata'])['createdAt']) ?? '';
  const owner = useMemo<DraftOwner>(() => ({ user, project, name }), [user, project, name]);
  useEffect(() => {
    latest.current = edit;
  }, [edit]);
  useEffect(() => {
    const controller = new AbortController();
    markOpen(id, controller.signal);
    const keep = () => {
      const { document, isChanged, changes } = latest.current;
      if (isOver.current || written.current === document) return;
      if (!isChanged) {
        if (written.current !== undefined || continuedId !== undefined) browserDrafts.drop(owner, id);
        written.current = document;
        setState(undefined);
        return;
      }
      const kept = browserDrafts.keep({
        ...owner,
        id,
        document,
        fromVersion: version,
        fromCreatedAt: createdAt,
        keptAt: new Date().toISOString(),
        changes: changes.length,
      });
      setState(kept);
      if (kept.kind !== 'kept') return;
      written.current = document;
      if (continuedId !== undefined) browserDrafts.drop(owner, continuedId);
    };
    const timer = setInterval(keep, KEEP_EVERY_MS);
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      keep();
      clearInterval(timer);
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
      controller.abort();
    };
  }, [id, owner, version, createdAt, continuedId]);
  return useMemo(
    () => ({
      state,
      drop() {
        isOver.current = true;
        browserDrafts.drop(owner, id);
        if (continuedId !== undefined) browserDrafts.drop(owner, continuedId);
      },
    }),
    [state, owner, id, continuedId],
  );
}

/** Random, so that two tabs never have the same. */
function visitId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) =>
    byte.toString(36).padStart(2, '0'),
  ).join('');
}
