import { useCallback, useMemo, useState } from 'react';
import { useSession } from '../../api/session.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { jsonObject, jsonText, type JsonObject } from '../../dashboards/documents/json.ts';
import type { ChangeUrl } from '../../time/use-url-state.ts';
import type { EditStart } from './DashboardEdit.tsx';
import type { Draft, DraftOwner } from './draft-store.ts';
import { browserDrafts, useDrafts, type OfferedDraft } from './use-drafts.ts';

/** An edit of the stored version as it is. */
const FRESH: EditStart = { document: undefined, draftId: undefined, isSavingAtOnce: false };

/** How an edit begins and ends, and what drafts wait to be gone on with. */
export interface EditBeginning {
  /** Undefined while nothing is edited. */
  readonly start: EditStart | undefined;
  readonly user: string;
  readonly drafts: readonly OfferedDraft[];
  /** The draft that has to be merged with what was stored since before it can be gone on with. */
  readonly merging: Draft | undefined;
  readonly begin: () => void;
  readonly goOn: (draft: Draft, isSavingAtOnce: boolean) => void;
  readonly goOnMerged: (document: JsonObject) => void;
  readonly giveUpMerging: () => void;
  readonly discard: (draft: Draft) => void;
  /** Puts a discarded draft back. */
  readonly restore: (draft: Draft) => void;
  readonly end: () => void;
}

/** Edit mode is in the URL; what it begins with is decided here. A draft that waits is offered before anything is edited. */
export function useEditStart(
  dashboard: StoredDashboard,
  url: { readonly isEdit: boolean; readonly change: ChangeUrl },
): EditBeginning {
  const { isEdit, change } = url;
  const { project, name, version } = dashboard;
  const user = useSession().data?.user.name;
  const owner = useMemo<DraftOwner | undefined>(
    () => (user === undefined ? undefined : { user, project, name }),
    [user, project, name],
  );
  const [start, setStart] = useState<EditStart>();
  const [merging, setMerging] = useState<{ readonly draft: Draft; readonly isSavingAtOnce: boolean }>();
  const [wasEdit, setWasEdit] = useState(isEdit);
  const [readCount, setReadCount] = useState(0);
  const isEditing = isEdit && start !== undefined;
  const drafts = useDrafts(owner, isEditing ? -1 : readCount);
  // Back leaves edit mode as the buttons do; a start chosen before the URL has followed must stay.
  if (wasEdit !== isEdit) {
    setWasEdit(isEdit);
    if (!isEdit) {
      setStart(undefined);
      setMerging(undefined);
      setReadCount((count) => count + 1);
    }
  }
  const isNothingWaiting = drafts?.every((one) => one.isOpenElsewhere) === true;
  if (isEdit && start === undefined && merging === undefined && isNothingWaiting) setStart(FRESH);

  const enter = useCallback(
    (next: EditStart) => {
      setMerging(undefined);
      setStart(next);
      if (!isEdit) change({ edit: '1', tab: null, focus: null, v: null }, { push: true });
    },
    [change, isEdit],
  );
  const createdAt = jsonText(jsonObject(dashboard.document['metadata'])['createdAt']) ?? '';
  const readAgain = () => setReadCount((count) => count + 1);
  return {
    start: isEdit ? start : undefined,
    user: user ?? '',
    drafts: drafts ?? [],
    merging: merging?.draft,
    begin: useCallback(() => enter(FRESH), [enter]),
    goOn(draft, isSavingAtOnce) {
      if (draft.fromVersion === version && draft.fromCreatedAt === createdAt)
        enter({ document: draft.document, draftId: draft.id, isSavingAtOnce });
      else setMerging({ draft, isSavingAtOnce });
    },
    goOnMerged: useCallback(
      (document) => {
        if (merging !== undefined)
          enter({ document, draftId: merging.draft.id, isSavingAtOnce: merging.isSavingAtOnce });
      },
      [merging, enter],
    ),
    giveUpMerging: () => setMerging(undefined),
    discard(draft) {
      browserDrafts.drop(draft, draft.id);
      readAgain();
    },
    restore(draft) {
      browserDrafts.keep(draft);
      readAgain();
    },
    end: useCallback(() => change({ edit: null }), [change]),
  };
}
