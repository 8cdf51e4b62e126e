import type { DashboardStoreState } from '@perses-dev/dashboards';
import {
  documentChanges,
  editLabel,
  type DocumentChange,
} from '../../dashboards/documents/document-changes.ts';
import { isDashboardResource, withListsPresent } from '../../dashboards/documents/dashboard-document.ts';
import { jsonEquals, type JsonObject } from '../../dashboards/documents/json.ts';
import { mergeDocuments } from '../../dashboards/documents/merge-documents.ts';
import {
  areSameParts,
  differInSettingsOnly,
  partsDocument,
  readParts,
  settingParts,
  type EditorParts,
} from './editor-parts.ts';
import {
  amendPresent,
  beginHistory,
  recordStep,
  redoStep,
  undoStep,
  type UndoHistory,
} from './undo-history.ts';

/** The stores of the Perses editor, as far as undo needs them. */
export interface EditorStores {
  readonly dashboard: {
    readonly getState: () => DashboardStoreState;
    readonly setState: (parts: Partial<DashboardStoreState>) => void;
    readonly subscribe: (listener: () => void) => () => void;
  };
  readonly variables: {
    readonly getState: () => {
      readonly variableDefinitions: EditorParts['variables'];
      readonly setVariableDefinitions: (definitions: EditorParts['variables']) => void;
    };
    readonly subscribe: (listener: () => void) => () => void;
  };
}

/** Tells the panels' queries which datasources the dashboard has. */
export type SetDatasources = (datasources: NonNullable<EditorParts['datasources']>) => void;

/** What the toolbar shows of an edit. */
export interface EditState {
  /** The document as it would be saved now. */
  readonly document: JsonObject;
  /** What is different from the stored version. */
  readonly changes: readonly DocumentChange[];
  readonly isChanged: boolean;
  /** Words of the step that Undo takes back; undefined when there is none. */
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
}

/** One visit of the editor: every edit is a step, whoever of the editor's stores it went into. */
export interface EditSession {
  readonly state: () => EditState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Follows the stores until it is called off. */
  readonly connect: (setDatasources: SetDatasources) => () => void;
  /** Takes the last step back and answers its words. */
  readonly undo: () => string | undefined;
  readonly redo: () => string | undefined;
  /** Replaces the document, as settings and JSON do; false when the editor cannot show it. */
  readonly apply: (document: JsonObject) => boolean;
  /** Takes back what happened between two documents, and keeps what was edited since. */
  readonly revert: (before: JsonObject, after: JsonObject) => void;
}

interface Snapshot {
  /** Fields that the editor does not know, and the spelling of those it does. */
  readonly frame: JsonObject;
  readonly parts: EditorParts;
  readonly document: JsonObject;
}

/** Observes the editor's stores and keeps the steps; states share whatever did not change, so 100 steps cost little. */
export function createEditSession(deps: {
  readonly stored: JsonObject;
  /** What the edit begins with: the stored document, or a draft. */
  readonly begin: JsonObject;
  readonly stores: EditorStores;
  readonly nowMs: () => number;
}): EditSession {
  const { stored, begin, stores, nowMs } = deps;
  const listeners = new Set<() => void>();
  let history: UndoHistory<Snapshot> = beginHistory(take(begin));
  let shown = describe(stored, history);
  let isWaiting = false;
  let setDatasources: SetDatasources = () => undefined;

  function take(frame: JsonObject): Snapshot {
    const parts = readParts(stores.dashboard.getState(), stores.variables.getState().variableDefinitions);
    return { frame, parts, document: partsDocument(frame, parts) };
  }
  const become = (next: UndoHistory<Snapshot>) => {
    history = next;
    shown = describe(stored, history);
    for (const listener of listeners) listener();
  };
  const commit = (frame = history.present.frame) => {
    const next = take(frame);
    const { present } = history;
    if (frame === present.frame && areSameParts(next.parts, present.parts)) return;
    if (jsonEquals(next.document, present.document)) return become(amendPresent(history, next));
    const changes = documentChanges(present.document, next.document);
    // The grid closes holes by itself after a panel went or moved: that belongs to the step before.
    if (changes.length === 0 && frame === present.frame) return become(amendPresent(history, next));
    const isMove = changes.length > 0 && changes.every(({ area }) => area === 'place');
    become(
      recordStep(history, next, {
        label: editLabel(changes),
        atMs: nowMs(),
        ...(isMove ? { joinKey: changes.map(({ key }) => key).join(' ') } : {}),
      }),
    );
  };
  const onStoreChange = () => {
    if (isWaiting) return;
    isWaiting = true;
    // One edit may go into several stores, one after the other.
    queueMicrotask(() => {
      isWaiting = false;
      commit();
    });
  };
  const show = ({ parts }: Snapshot) => {
    const { variables, ...rest } = parts;
    const state = stores.dashboard.getState();
    if (state.datasources !== rest.datasources) setDatasources(rest.datasources ?? {});
    stores.dashboard.setState(rest);
    const its = stores.variables.getState();
    if (its.variableDefinitions !== variables) its.setVariableDefinitions(variables);
  };
  const apply = (document: JsonObject): boolean => {
    const resource = withListsPresent(document);
    if (!isDashboardResource(resource)) return false;
    commit();
    const { present } = history;
    if (differInSettingsOnly(present.document, document)) {
      stores.dashboard.setState(settingParts(resource));
    } else {
      setDatasources(resource.spec.datasources ?? {});
      if (!jsonEquals(asVariables(present.document), asVariables(document)))
        stores.variables.getState().setVariableDefinitions(resource.spec.variables);
      stores.dashboard.getState().setDashboard(resource);
    }
    commit(document);
    return true;
  };
  return {
    state: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect(nextSetDatasources) {
      setDatasources = nextSetDatasources;
      const stops = [stores.dashboard.subscribe(onStoreChange), stores.variables.subscribe(onStoreChange)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    undo() {
      commit();
      const label = history.past.at(-1)?.label;
      if (label === undefined) return undefined;
      become(undoStep(history));
      show(history.present);
      return label;
    },
    redo() {
      commit();
      const label = history.future.at(-1)?.label;
      if (label === undefined) return undefined;
      become(redoStep(history));
      show(history.present);
      return label;
    },
    apply,
    revert(before, after) {
      commit();
      const { present, past } = history;
      const last = past.at(-1);
      if (last !== undefined && last.state.document === before && present.document === after) {
        become(undoStep(history));
        show(history.present);
      } else apply(mergeDocuments(after, present.document, before, () => 'mine').merged);
    },
  };
}

function describe(stored: JsonObject, history: UndoHistory<Snapshot>): EditState {
  const { document } = history.present;
  const isChanged = !jsonEquals(document, stored);
  return {
    document,
    isChanged,
    changes: isChanged ? documentChanges(stored, document) : [],
    undoLabel: history.past.at(-1)?.label,
    redoLabel: history.future.at(-1)?.label,
  };
}

function asVariables(document: JsonObject) {
  const resource = withListsPresent(document)['spec'];
  return typeof resource === 'object' && resource !== null && 'variables' in resource
    ? resource['variables']
    : undefined;
}
