import { describe, expect, it } from 'vitest';
import { selectedMetrics } from './document/selected-metrics.ts';
import { metricEntry } from './metrics.ts';
import { templateFor, templates } from './templates.ts';

const documentName = /^[a-zA-Z0-9_.-]{1,75}$/;
const panelKey = /^[a-zA-Z0-9_-]{1,75}$/;
const variableName = /^\w*?[^0-9]\w*$/;
const knownVariable = /^__(?:rate_interval|interval|range)$/;

/** A unit, or the noun of what is counted. */
const namesUnit =
  /\/s$|\((cores|W)\)$|GPU|idle|model|notebook|workload|request|admissible|eviction|error|loss|restart|target/i;

const drawsThresholds: ReadonlySet<string> = new Set(['TimeSeriesChart', 'StatChart', 'GaugeChart']);
/** A good value in the words of a description, such as `Good: under 1 s`. */
const namesLimit = /Good[^.:]*: (?:under|above) \d/;

function stepsOf(thresholds: unknown): readonly unknown[] {
  const hasSteps = typeof thresholds === 'object' && thresholds !== null && 'steps' in thresholds;
  return hasSteps && Array.isArray(thresholds.steps) ? thresholds.steps : [];
}

/** Advance widths of IBM Plex Sans at weight 600, in thousandths of the font size, as a browser measures them. */
const advances: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Array.from('0123456789', (digit) => [digit, 600])),
  ...widths(' ,./()%°-', [236, 299, 299, 437, 337, 337, 960, 469, 402]),
  ...widths('ABCDEFGHIJKLM', [672, 663, 642, 689, 600, 577, 712, 719, 423, 545, 678, 521, 817]),
  ...widths('NOPQRSTUVWXYZ', [719, 712, 641, 712, 664, 611, 580, 689, 638, 949, 655, 632, 599]),
  ...widths('abcdefghijklm', [559, 600, 513, 600, 558, 350, 545, 588, 275, 275, 562, 294, 888]),
  ...widths('nopqrstuvwxyz', [588, 563, 600, 600, 393, 499, 374, 588, 524, 819, 544, 524, 502]),
};
/** A panel of 4 of 24 columns beside the open rail at 1280, less border, padding, gaps, an age such as "59 min" and the menu; px. */
const titleRoom = 162 - 2 - 12 - 12 - 38 - 28;
const titleSize = 12;

function widths(letters: string, each: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from(letters, (letter, index) => [letter, each[index] ?? 1000]));
}

/** Lines a title takes, broken at spaces; a word that is too wide takes endless ones. */
function titleLines(title: string): number {
  const width = (text: string): number =>
    (Array.from(text).reduce((sum, letter) => sum + (advances[letter] ?? 1000), 0) * titleSize) / 1000;
  let lines = 1;
  let line = '';
  for (const word of title.split(' ')) {
    if (width(word) > titleRoom) return Infinity;
    const longer = line === '' ? word : `${line} ${word}`;
    if (width(longer) <= titleRoom) line = longer;
    else {
      lines += 1;
      line = word;
    }
  }
  return lines;
}

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

  it('gives narrow panels titles that fit beside age and menu, in a window of 1280', () => {
    const cut = items
      .filter((item) => item.width <= 4)
      .map((item) => spec.panels[item.content.$ref.split('/').at(-1) ?? '']?.spec.display.name ?? '')
      .filter((title) => titleLines(title) > 2);
    expect(cut).toEqual([]);
  });

  it('says the unit of a number that Perses writes without one', () => {
    const nameless = panels
      .filter(([, { spec: panel }]) => panel.plugin.kind === 'StatChart')
      .map(([, { spec: panel }]) => ({ title: panel.display.name, format: panel.plugin.spec['format'] }))
      .filter(({ format }) => JSON.stringify(format).includes('"decimal"'))
      .filter(({ title }) => !namesUnit.test(title))
      .map(({ title }) => title);
    expect(nameless).toEqual([]);
  });

  it('draws every threshold with name, value and colour', () => {
    for (const [key, { spec: panel }] of panels) {
      const { thresholds } = panel.plugin.spec;
      if (thresholds === undefined) continue;
      const steps = stepsOf(thresholds);
      const drawn = {
        name: expect.stringMatching(/^(?:warning|critical|low|good)$/),
        value: expect.any(Number),
        color: expect.stringMatching(/^#[0-9A-F]{6}$/),
      };
      expect({ key, steps }).toEqual({ key, steps: steps.map(() => drawn) });
      expect(steps).not.toEqual([]);
    }
  });

  it('has a threshold where the description names a good value of a drawn number', () => {
    const bare = panels
      .filter(([, { spec: panel }]) => drawsThresholds.has(panel.plugin.kind))
      .filter(([, { spec: panel }]) => namesLimit.test(panel.display.description))
      .filter(([, { spec: panel }]) => panel.plugin.spec['thresholds'] === undefined)
      .map(([key]) => key);
    expect(bare).toEqual([]);
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
