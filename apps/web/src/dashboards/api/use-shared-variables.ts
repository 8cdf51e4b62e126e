import { useQuery } from '@tanstack/react-query';
import type { ExternalVariableDefinition } from '@perses-dev/dashboards';
import { sharedVariablesQuery } from './shared-variables-query.ts';

/** The project's and the global variables that a dashboard may use; empty lists when they cannot be read. */
export function useSharedVariables(project: string): {
  readonly definitions: ExternalVariableDefinition[];
  readonly isReady: boolean;
} {
  const { data, isFetched } = useQuery(sharedVariablesQuery(project));
  return { definitions: data ?? [], isReady: isFetched };
}
