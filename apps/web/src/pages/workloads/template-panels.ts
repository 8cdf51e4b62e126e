import { jsonList, jsonObject, jsonText, jsonNumber } from './json-reading.ts';

/** One panel of a template as the workload page draws it. */
export type TemplatePanel = {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** The Perses panel plugin, for example `TimeSeriesChart`. */
  readonly kind: string;
  readonly unit: string;
  readonly queries: readonly TemplateQuery[];
  readonly isStacked: boolean;
  readonly isBars: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly limits: readonly TemplateLimit[];
  /** True when low values are the bad ones. */
  readonly isLowBad: boolean;
};

/** PromQL with variables, and the series name with `{{label}}` places. */
export type TemplateQuery = { readonly query: string; readonly legend: string };

/** One threshold step. */
export type TemplateLimit = { readonly value: number; readonly name: string };

/** A titled group with its panels in the order of the layout, row by row. */
export type TemplateGroup = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly panels: readonly TemplatePanel[];
};

/** The groups of a Perses dashboard document; what cannot be read is left out. */
export function templateGroups(document: unknown): readonly TemplateGroup[] {
  const spec = jsonObject(jsonObject(document)['spec']);
  const panels = jsonObject(spec['panels']);
  return jsonList(spec['layouts']).map((layout) => {
    const grid = jsonObject(jsonObject(layout)['spec']);
    const display = jsonObject(grid['display']);
    const items = jsonList(grid['items'])
      .map(jsonObject)
      .toSorted(
        (a, b) =>
          (jsonNumber(a['y']) ?? 0) - (jsonNumber(b['y']) ?? 0) ||
          (jsonNumber(a['x']) ?? 0) - (jsonNumber(b['x']) ?? 0),
      );
    return {
      title: jsonText(display['title']) ?? '',
      isOpen: jsonObject(display['collapse'])['open'] !== false,
      panels: items.flatMap((item) => {
        const key = (jsonText(jsonObject(item['content'])['$ref']) ?? '').split('/').at(-1) ?? '';
        const panel = readPanel(key, panels[key]);
        return panel === null ? [] : [panel];
      }),
    };
  });
}

function readPanel(key: string, panel: unknown): TemplatePanel | null {
  const spec = jsonObject(jsonObject(panel)['spec']);
  const plugin = jsonObject(spec['plugin']);
  const kind = jsonText(plugin['kind']);
  if (kind === undefined) return null;
  const options = jsonObject(plugin['spec']);
  const axis = jsonObject(options['yAxis']);
  const visual = jsonObject(options['visual']);
  const display = jsonObject(spec['display']);
  const steps = jsonList(jsonObject(options['thresholds'])['steps']).map(jsonObject);
  return {
    key,
    title: jsonText(display['name']) ?? key,
    description: jsonText(display['description']) ?? '',
    kind,
    // Perses has no format for tokens, workloads and the like: templates write them as the label of the axis.
    unit:
      jsonText(axis['label']) ??
      jsonText(jsonObject(axis['format'])['unit']) ??
      jsonText(jsonObject(options['format'])['unit']) ??
      '',
    queries: jsonList(spec['queries']).map(readQuery),
    isStacked: visual['stack'] === 'all',
    isBars: visual['display'] === 'bar',
    min: jsonNumber(axis['min']),
    max: jsonNumber(axis['max']) ?? jsonNumber(options['max']),
    limits: steps.flatMap((step) => {
      const value = jsonNumber(step['value']);
      return value === undefined ? [] : [{ value, name: jsonText(step['name']) ?? 'limit' }];
    }),
    isLowBad: steps.some((step) => step['name'] === 'good'),
  };
}

function readQuery(query: unknown): TemplateQuery {
  const plugin = jsonObject(jsonObject(jsonObject(jsonObject(query)['spec'])['plugin'])['spec']);
  return { query: jsonText(plugin['query']) ?? '', legend: jsonText(plugin['seriesNameFormat']) ?? '' };
}
