import type { VariableDefinition } from '@perses-dev/core';
import type { ExternalVariableDefinition } from '@perses-dev/dashboards';
import { listDocuments } from '../../api/list-documents.ts';
import { isJsonObject, jsonObject, jsonText } from '../documents/json.ts';

/** The question for the project's and the global variables that a dashboard may use. */
export function sharedVariablesQuery(project: string) {
  return {
    queryKey: ['shared-variables', project],
    queryFn: async ({
      signal,
    }: {
      readonly signal?: AbortSignal | undefined;
    }): Promise<ExternalVariableDefinition[]> => {
      const [ofProject, global] = await Promise.all([
        listDocuments(`/api/v1/projects/${encodeURIComponent(project)}/variables`, signal),
        listDocuments('/api/v1/globalvariables', signal),
      ]);
      return [
        { source: 'project', definitions: ofProject.flatMap(readVariable) },
        { source: 'global', definitions: global.flatMap(readVariable) },
      ];
    },
    staleTime: 60_000,
  };
}

/** A stored variable becomes the definition a dashboard holds: same spec, the resource's name. */
function readVariable(resource: unknown): VariableDefinition[] {
  if (!isJsonObject(resource)) return [];
  const spec = jsonObject(resource['spec']);
  const definition = {
    ...spec,
    spec: { ...jsonObject(spec['spec']), name: jsonText(jsonObject(resource['metadata'])['name']) },
  };
  return isVariable(definition) ? [definition] : [];
}

function isVariable(value: unknown): value is VariableDefinition {
  if (!isJsonObject(value)) return false;
  return (
    (value['kind'] === 'ListVariable' || value['kind'] === 'TextVariable') &&
    jsonText(jsonObject(value['spec'])['name']) !== undefined
  );
}
