import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { yamlToJson } from '@hecate/perses';
import { describe, expect, it } from 'vitest';
import { packUpwards } from '../grid/panel-groups.ts';
import { isJsonObject, jsonList, jsonObject, jsonText, type Json, type JsonObject } from './json.ts';
import { mergeOntoStored } from './merge-onto-stored.ts';

const testData =
  process.env['HECATE_TEST_DATA'] ?? new URL('../../../../../../shared/data', import.meta.url).pathname;
const isMissing = !existsSync(testData) && process.env['CI'] !== 'true';
const folder = `${testData}/dashboards/perses-community`;

describe.skipIf(isMissing)('saving the real dashboards from the editor', () => {
  it.each(isMissing ? [] : readdirSync(folder))('loses nothing of %s', (file) => {
    const stored = read(file);
    expect(mergeOntoStored(stored, asEditor(stored))).toStrictEqual(stored);
    const newer = withNewerFields(stored);
    expect(mergeOntoStored(newer, asEditor(newer))).toStrictEqual(newer);
    // One edit arrives, and nothing else changes.
    const renamed = mergeOntoStored(newer, renameFirstPanel(asEditor(newer)));
    expect(renamed).toStrictEqual(renameFirstPanel(newer));
  });
});

function read(file: string): JsonObject {
  const value: unknown = JSON.parse(yamlToJson(readFileSync(`${folder}/${file}`, 'utf8')));
  if (!isJsonObject(value)) throw new Error(`${file} is no dashboard`);
  return value;
}

/** The document with every field that Perses 0.53 and 0.54 brought, and one that nobody knows at every level. */
function withNewerFields(document: JsonObject): JsonObject {
  const spec = jsonObject(document['spec']);
  const future = { future: { a: [1] } };
  const queryOf = (query: Json): Json => {
    const own = jsonObject(jsonObject(query)['spec']);
    const plugin = { ...jsonObject(own['plugin']), metadata: { version: '1.0.0', registry: 'x' } };
    return { ...jsonObject(query), spec: { ...own, name: 'A', plugin, ...future } };
  };
  const panelOf = (panel: Json | undefined): Json => {
    const own = jsonObject(jsonObject(panel)['spec']);
    const queries = own['queries'] === undefined ? {} : { queries: jsonList(own['queries']).map(queryOf) };
    const plugin = { ...jsonObject(own['plugin']), metadata: { version: '1.0.0' } };
    return { ...jsonObject(panel), spec: { ...own, plugin, ...queries, annotations: [{ a: 1 }], ...future } };
  };
  return {
    ...document,
    metadata: { ...jsonObject(document['metadata']), tags: ['gpu', 'llm'], ...future },
    spec: {
      links: [{ name: 'Docs', url: 'https://example.org', targetBlank: true }],
      ...spec,
      panels: Object.fromEntries(
        Object.entries(jsonObject(spec['panels'])).map(([key, panel]) => [key, panelOf(panel)]),
      ),
      layouts: jsonList(spec['layouts']).map((layout) => ({
        ...jsonObject(layout),
        spec: { ...jsonObject(jsonObject(layout)['spec']), ...future },
      })),
      annotations: [
        { display: { name: 'Deploys' }, plugin: { kind: 'PrometheusPromQLAnnotation', spec: {} } },
      ],
      timezone: 'Asia/Kolkata',
      ...future,
    },
  };
}

/** What the editor of the Perses packages makes of a document that nobody edited. */
function asEditor(document: JsonObject): JsonObject {
  const spec = jsonObject(document['spec']);
  const pluginOf = (plugin: Json | undefined): JsonObject => {
    const { metadata: _version, ...rest } = jsonObject(plugin);
    return rest;
  };
  const panelOf = (panel: Json | undefined): Json => {
    const { display, plugin, queries, links } = jsonObject(jsonObject(panel)['spec']);
    return {
      kind: 'Panel',
      spec: {
        display,
        plugin: pluginOf(plugin),
        ...(queries === undefined
          ? {}
          : {
              queries: jsonList(queries).map((query) => ({
                kind: jsonObject(query)['kind'],
                spec: { plugin: pluginOf(jsonObject(jsonObject(query)['spec'])['plugin']) },
              })),
            }),
        ...(links === undefined ? {} : { links }),
      },
    };
  };
  return {
    kind: 'Dashboard',
    metadata: document['metadata'],
    spec: {
      display: spec['display'],
      panels: Object.fromEntries(
        Object.entries(jsonObject(spec['panels'])).map(([key, panel]) => [key, panelOf(panel)]),
      ),
      layouts: jsonList(spec['layouts']).map(rebuiltGroup),
      variables: spec['variables'] ?? [],
      duration: spec['duration'] ?? '1h',
      refreshInterval: spec['refreshInterval'] ?? '0s',
      datasources: spec['datasources'] ?? {},
    },
  };
}

/** Every group gets a title and can be collapsed, and holes in its grid are closed. */
function rebuiltGroup(layout: Json): Json {
  const { display, items, repeatVariable } = jsonObject(jsonObject(layout)['spec']);
  const { title, collapse } = jsonObject(display);
  const cell = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
  const packed = packUpwards(
    jsonList(items).map((item) => {
      const { x, y, width, height, content } = jsonObject(item);
      const panelKey = jsonText(jsonObject(content)['$ref']) ?? '';
      return { panelKey, x: cell(x), y: cell(y), w: cell(width), h: cell(height) };
    }),
  );
  return {
    kind: 'Grid',
    spec: {
      display: { title: title ?? '', collapse: { open: jsonObject(collapse)['open'] !== false } },
      items: packed.map(({ panelKey, x, y, w, h }) => ({
        x,
        y,
        width: w,
        height: h,
        content: { $ref: panelKey },
      })),
      repeatVariable,
    },
  };
}

function renameFirstPanel(document: JsonObject): JsonObject {
  const spec = jsonObject(document['spec']);
  const panels = jsonObject(spec['panels']);
  const [key = ''] = Object.keys(panels);
  const panel = jsonObject(panels[key]);
  const own = jsonObject(panel['spec']);
  const renamed = { ...panel, spec: { ...own, display: { ...jsonObject(own['display']), name: 'Renamed' } } };
  return { ...document, spec: { ...spec, panels: { ...panels, [key]: renamed } } };
}
