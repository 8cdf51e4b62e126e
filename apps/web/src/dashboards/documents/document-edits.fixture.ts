import fc from 'fast-check';
import { isJsonObject, jsonList, jsonObject, jsonText, own, type Json, type JsonObject } from './json.ts';

/** One edit of a dashboard, as a person or another client makes it. */
export type Edit = (document: JsonObject) => JsonObject;

const names = ['a', 'b', 'c', 'd', 'e'] as const;

/** A stored dashboard: up to five panels in up to two groups, variables, datasources, settings, fields nobody knows. */
export const storedDocument: fc.Arbitrary<JsonObject> = fc
  .record({
    count: fc.integer({ min: 0, max: names.length }),
    split: fc.integer({ min: 0, max: names.length }),
    widths: fc.array(fc.constantFrom(8, 12, 24), { minLength: 5, maxLength: 5 }),
  })
  .map(({ count, split, widths }) => {
    const keys = names.slice(0, count);
    const panel = (key: string): JsonObject => ({
      kind: 'Panel',
      spec: {
        display: { name: `Panel ${key}` },
        plugin: { kind: 'TimeSeriesChart', spec: {} },
        future: { of: key },
      },
    });
    const group = (members: readonly string[]): JsonObject => {
      let y = 0;
      const items = members.map((key, index) => {
        const item = {
          x: 0,
          y,
          width: widths[index] ?? 24,
          height: 4,
          content: { $ref: `#/spec/panels/${key}` },
        };
        y += 4;
        return item;
      });
      return { kind: 'Grid', spec: { display: { title: `Group of ${members[0] ?? 'none'}` }, items } };
    };
    return {
      kind: 'Dashboard',
      metadata: { name: 'd', project: 'p', version: 3, tags: ['kept'] },
      spec: {
        display: { name: 'D', icon: 'kept' },
        variables: ['v', 'w'].map((name) => ({
          kind: 'TextVariable',
          spec: { name, value: '1', future: true },
        })),
        datasources: { prom: { default: true, plugin: { kind: 'PrometheusDatasource', spec: {} } } },
        panels: Object.fromEntries(keys.map((key) => [key, panel(key)])),
        layouts: [group(keys.slice(0, split)), group(keys.slice(split))],
        duration: '1h',
        unknown: { deep: [1, 2] },
      },
    };
  });

const value = fc.constantFrom('1', '2', '3');
const key = fc.constantFrom(...names);

/** Any single edit; one that does not apply leaves the document as it is. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(key, value).map(([panel, text]) => changePanel(panel, { name: text })),
  key.map(removePanel),
  fc.tuple(key, value).map(([panel, text]) => addPanel(`new-${panel}`, text)),
  fc.tuple(key, fc.integer({ min: 0, max: 12 })).map(([panel, x]) => movePanel(panel, { x })),
  fc.tuple(key, fc.integer({ min: 1, max: 9 })).map(([panel, height]) => movePanel(panel, { height })),
  fc.tuple(key, fc.integer({ min: 0, max: 20 })).map(([panel, y]) => movePanel(panel, { y })),
  value.map((text) => inSpec((spec) => ({ ...spec, duration: `${text}h` }))),
  value.map((text) =>
    inSpec((spec) => ({ ...spec, display: { ...jsonObject(spec['display']), name: text } })),
  ),
  value.map((text) => inSpec((spec) => ({ ...spec, timezone: text }))),
  value.map((text) => inSpec((spec) => ({ ...spec, unknown: { deep: [text] } }))),
  value.map((text): Edit => (document) => ({
    ...document,
    metadata: { ...jsonObject(document['metadata']), tags: [text] },
  })),
  fc.tuple(fc.constantFrom('v', 'w', 'n'), value).map(([name, text]) => setVariable(name, text)),
  fc.constantFrom('v', 'w').map((name) =>
    inSpec((spec) => ({
      ...spec,
      variables: jsonList(spec['variables']).filter(
        (one) => jsonObject(jsonObject(one)['spec'])['name'] !== name,
      ),
    })),
  ),
  value.map((text) =>
    inSpec((spec) => ({
      ...spec,
      datasources: { ...jsonObject(spec['datasources']), [`ds${text}`]: { default: false, plugin: {} } },
    })),
  ),
  value.map((text) =>
    inSpec((spec) => ({
      ...spec,
      layouts: jsonList(spec['layouts']).map((layout, index) =>
        index === 0
          ? {
              ...jsonObject(layout),
              spec: { ...jsonObject(jsonObject(layout)['spec']), display: { title: text } },
            }
          : layout,
      ),
    })),
  ),
  fc.constant(inSpec((spec) => ({ ...spec, layouts: jsonList(spec['layouts']).toReversed() }))),
);

/** Several edits after another. */
export const edits: fc.Arbitrary<Edit> = fc
  .array(edit, { maxLength: 4 })
  .map((all) => (document) => all.reduce((now, one) => one(now), document));

/** Gives a panel another title, or any other member of its display. */
export function changePanel(name: string, display: JsonObject): Edit {
  return inSpec((spec) => {
    const panels = jsonObject(spec['panels']);
    const panel = own(panels, name);
    if (!isJsonObject(panel)) return spec;
    const panelSpec = jsonObject(panel['spec']);
    return {
      ...spec,
      panels: {
        ...panels,
        [name]: {
          ...panel,
          spec: { ...panelSpec, display: { ...jsonObject(panelSpec['display']), ...display } },
        },
      },
    };
  });
}

/** Removes a panel and its place; what stood below slides up, as in the editor. */
export function removePanel(name: string): Edit {
  return inSpec((spec) => {
    const panels = { ...jsonObject(spec['panels']) };
    delete panels[name];
    return {
      ...spec,
      panels,
      layouts: inItems(spec, (items) => {
        const gone = items.find((item) => refOf(item) === name);
        const goneY = gone?.['y'];
        return items
          .filter((item) => refOf(item) !== name)
          .map((item) => {
            const y = item['y'];
            return typeof y === 'number' && typeof goneY === 'number' && y > goneY
              ? { ...item, y: y - 4 }
              : item;
          });
      }),
    };
  });
}

/** Moves or resizes a panel. */
export function movePanel(name: string, cells: JsonObject): Edit {
  return inSpec((spec) => ({
    ...spec,
    layouts: inItems(spec, (items) =>
      items.map((item) => (refOf(item) === name ? { ...item, ...cells } : item)),
    ),
  }));
}

/** Adds a panel at the end of the first group. */
export function addPanel(name: string, title: string): Edit {
  return inSpec((spec) => {
    const layouts = jsonList(spec['layouts']);
    const [first, ...others] = layouts;
    if (first === undefined || own(jsonObject(spec['panels']), name) !== undefined) return spec;
    const firstSpec = jsonObject(jsonObject(first)['spec']);
    const item = { x: 0, y: 90, width: 12, height: 4, content: { $ref: `#/spec/panels/${name}` } };
    return {
      ...spec,
      panels: {
        ...jsonObject(spec['panels']),
        [name]: { kind: 'Panel', spec: { display: { name: title }, plugin: { kind: 'Markdown', spec: {} } } },
      },
      layouts: [
        { ...jsonObject(first), spec: { ...firstSpec, items: [...jsonList(firstSpec['items']), item] } },
        ...others,
      ],
    };
  });
}

/** Adds a variable or gives it another value. */
export function setVariable(name: string, text: string): Edit {
  return inSpec((spec) => {
    const variables = jsonList(spec['variables']);
    const isThere = variables.some((one) => jsonObject(jsonObject(one)['spec'])['name'] === name);
    return {
      ...spec,
      variables: isThere
        ? variables.map((one) => {
            const its = jsonObject(jsonObject(one)['spec']);
            return its['name'] === name ? { ...jsonObject(one), spec: { ...its, value: text } } : one;
          })
        : [...variables, { kind: 'TextVariable', spec: { name, value: text } }],
    };
  });
}

/** An edit of the spec alone. */
export function inSpec(change: (spec: JsonObject) => JsonObject): Edit {
  return (document) => ({ ...document, spec: change(jsonObject(document['spec'])) });
}

function inItems(
  spec: JsonObject,
  change: (items: readonly JsonObject[]) => readonly JsonObject[],
): readonly Json[] {
  return jsonList(spec['layouts']).map((layout) => {
    const its = jsonObject(jsonObject(layout)['spec']);
    return {
      ...jsonObject(layout),
      spec: { ...its, items: change(jsonList(its['items']).filter(isJsonObject)) },
    };
  });
}

function refOf(item: JsonObject): string {
  return (jsonText(jsonObject(item['content'])['$ref']) ?? '').replace('#/spec/panels/', '');
}
