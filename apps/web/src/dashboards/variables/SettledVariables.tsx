import { useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useVariableDefinitions } from '@perses-dev/dashboards';
import { BuiltinVariableContext, VariableContext, type VariableStateMap } from '@perses-dev/plugin-system';

/** Quiet time after which a chain of dependent variables is taken as finished, ms: what follows from a value starts in the same task. */
const QUIET_MS = 20;
/** Panels do not wait longer than this for variables, ms. */
const PATIENCE_MS = 5000;

/**
 * Holds the panels back until the variables have their first values. Upstream counts a variable as loaded before its values
 * were asked for and does not wait for the variables it depends on, so that every panel would ask twice, first with `pod=~"()"`.
 * Until then the panels see one unchanging state: each step of a variable would draw every panel again for nothing.
 */
export function SettledVariables({ children }: { readonly children: ReactNode }) {
  const state = useContext(VariableContext)?.state ?? EMPTY;
  const builtin = useContext(BuiltinVariableContext)?.variables;
  const definitions = useVariableDefinitions();
  const names = useMemo(
    () => definitions.filter((one) => one.kind === 'ListVariable').map((one) => one.spec.name),
    [definitions],
  );
  const isSettled = useSettled(names, state);
  const [first] = useState(() => ({ state: waiting(state, names), builtin }));
  const shownState = isSettled ? state : first.state;
  const shownBuiltin = isSettled ? builtin : first.builtin;
  // Upstream makes new contexts with every render; these change with what is in them.
  const variables = useMemo(() => ({ state: shownState }), [shownState]);
  const builtins = useMemo(
    () => (shownBuiltin === undefined ? undefined : { variables: shownBuiltin }),
    [shownBuiltin],
  );
  return (
    <BuiltinVariableContext.Provider value={builtins}>
      <VariableContext.Provider value={variables}>{children}</VariableContext.Provider>
    </BuiltinVariableContext.Provider>
  );
}

const EMPTY: VariableStateMap = {};

function waiting(state: VariableStateMap, names: readonly string[]): VariableStateMap {
  const loading = names.flatMap((name) => {
    const its = state[name];
    return its ? [[name, { ...its, loading: true }] as const] : [];
  });
  return { ...state, ...Object.fromEntries(loading) };
}

/** True from the first moment on at which every variable was asked for and none has been loading for a while. */
function useSettled(names: readonly string[], state: VariableStateMap): boolean {
  const asked = useRef(new Set<string>());
  const [isSettled, setSettled] = useState(names.length === 0);
  useEffect(() => {
    if (isSettled) return undefined;
    for (const name of names)
      if (state[name]?.loading || (state[name]?.options?.length ?? 0) > 0) asked.current.add(name);
    const isQuiet = names.every((name) => asked.current.has(name) && !state[name]?.loading);
    if (!isQuiet) return undefined;
    const timer = setTimeout(() => setSettled(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [names, state, isSettled]);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
}
