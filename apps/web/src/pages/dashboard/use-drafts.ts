import { useEffect, useState } from 'react';
import { createDraftStore, type Draft, type DraftOwner, type DraftStore } from './draft-store.ts';
import { openVisits } from './open-visits.ts';

/** The drafts of this browser. */
export const browserDrafts: DraftStore = createDraftStore(() => window.localStorage);

/** A draft that is offered, and whether it is being written in another tab just now. */
export interface OfferedDraft {
  readonly draft: Draft;
  readonly isOpenElsewhere: boolean;
}

/**
 * The drafts a person has of a dashboard, undefined until it is known who looks and what is open. They are read again when
 * another tab writes one, when the page is looked at again, and when `readCount` changes.
 */
export function useDrafts(
  owner: DraftOwner | undefined,
  readCount: number,
): readonly OfferedDraft[] | undefined {
  const [drafts, setDrafts] = useState<readonly OfferedDraft[]>();
  useEffect(() => {
    if (owner === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const read = async () => {
      const found = browserDrafts.list(owner);
      const open: ReadonlySet<string> = found.length === 0 ? new Set() : await openVisits();
      if (!signal.aborted) setDrafts(found.map((draft) => ({ draft, isOpenElsewhere: open.has(draft.id) })));
    };
    const onStorage = (event: StorageEvent) => {
      if (event.key?.startsWith('hecate.draft/') !== false) void read();
    };
    void read();
    window.addEventListener('storage', onStorage, { signal });
    window.addEventListener('focus', () => void read(), { signal });
    return () => controller.abort();
  }, [owner, readCount]);
  return drafts;
}
