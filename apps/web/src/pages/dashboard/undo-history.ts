/** Steps that can be undone; older ones are forgotten. */
export const UNDO_LIMIT = 100;
/** Steps under the same key that follow each other within this time are one, ms: a held arrow key, a drag in pieces. */
const JOIN_WITHIN_MS = 1000;

/** One step: the state it left, and the words and the key it is known by. */
export interface UndoStep<State> {
  readonly state: State;
  readonly label: string;
  readonly joinKey: string | undefined;
  readonly atMs: number;
}

/** A state with the steps that led to it and the steps that were taken back; at most `UNDO_LIMIT` together with the past. */
export interface UndoHistory<State> {
  readonly past: readonly UndoStep<State>[];
  readonly present: State;
  readonly future: readonly UndoStep<State>[];
}

/** A history that begins here. */
export function beginHistory<State>(present: State): UndoHistory<State> {
  return { past: [], present, future: [] };
}

/** The history after one more step; what was taken back before is forgotten. States are kept as they are, so they may share. */
export function recordStep<State>(
  history: UndoHistory<State>,
  next: State,
  step: { readonly label: string; readonly joinKey?: string; readonly atMs: number },
): UndoHistory<State> {
  const last = history.past.at(-1);
  const isJoined =
    step.joinKey !== undefined &&
    last?.joinKey === step.joinKey &&
    history.future.length === 0 &&
    step.atMs - last.atMs <= JOIN_WITHIN_MS;
  if (isJoined) {
    const joined = { ...last, atMs: step.atMs };
    return { past: [...history.past.slice(0, -1), joined], present: next, future: [] };
  }
  const taken = { state: history.present, label: step.label, joinKey: step.joinKey, atMs: step.atMs };
  return { past: [...history.past, taken].slice(-UNDO_LIMIT), present: next, future: [] };
}

/** The same history with the present put right: what the program did to it by itself is no step. */
export function amendPresent<State>(history: UndoHistory<State>, present: State): UndoHistory<State> {
  return { ...history, present };
}

/** One step back; the same history when there is none. */
export function undoStep<State>(history: UndoHistory<State>): UndoHistory<State> {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: step.state,
    future: [...history.future, { ...step, state: history.present }],
  };
}

/** One step forward again; the same history when there is none. */
export function redoStep<State>(history: UndoHistory<State>): UndoHistory<State> {
  const step = history.future.at(-1);
  if (step === undefined) return history;
  return {
    past: [...history.past, { ...step, state: history.present }],
    present: step.state,
    future: history.future.slice(0, -1),
  };
}
