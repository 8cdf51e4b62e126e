import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dashboardFacts } from './dashboard-facts.ts';
import { readJson } from './json-reader.ts';

const words = (query: string) => ({
  names: query.split(' ').filter((word) => /^[a-z]+$/.test(word)),
  patterns: query.split(' ').filter((word) => word.includes('*')),
});

const panel = (name: string, kind: string, plugin: string, query: string) => ({
  kind: 'Panel',
  spec: {
    display: { name },
    plugin: { kind, spec: {} },
    queries: [
      {
        kind: 'TimeSeriesQuery',
        spec: { plugin: { kind: plugin, spec: { query, datasource: { kind: 'X', name: 'thanos' } } } },
      },
    ],
  },
});

describe('dashboardFacts', () => {
  it('reads titles, kinds, queries, metrics and datasources of panels and variables', () => {
    const spec = {
      display: { name: 'vLLM', description: 'Is it fast?' },
      panels: {
        b: panel('Queue', 'StatChart', 'PrometheusTimeSeriesQuery', 'waiting running'),
        a: panel('Cache', 'TimeSeriesChart', 'PrometheusTimeSeriesQuery', 'cache vllm:.*'),
        c: panel('Queue', 'LogsTable', 'LokiLogQuery', 'error'),
        d: { kind: 'Panel', spec: { plugin: { kind: 'Markdown', spec: { text: 'hi' } } } },
      },
      variables: [
        { kind: 'TextVariable', spec: { name: 'x', value: 'y' } },
        {
          kind: 'ListVariable',
          spec: {
            name: 'pod',
            plugin: {
              kind: 'PrometheusLabelValuesVariable',
              spec: { matchers: ['info', 1], labelName: 'pod' },
            },
          },
        },
      ],
      datasources: { mine: { default: true } },
    };
    expect(dashboardFacts(readJson(JSON.stringify(spec)).value, words)).toEqual({
      displayName: 'vLLM',
      description: 'Is it fast?',
      panels: 4,
      panelTitles: ['Cache', 'Queue'],
      panelKinds: ['LogsTable', 'Markdown', 'StatChart', 'TimeSeriesChart'],
      queries: ['cache vllm:.*', 'error', 'info', 'waiting running'],
      metrics: ['cache', 'info', 'running', 'waiting'],
      metricPatterns: ['vllm:.*'],
      datasources: ['mine', 'thanos'],
    });
  });

  it('answers for any JSON whatever', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const facts = dashboardFacts(readJson(text).value, words);
        expect(facts.panelTitles).toEqual([...new Set(facts.panelTitles)].toSorted());
      }),
    );
    const nested = fc.dictionary(
      fc.constantFrom('panels', 'variables', 'spec', 'plugin', 'queries', 'display', 'name', '__proto__'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(nested, (spec) => {
        expect(() => dashboardFacts(readJson(JSON.stringify(spec)).value, words)).not.toThrow();
      }),
    );
  });
});
