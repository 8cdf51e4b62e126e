import { describe, expect, it } from 'vitest';
import { selectedMetrics } from './document/selected-metrics.ts';
import { metricEntry } from './metrics.ts';
import { templateFor, templates } from './templates.ts';

const documentName = /^[a-zA-Z0-9_.-]{1,75}$/;
const panelKey = /^[a-zA-Z0-9_-]{1,75}$/;
const variableName = /^\w*?[^0-9]\w*$/;
const knownVariable = /^__(?:rate_interval|interval|range)$/;

describe.each(templates)('template $id', (template) => {
  const { spec, metadata } = template.document;
  const panels = Object.entries(spec.panels);
  const items = spec.layouts.flatMap((layout) => layout.spec.items);
  const queriesOf = (key: string) =>
    (spec.panels[key]?.spec.queries ?? []).map((query) => query.spec.plugin.spec.query);
  const queries = panels.flatMap(([key]) => queriesOf(key));

  it('has valid names', () => {
    expect(metadata.name).toMatch(documentName);
    expect(metadata.project).toBe('');
    for (const [key] of panels) expect(key).toMatch(panelKey);
    for (const variable of spec.variables) {
      expect(variable.spec.name).toMatch(variableName);
      expect(variable.spec.name.startsWith('__')).toBe(false);
    }
    const names = spec.variables.map((variable) => variable.spec.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refers to every panel exactly once', () => {
    const references = items.map((item) => item.content.$ref).toSorted();
    expect(references).toEqual(panels.map(([key]) => `#/spec/panels/${key}`).toSorted());
  });

  it('gives narrow panels titles that fit beside age and menu', () => {
    const narrow = items
      .filter((item) => item.width <= 4)
      .map((item) => item.content.$ref.split('/').at(-1) ?? '');
    const titles = narrow.map((key) => spec.panels[key]?.spec.display.name ?? '');
    expect(titles.filter((title) => title.length > 16)).toEqual([]);
  });

  it('fills every row to the edge', () => {
    for (const layout of spec.layouts) {
      const ends = new Map<number, number>();
      for (const { x, y, width } of layout.spec.items) ends.set(y, Math.max(ends.get(y) ?? 0, x + width));
      expect([...new Set(ends.values())]).toEqual([24]);
    }
  });

  it('lays panels out within 24 columns without overlap', () => {
    for (const layout of spec.layouts) {
      const taken = new Set<string>();
      for (const { x, y, width, height } of layout.spec.items) {
        expect(width).toBeGreaterThan(2);
        expect(x + width).toBeLessThanOrEqual(24);
        for (let column = x; column < x + width; column += 1)
          for (let row = y; row < y + height; row += 1) {
            expect(taken).not.toContain(`${String(column)},${String(row)}`);
            taken.add(`${String(column)},${String(row)}`);
          }
      }
    }
  });

  it('asks only for metrics of the catalogue', () => {
    const names = [
      ...queries,
      ...spec.variables.flatMap(({ spec: { plugin } }) =>
        plugin.kind === 'PrometheusPromQLVariable' ? [plugin.spec.expr] : plugin.spec.matchers,
      ),
    ].flatMap((query) => selectedMetrics(query));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => metricEntry(name) === undefined)).toEqual([]);
    expect(template.metrics.filter((name) => metricEntry(name)?.name !== name)).toEqual([]);
  });

  it('uses every metric under all the names it may have', () => {
    for (const query of queries) {
      const names = selectedMetrics(query);
      const missing = names.flatMap((name) => {
        const entry = metricEntry(name);
        if (entry === undefined || entry.aliases.length === 0) return [];
        const suffix = /_(?:bucket|sum|count)$/.exec(name)?.[0] ?? '';
        const histogram = entry.type === 'histogram' ? suffix : '';
        return [entry.name, ...entry.aliases]
          .map((each) => each + histogram)
          .filter((each) => !names.includes(each));
      });
      expect(missing).toEqual([]);
    }
  });

  it('never writes a number where there is no sample', () => {
    for (const query of queries) expect(query).not.toMatch(/\bor\b[^{]*\b(?:vector\s*\(|0\s*\*)/);
  });

  it('rates counters only, over a window that grows with the step', () => {
    for (const query of queries) {
      for (const [, name = ''] of query.matchAll(/\b(?:rate|increase)\(([a-zA-Z_:][\w:]*)/g))
        expect(metricEntry(name)?.type).not.toBe('gauge');
      for (const [, window = ''] of query.matchAll(/\brate\([^[]*\[([^\]]+)\]/g))
        expect(window === '$__rate_interval' || query.includes(`:${window}]`)).toBe(true);
    }
  });

  it('selects GPU series by the exported labels and everything else by its own', () => {
    for (const query of queries)
      for (const [, name = '', selector = ''] of query.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)) {
        const label = metricEntry(name)?.namespaceLabel;
        const labels = selector.split(',').map((matcher) => /^\s*(\w+)/.exec(matcher)?.[1]);
        if (label === 'exported_namespace') expect(labels).not.toContain('namespace');
        else expect(labels).not.toContain('exported_namespace');
      }
  });

  it('uses only variables it declares, each after those it depends on', () => {
    const declared: string[] = [];
    const used = (text: string) => [...text.matchAll(/\$\{?([a-z_]\w*)/gi)].map((found) => found[1] ?? '');
    for (const { spec: variable } of spec.variables) {
      expect(used(JSON.stringify(variable.plugin)).filter((name) => !declared.includes(name))).toEqual([]);
      declared.push(variable.name);
    }
    const strange = queries
      .flatMap((query) => used(query))
      .filter((name) => !declared.includes(name) && !knownVariable.test(name));
    expect(strange).toEqual([]);
  });

  it('shows no panel twice and says on each what good looks like', () => {
    const contents = panels.map(([key]) => JSON.stringify(queriesOf(key)));
    expect(new Set(contents).size).toBe(contents.length);
    const titles = panels.map(([, panel]) => panel.spec.display.name);
    expect(new Set(titles).size).toBe(titles.length);
    for (const [, panel] of panels) expect(panel.spec.display.description).toMatch(/.{20,}\.$/);
  });

  it('fills its own variables from a workload', () => {
    const values = template.variablesFor({
      kind: template.kinds[0] ?? '',
      runtime: template.runtime ?? '',
      namespace: 'llm-prod',
      name: 'llama-8b',
      pods: ['llama-8b-predictor-0'],
    });
    const declared = spec.variables.map((variable) => variable.spec.name);
    expect(Object.keys(values).filter((name) => !declared.includes(name))).toEqual([]);
  });
});

describe('templateFor', () => {
  it('chooses by kind and runtime', () => {
    expect(templateFor('InferenceService', 'vllm')?.id).toBe('vllm');
    expect(templateFor('LLMInferenceService', 'vllm')?.id).toBe('vllm');
    expect(templateFor('InferenceService', 'ovms')?.id).toBe('ovms');
    expect(templateFor('InferenceService', 'unknown')).toBeUndefined();
    for (const kind of ['TrainJob', 'PyTorchJob', 'RayJob', 'RayCluster'])
      expect(templateFor(kind, 'pytorch')?.id).toBe('training-job');
    expect(templateFor('Notebook', 'notebook')?.id).toBe('notebook');
    expect(templateFor('ClusterQueue', 'kueue')?.id).toBe('kueue');
    expect(templateFor('Deployment', 'vllm')).toBeUndefined();
  });
});

describe('templates together', () => {
  it('show every panel kind somewhere', () => {
    const used = templates.flatMap(({ document }) =>
      Object.values(document.spec.panels).map((panel) => panel.spec.plugin.kind),
    );
    expect([...new Set(used)].toSorted()).toEqual([
      'BarChart',
      'GaugeChart',
      'HeatMapChart',
      'StatChart',
      'StatusHistoryChart',
      'Table',
      'TimeSeriesChart',
      'TimeSeriesTable',
    ]);
  });

  it('have names of their own', () => {
    expect(new Set(templates.map((each) => each.id)).size).toBe(templates.length);
  });
});
