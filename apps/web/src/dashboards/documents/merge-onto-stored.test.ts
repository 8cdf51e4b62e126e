import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isDashboardResource, withListsPresent } from './dashboard-document.ts';
import { isJsonObject, jsonEquals, jsonObject, type Json, type JsonObject } from './json.ts';
import { mergeOntoStored } from './merge-onto-stored.ts';

const query = (text: string, extra: JsonObject = {}): JsonObject => ({
  kind: 'TimeSeriesQuery',
  spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: text } }, ...extra },
});
const panel = (title: string, extra: JsonObject = {}): JsonObject => ({
  kind: 'Panel',
  spec: {
    display: { name: title },
    plugin: { kind: 'TimeSeriesChart', metadata: { version: '0.10.2' }, spec: { a: 1 } },
    queries: [query('up', { name: 'A' })],
    ...extra,
  },
});
const item = (key: string, x: number, y: number): JsonObject => ({
  x,
  y,
  width: 12,
  height: 6,
  content: { $ref: `#/spec/panels/${key}` },
});

const stored: JsonObject = {
  kind: 'Dashboard',
  metadata: { name: 'd', project: 'p', version: 7, tags: ['vllm'], colour: 'kept' },
  spec: {
    links: [{ url: 'https://example.org' }],
    display: { name: 'D', icon: 'kept' },
    annotations: [{ kind: 'A' }],
    timezone: 'Asia/Kolkata',
    variables: [
      {
        kind: 'ListVariable',
        spec: {
          name: 'pod',
          allowAllValue: true,
          allowMultiple: false,
          plugin: { kind: 'X', spec: {} },
          future: 1,
        },
      },
    ],
    panels: { one: panel('One', { annotations: [1] }), two: panel('Two') },
    layouts: [
      {
        kind: 'Grid',
        spec: { display: { title: 'Group' }, items: [item('one', 0, 4), item('two', 12, 4)], future: true },
      },
      { kind: 'Grid', spec: { items: [] } },
    ],
    duration: '1h',
  },
};

/** What the editor of the 0.52 packages gives back: seven fields, layouts rebuilt, unknown members of what it validates gone. */
function asEditor(
  document: JsonObject,
  change: (spec: Record<string, Json | undefined>) => void = () => undefined,
): JsonObject {
  const spec = jsonObject(document['spec']);
  const rebuilt: Record<string, Json | undefined> = {
    display: { name: 'D' },
    panels: { one: panelOf(spec, 'one'), two: panelOf(spec, 'two') },
    layouts: [
      {
        kind: 'Grid',
        spec: {
          display: { title: 'Group', collapse: { open: true } },
          items: [item('one', 0, 0), item('two', 12, 0)],
          repeatVariable: undefined,
        },
      },
      { kind: 'Grid', spec: { display: { title: '', collapse: { open: true } }, items: [] } },
    ],
    variables: [
      {
        kind: 'ListVariable',
        spec: { name: 'pod', allowAllValue: true, allowMultiple: false, plugin: { kind: 'X', spec: {} } },
      },
    ],
    duration: '1h',
    refreshInterval: '0s',
    datasources: {},
  };
  change(rebuilt);
  return { kind: 'Dashboard', metadata: { name: 'd', project: 'p' }, spec: rebuilt };
}

function panelOf(spec: JsonObject, key: string): JsonObject {
  const { display } = jsonObject(jsonObject(jsonObject(spec['panels'])[key])['spec']);
  return {
    kind: 'Panel',
    spec: { display, plugin: { kind: 'TimeSeriesChart', spec: { a: 1 } }, queries: [query('up')] },
  };
}

describe('mergeOntoStored', () => {
  it('gives the stored document back, in its key order, when nothing was edited', () => {
    expect(JSON.stringify(mergeOntoStored(stored, asEditor(stored)))).toBe(JSON.stringify(stored));
  });

  it('keeps links, annotations, time zone, tags and unknown fields at every level when something was edited', () => {
    const merged = mergeOntoStored(
      stored,
      asEditor(stored, (spec) => (spec['duration'] = '6h')),
    );
    expect(merged).toStrictEqual({ ...stored, spec: { ...jsonObject(stored['spec']), duration: '6h' } });
  });

  it('gives a panel without display back without one, and takes the name that somebody gave it', () => {
    const { display: _display, ...bare } = jsonObject(
      jsonObject(jsonObject(jsonObject(stored['spec'])['panels'])['one'])['spec'],
    );
    const spec = jsonObject(stored['spec']);
    const nameless = {
      ...stored,
      spec: { ...spec, panels: { ...jsonObject(spec['panels']), one: { kind: 'Panel', spec: bare } } },
    };
    const shown = withListsPresent(nameless);
    expect(isDashboardResource(shown)).toBe(true);
    expect(JSON.stringify(mergeOntoStored(nameless, asEditor(shown)))).toBe(JSON.stringify(nameless));
    const named = mergeOntoStored(
      nameless,
      asEditor(shown, (edited) => {
        const panels = jsonObject(edited['panels']);
        const one = jsonObject(panels['one']);
        edited['panels'] = {
          ...panels,
          one: { ...one, spec: { ...jsonObject(one['spec']), display: { name: 'Mine' } } },
        };
      }),
    );
    expect(
      jsonObject(jsonObject(jsonObject(jsonObject(named['spec'])['panels'])['one'])['spec'])['display'],
    ).toEqual({
      name: 'Mine',
    });
  });

  it('takes what was deleted as deleted: panels, variables, texts, queries', () => {
    const merged = mergeOntoStored(
      stored,
      asEditor(stored, (spec) => {
        spec['variables'] = [];
        spec['panels'] = {
          two: {
            kind: 'Panel',
            spec: { display: { name: 'Two' }, plugin: { kind: 'TimeSeriesChart', spec: {} }, queries: [] },
          },
        };
        spec['layouts'] = [
          {
            kind: 'Grid',
            spec: { display: { title: 'Group', collapse: { open: true } }, items: [item('two', 0, 0)] },
          },
        ];
      }),
    );
    const spec = jsonObject(merged['spec']);
    expect(Object.keys(jsonObject(spec['panels']))).toStrictEqual(['two']);
    expect(spec['variables']).toStrictEqual([]);
    expect(jsonObject(jsonObject(jsonObject(spec['panels'])['two'])['spec'])['queries']).toStrictEqual([]);
    expect(spec['layouts']).toHaveLength(1);
    expect(spec['links']).toStrictEqual(jsonObject(stored['spec'])['links']);
  });

  it('takes a moved panel, but not the closing of holes that the editor does by itself', () => {
    const moved = mergeOntoStored(
      stored,
      asEditor(stored, (spec) => {
        spec['layouts'] = [
          {
            kind: 'Grid',
            spec: {
              display: { title: 'Group', collapse: { open: true } },
              items: [item('one', 12, 0), item('two', 0, 0)],
            },
          },
        ];
      }),
    );
    const [group] = layoutsOf(moved);
    expect(jsonObject(group?.['spec'])['items']).toStrictEqual([item('one', 12, 0), item('two', 0, 0)]);
    expect(jsonObject(group?.['spec'])['future']).toBe(true);
  });

  it('forgets the version of a plugin when another kind was chosen', () => {
    const merged = mergeOntoStored(
      stored,
      asEditor(stored, (spec) => {
        spec['panels'] = {
          ...jsonObject(spec['panels']),
          one: { kind: 'Panel', spec: { display: { name: 'One' }, plugin: { kind: 'Table', spec: {} } } },
        };
      }),
    );
    const one = jsonObject(jsonObject(jsonObject(jsonObject(merged['spec'])['panels'])['one'])['spec']);
    expect(one['plugin']).toStrictEqual({ kind: 'Table', spec: {} });
    expect(one['annotations']).toStrictEqual([1]);
  });

  it('keeps every field of the spec that the editor does not know, whatever it is', () => {
    const known = new Set([
      'display',
      'panels',
      'layouts',
      'variables',
      'duration',
      'refreshInterval',
      'datasources',
    ]);
    const unknownFields = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 12 }).filter((key) => !known.has(key) && key !== '__proto__'),
      fc.jsonValue({ maxDepth: 3 }).map(asJson),
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(unknownFields, fc.constantFrom('5m', '1h', '7d'), (fields, duration) => {
        const document = { ...stored, spec: { ...fields, ...jsonObject(stored['spec']) } };
        const merged = jsonObject(
          mergeOntoStored(
            document,
            asEditor(document, (spec) => (spec['duration'] = duration)),
          )['spec'],
        );
        for (const [key, value] of Object.entries(fields))
          if (!Object.hasOwn(jsonObject(stored['spec']), key))
            expect(jsonEquals(merged[key], value)).toBe(true);
        expect(merged['duration']).toBe(duration);
      }),
    );
  });

  it('is what it was when it is applied again', () => {
    const edited = asEditor(stored, (spec) => (spec['duration'] = '2h'));
    const once = mergeOntoStored(stored, edited);
    expect(mergeOntoStored(once, edited)).toStrictEqual(once);
  });
});

function layoutsOf(document: JsonObject): readonly JsonObject[] {
  const layouts = jsonObject(document['spec'])['layouts'];
  return Array.isArray(layouts) ? layouts.filter(isJsonObject) : [];
}

function asJson(value: unknown): Json {
  const parsed: Json = JSON.parse(JSON.stringify(value));
  return parsed;
}
