import type { DashboardResource, PanelDefinition } from '@perses-dev/core';
import { noExactNumbers, type ExactNumbers } from '@hecate/perses';
import { isJsonObject, jsonList, jsonObject, jsonText, type JsonObject } from './json.ts';

/** A stored dashboard as the server answers it: the document whole, and what a page needs of its metadata. */
export interface StoredDashboard {
  readonly document: JsonObject;
  /** Spellings of the numbers in it that JavaScript cannot hold; they are written back as they were. */
  readonly numbers: ExactNumbers;
  readonly name: string;
  readonly project: string;
  readonly version: number;
  readonly updatedAt: string | undefined;
  readonly title: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
}

/** Reads what a page needs of a dashboard document; undefined when it is none. */
export function readDashboard(
  value: unknown,
  numbers: ExactNumbers = noExactNumbers,
): StoredDashboard | undefined {
  if (!isJsonObject(value) || value['kind'] !== 'Dashboard') return undefined;
  const metadata = jsonObject(value['metadata']);
  const display = jsonObject(jsonObject(value['spec'])['display']);
  const name = jsonText(metadata['name']);
  if (name === undefined) return undefined;
  const title = jsonText(display['name'])?.trim();
  return {
    document: value,
    numbers,
    name,
    project: jsonText(metadata['project']) ?? '',
    version: typeof metadata['version'] === 'number' ? metadata['version'] : 0,
    updatedAt: jsonText(metadata['updatedAt']),
    title: title === undefined || title === '' ? name : title,
    description: jsonText(display['description']),
    tags: jsonList(metadata['tags']).filter((tag) => typeof tag === 'string'),
  };
}

/** True when the Perses packages can take the document: panels with plugins, variables with names, grids with items. */
export function isDashboardResource(value: unknown): value is DashboardResource {
  if (!isJsonObject(value) || value['kind'] !== 'Dashboard' || !isJsonObject(value['metadata'])) return false;
  const spec = value['spec'];
  if (!isJsonObject(spec)) return false;
  return (
    Object.values(jsonObject(spec['panels'])).every(isPanelDefinition) &&
    jsonList(spec['variables']).every(
      (one) => isJsonObject(one) && jsonText(jsonObject(one['spec'])['name']) !== undefined,
    ) &&
    jsonList(spec['layouts']).every((one) => isJsonObject(one) && isJsonObject(one['spec']))
  );
}

/** True for a panel with a plugin kind and, where it has queries, a plugin kind in each. */
export function isPanelDefinition(value: unknown): value is PanelDefinition {
  const spec = jsonObject(isJsonObject(value) ? value['spec'] : undefined);
  const hasKind = (definition: JsonObject) =>
    jsonText(jsonObject(definition['plugin'])['kind']) !== undefined;
  return (
    hasKind(spec) &&
    isJsonObject(spec['display']) &&
    jsonList(spec['queries']).every((query) => isJsonObject(query) && hasKind(jsonObject(query['spec'])))
  );
}

/** The document with the members that the Perses packages read without asking whether they are there. */
export function withListsPresent(document: JsonObject): JsonObject {
  const spec = jsonObject(document['spec']);
  return {
    ...document,
    spec: {
      ...spec,
      panels: withDisplays(jsonObject(spec['panels'])),
      layouts: spec['layouts'] ?? [],
      variables: spec['variables'] ?? [],
      duration: spec['duration'] ?? '1h',
    },
  };
}

/** A panel may have no `display`; the packages want one with a name. */
function withDisplays(panels: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(panels).map(([key, panel]) => {
      const spec = isJsonObject(panel) ? panel['spec'] : undefined;
      if (!isJsonObject(panel) || !isJsonObject(spec) || spec['display'] !== undefined) return [key, panel];
      return [key, { ...panel, spec: { ...spec, display: inventedDisplay } }];
    }),
  );
}

/** The display of a panel that was stored without one; it is not saved. */
export const inventedDisplay: JsonObject = { name: '' };

/** Kinds of layout beyond `Grid`, which the editor cannot keep. */
export function foreignLayouts(document: JsonObject): readonly string[] {
  const kinds = jsonList(jsonObject(document['spec'])['layouts']).map(
    (one) => jsonText(jsonObject(one)['kind']) ?? '',
  );
  return [...new Set(kinds.filter((kind) => kind !== 'Grid'))];
}
