import { documentError } from './document-error.ts';
import { isArray, isObject } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import type { DashboardVariable } from './validate-variable.ts';

/** Refuses a circle of variables that use each other (Perses `BuildVariableOrder`). */
export function refuseVariableCycle(variables: readonly DashboardVariable[]): void {
  const waitingFor = new Map(variables.map(({ name, uses }) => [name, variablesUsedIn(uses)] as const));
  for (;;) {
    const ready = [...waitingFor].filter(([, used]) => !used.some((name) => waitingFor.has(name)));
    for (const [name] of ready) waitingFor.delete(name);
    if (waitingFor.size === 0) return;
    if (ready.length === 0) throw documentError('variable_cycle', {});
  }
}

/** Refuses the use of a variable that neither the dashboard nor `known` (project and global variables) defines. */
export function refuseUndefinedVariable(
  variables: readonly DashboardVariable[],
  known: readonly string[],
): void {
  const defined = new Set([...variables.map(({ name }) => name), ...known]);
  for (const { name: by, uses } of variables) {
    for (const used of variablesUsedIn(uses)) {
      if (!defined.has(used) && !used.startsWith('__')) {
        throw documentError('variable_undefined', { used, by });
      }
    }
  }
}

/** The distinct variable names used in the texts of a value as `$name` or `${name:format}`; `$1` is a capture group. */
export function variablesUsedIn(value: JsonValue | undefined): readonly string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
}

const usePattern = /\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g;

function collect(value: JsonValue | undefined, found: Set<string>): void {
  if (typeof value === 'string') {
    for (const match of value.matchAll(usePattern)) {
      const name = match[1] ?? match[2] ?? '';
      if (!/^[0-9]+$/.test(name)) found.add(name);
    }
    return;
  }
  if (isArray(value)) for (const one of value) collect(one, found);
  else if (isObject(value)) for (const one of Object.values(value)) collect(one, found);
}
