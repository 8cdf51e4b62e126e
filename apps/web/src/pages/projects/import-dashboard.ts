import {
  isJsonObject,
  jsonList,
  jsonObject,
  jsonText,
  type JsonObject,
} from '../../dashboards/documents/json.ts';
import { isKindInstalled } from '../../dashboards/perses/installed-plugins.ts';
import { suggestName } from '../../dashboards/documents/document-name.ts';

/** What an imported text is, or why it is no dashboard. */
export type Imported =
  | {
      readonly ok: true;
      readonly name: string;
      readonly metadata: JsonObject;
      readonly spec: JsonObject;
      readonly report: string;
    }
  | { readonly ok: false; readonly problem: string };

/** Reads a Perses dashboard from JSON or YAML, also from the PersesDashboard resource (v1alpha1 and v1alpha2). */
export function importedDashboard(text: string, yamlToJson: (yaml: string) => string): Imported {
  const value = readText(text, yamlToJson);
  if (typeof value === 'string') return { ok: false, problem: value };
  const kind = jsonText(value['kind']);
  if (kind === undefined && (Array.isArray(value['panels']) || value['schemaVersion'] !== undefined)) {
    return {
      ok: false,
      problem: 'This is a Grafana dashboard. Import of Grafana dashboards is not part of this version.',
    };
  }
  if (kind !== 'Dashboard' && kind !== 'PersesDashboard') {
    return {
      ok: false,
      problem: `This is ${kind === undefined ? 'no resource: it has no kind' : `a ${kind}`}. A Dashboard or a PersesDashboard is needed.`,
    };
  }
  const outer = jsonObject(value['spec']);
  const spec = kind === 'PersesDashboard' && isJsonObject(outer['config']) ? outer['config'] : outer;
  const metadata = jsonObject(value['metadata']);
  const tags = metadata['tags'];
  return {
    ok: true,
    name: suggestName(
      jsonText(metadata['name']) ?? jsonText(jsonObject(spec['display'])['name']) ?? 'dashboard',
    ),
    metadata: tags === undefined ? {} : { tags },
    spec,
    report: reportOf(spec),
  };
}

function readText(text: string, yamlToJson: (yaml: string) => string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(text.trimStart().startsWith('{') ? text : yamlToJson(text));
    return isJsonObject(value) ? value : 'This is a list or a plain value; a dashboard is an object.';
  } catch (error) {
    return `The text can be read neither as JSON nor as YAML: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`;
  }
}

function reportOf(spec: JsonObject): string {
  const panels = Object.values(jsonObject(spec['panels']));
  const unknown = new Set<string>();
  for (const panel of panels) {
    const panelSpec = jsonObject(jsonObject(panel)['spec']);
    const kinds: (readonly ['Panel' | 'TimeSeriesQuery', string | undefined])[] = [
      ['Panel', jsonText(jsonObject(panelSpec['plugin'])['kind'])],
      ...jsonList(panelSpec['queries']).map(
        (query) =>
          [
            'TimeSeriesQuery',
            jsonText(jsonObject(jsonObject(jsonObject(query)['spec'])['plugin'])['kind']),
          ] as const,
      ),
    ];
    for (const [type, kind] of kinds)
      if (kind !== undefined && !isKindInstalled(type, kind)) unknown.add(kind);
  }
  const count = `${panels.length} ${panels.length === 1 ? 'panel' : 'panels'}`;
  return unknown.size === 0
    ? `A Perses dashboard with ${count}; every kind is installed.`
    : `A Perses dashboard with ${count}. Not installed: ${[...unknown].join(', ')}. Those panels are kept unchanged and shown as JSON.`;
}
