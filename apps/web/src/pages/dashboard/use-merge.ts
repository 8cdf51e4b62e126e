import { useMemo, useState } from 'react';
import { documentChanges, type DocumentChange } from '../../dashboards/documents/document-changes.ts';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { mergeDocuments, type MergeConflict } from '../../dashboards/documents/merge-documents.ts';
import type { Side } from '../../dashboards/documents/merge-parts.ts';
import type { Choices } from './MergeChoices.tsx';

/** A merge that a person is deciding. */
export interface Merge {
  readonly merged: JsonObject;
  readonly conflicts: readonly MergeConflict[];
  readonly theirChanges: readonly DocumentChange[];
  readonly myChanges: readonly DocumentChange[];
  readonly choices: Choices;
  readonly choose: (id: string, side: Side) => void;
  /** Conflicts without a choice. */
  readonly openCount: number;
}

/** The merge of two edits of one version, under the choices made so far. */
export function useMerge(base: JsonObject, theirs: JsonObject, mine: JsonObject): Merge {
  const [choices, setChoices] = useState<Choices>({});
  const { merged, conflicts } = useMemo(
    () => mergeDocuments(base, theirs, mine, ({ id }) => choices[id] ?? 'theirs'),
    [base, theirs, mine, choices],
  );
  const theirChanges = useMemo(() => documentChanges(base, theirs), [base, theirs]);
  const myChanges = useMemo(() => documentChanges(base, mine), [base, mine]);
  return {
    merged,
    conflicts,
    theirChanges,
    myChanges,
    choices,
    choose: (id, side) => setChoices((was) => ({ ...was, [id]: side })),
    openCount: conflicts.filter(({ id }) => choices[id] === undefined).length,
  };
}
