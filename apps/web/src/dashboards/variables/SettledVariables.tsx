import { useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useVariableDefinitions } from '@perses-dev/dashboards';
import { VariableContext, type VariableStateMap } from '@perses-dev/plugin-system';

/** Quiet time after which a chain of dependent variables is taken as finished, ms. */
const QUIET_MS = 80;
/** Panels do not wait longer than this for variables, ms. */
const PATIENCE_MS = 5000;

/**
 * Holds the panels back until the variables have their first values. Upstream counts a variable as loaded before its values
 * were asked for and does not wait for the variables it depends on, so that every panel would ask twice, first with `pod=~"()"`.
 */
export function SettledVariables({ children }: { readonly children: ReactNode }) {
  const context = useContext(VariableContext);
  const definitions = useVariableDefinitions();
  const names = useMemo(
    () => definitions.filter((one) => one.kind === 'ListVariable').map((one) => one.spec.name),
    [definitions],
  );
  const state = context?.state;
  const isSettled = useSettled(names, state ?? EMPTY);
  const value = useMemo(() => {
    if (!state || isSettled) return context;
    const waiting = names.flatMap((name) => {
      const its = state[name];
      return its ? [[name, { ...its, loading: true }] as const] : [];
    });
    return { state: { ...state, ...Object.fromEntries(waiting) } };
  }, [context, state, isSettled, names]);
  return <VariableContext.Provider value={value}>{children}</VariableContext.Provider>;
}

const EMPTY: VariableStateMap = {};

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
