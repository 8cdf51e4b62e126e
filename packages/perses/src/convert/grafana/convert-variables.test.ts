import { describe, expect, it } from 'vitest';
import { convert, variablesOf, attention } from './converted-fixture.ts';
import { text } from './loose-json.ts';

describe('variables', () => {
  it.each<[string, object, object]>([
    [
      'label_values of a label',
      { query: 'label_values(job)' },
      { kind: 'PrometheusLabelValuesVariable', spec: { labelName: 'job' } },
    ],
    [
      'label_values of a selector with commas',
      { query: { query: 'label_values(up{a="1", b=~"x,y"}, job)', refId: 'A' } },
      {
        kind: 'PrometheusLabelValuesVariable',
        spec: { labelName: 'job', matchers: ['up{a="1", b=~"x,y"}'] },
      },
    ],
    ['label_names', { query: 'label_names()' }, { kind: 'PrometheusLabelNamesVariable', spec: {} }],
    [
      'metrics',
      { query: 'metrics(node_.*)' },
      {
        kind: 'PrometheusLabelValuesVariable',
        spec: { labelName: '__name__', matchers: ['{__name__=~"node_.*"}'] },
      },
    ],
    [
      'query_result with a label in its expression',
      { query: 'query_result(topk(5, up))', regex: '/.*pod="([^"]*)".*/' },
      { kind: 'PrometheusPromQLVariable', spec: { expr: 'topk(5, up)', labelName: 'pod' } },
    ],
    [
      'query_result of one grouping',
      { query: 'query_result(sum by (pod) (up))' },
      { kind: 'PrometheusPromQLVariable', spec: { expr: 'sum by (pod) (up)', labelName: 'pod' } },
    ],
    [
      'series',
      { query: 'up{a="b"}', regex: '/instance="([^"]+)"/' },
      { kind: 'PrometheusLabelValuesVariable', spec: { labelName: 'instance', matchers: ['up{a="b"}'] } },
    ],
    [
      'a fixed list',
      { type: 'custom', query: 'a, B label : b, c\\,d' },
      { kind: 'StaticListVariable', spec: { values: ['a', { label: 'B label', value: 'b' }, 'c,d'] } },
    ],
    [
      'intervals',
      { type: 'interval', query: '1m,5m' },
      { kind: 'StaticListVariable', spec: { values: ['1m', '5m'] } },
    ],
    [
      'datasources',
      { type: 'datasource', query: 'prometheus', current: { value: 'x' } },
      { kind: 'DatasourceVariable', spec: { datasourcePluginKind: 'PrometheusDatasource' } },
    ],
    [
      'what nobody knows, with the values it had',
      { query: 'SHOW TAG VALUES', options: [{ value: 'a' }, { value: '$__all' }], current: { value: 'b' } },
      { kind: 'StaticListVariable', spec: { values: ['a', 'b'] } },
    ],
  ])('from %s', (_, variable, plugin) => {
    const { spec } = convert({
      templating: { list: [{ type: 'query', name: 'x', ...variable }] },
      panels: [],
    });
    expect(variablesOf(spec)[0]?.['plugin']).toEqual(plugin);
  });

  it('carry choice, default, order, name and hiding', () => {
    const { spec, notes } = convert({
      templating: {
        list: [
          {
            type: 'query',
            name: 'a',
            label: 'Job',
            description: 'which',
            query: 'label_values(job)',
            multi: true,
            includeAll: true,
            allValue: '.+',
            current: { value: ['$__all'] },
            sort: 2,
            hide: 2,
            regex: '/^prod/',
          },
          {
            type: 'query',
            name: 'b',
            query: 'label_values(job)',
            current: { value: 'x' },
            hide: 1,
            sort: 8,
            regex: '/(.*)-\\d+/',
          },
          { type: 'textbox', name: 'c', query: 'text' },
          { type: 'constant', name: 'd', query: 'v', hide: 2 },
          { type: 'adhoc', name: 'e' },
          { type: 'custom', name: 'a', query: '1' },
          { type: 'custom', name: '12', query: '1' },
        ],
      },
      panels: [],
    });
    const [a, b, c, d, ...rest] = variablesOf(spec);
    expect(a).toMatchObject({
      display: { name: 'Job', description: 'which', hidden: true },
      defaultValue: '$__all',
      allowAllValue: true,
      allowMultiple: true,
      customAllValue: '.+',
      sort: 'alphabetical-desc',
    });
    expect(
      'prod-1 preprod'
        .split(' ')
        .filter((value) => new RegExp(text(a?.['capturingRegexp']) ?? '').test(value)),
    ).toEqual(['prod-1']);
    expect(b).toMatchObject({ display: { hidden: false }, defaultValue: 'x', capturingRegexp: '(.*)-\\d+' });
    expect(b).not.toHaveProperty('sort');
    expect(c).toEqual({ display: { hidden: false }, value: 'text', name: 'c' });
    expect(d).toEqual({ display: { hidden: true }, value: 'v', constant: true, name: 'd' });
    expect(rest).toEqual([]);
    expect(attention(notes)).toEqual(['variable e', 'variable a', 'variable 12']);
  });

  it('ask the default datasource where they followed a variable, because only panels can', () => {
    const { spec, notes } = convert({
      templating: {
        list: [
          { type: 'datasource', name: 'ds', query: 'prometheus' },
          { type: 'query', name: 'a', query: 'label_values(job)', datasource: { uid: '${ds}' } },
        ],
      },
      panels: [],
    });
    expect(variablesOf(spec)[1]?.['plugin']).toEqual({
      kind: 'PrometheusLabelValuesVariable',
      spec: { labelName: 'job' },
    });
    expect(notes.map(({ what }) => what)).toEqual(['datasource of variable a']);
  });

  it('begin with all values where Grafana would', () => {
    const variable = { type: 'query', name: 'a', query: 'label_values(job)', multi: true, current: {} };
    const defaultOf = (more: object): unknown =>
      variablesOf(convert({ templating: { list: [{ ...variable, ...more }] }, panels: [] }).spec)[0]?.[
        'defaultValue'
      ];
    expect(defaultOf({ includeAll: true })).toBe('$__all');
    expect(defaultOf({ includeAll: false })).toBeUndefined();
  });

  it('that are used and not defined become texts to fill in, because a dashboard with a gap is refused', () => {
    const { spec, notes } = convert({
      templating: { list: [{ type: 'query', name: 'x', query: 'label_values(up{c="$cluster"}, job)' }] },
      panels: [],
    });
    expect(variablesOf(spec)[1]).toEqual({ display: { hidden: false }, value: '', name: 'cluster' });
    expect(attention(notes)).toEqual(['variable cluster']);
  });
});
