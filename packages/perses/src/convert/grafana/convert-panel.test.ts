import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../json-reader.ts';
import { convert, pluginOf, queriesOf, itemsOf, attention } from './converted-fixture.ts';

describe('panel kinds', () => {
  it.each([
    ['timeseries', 'TimeSeriesChart'],
    ['graph', 'TimeSeriesChart'],
    ['stat', 'StatChart'],
    ['singlestat', 'StatChart'],
    ['gauge', 'GaugeChart'],
    ['bargauge', 'BarChart'],
    ['barchart', 'BarChart'],
    ['piechart', 'PieChart'],
    ['grafana-piechart-panel', 'PieChart'],
    ['table', 'Table'],
    ['table-old', 'Table'],
    ['heatmap', 'HeatMapChart'],
    ['histogram', 'HistogramChart'],
    ['status-history', 'StatusHistoryChart'],
    ['state-timeline', 'StatusHistoryChart'],
    ['text', 'Markdown'],
  ])('%s becomes %s', (type, kind) => {
    const { panels, spec } = convert({ panels: [{ type, title: 'a', targets: [{ expr: 'up' }] }] });
    expect(pluginOf(spec, '0')['kind']).toBe(kind);
    expect(panels).toEqual({ total: 1, converted: 1 });
  });

  it('says in the place of a panel why it was not converted, and what it asked', () => {
    const { panels, spec, notes } = convert({
      panels: [
        {
          type: 'geomap',
          title: 'World',
          targets: [{ expr: 'sum by (country) (visits)' }],
          gridPos: { x: 12, y: 3, w: 12, h: 5 },
        },
        {
          type: 'logs',
          title: 'Logs',
          targets: [{ expr: '{a="b"}', datasource: { type: 'loki', uid: 'l' } }],
        },
        {
          type: 'timeseries',
          title: 'SQL',
          targets: [{ rawSql: 'select 1', datasource: { type: 'mysql' } }],
        },
        { type: 'xychart', title: 'Scatter', targets: [{ expr: 'up' }] },
      ],
    });
    expect(panels).toEqual({ total: 4, converted: 0 });
    expect(pluginOf(spec, '0')).toEqual({
      kind: 'Markdown',
      spec: {
        text: '**This panel was not converted from Grafana.**\n\nIt has the kind geomap, which Perses has no panel for.\n\n```\nsum by (country) (visits)\n```',
      },
    });
    expect(itemsOf(spec)[0]).toEqual({
      x: 12,
      y: 3,
      width: 12,
      height: 5,
      content: { $ref: '#/spec/panels/0' },
    });
    expect(notes.filter(({ what }) => what === 'the whole panel').map(({ panel }) => panel)).toEqual([
      'World',
      'Logs',
      'SQL',
      'Scatter',
    ]);
    expect(JSON.stringify(spec)).not.toContain('Loki');
  });

  it('makes a gauge of a singlestat whose gauge is on, bars of a graph over series', () => {
    const { spec } = convert({
      panels: [
        {
          type: 'singlestat',
          title: 'a',
          gauge: { show: true, maxValue: 10 },
          thresholds: '5,8',
          colors: ['#299c46', 'rgba(237, 129, 40, 0.89)', '#d44a3a'],
          valueName: 'current',
          format: 's',
        },
        { type: 'graph', title: 'b', xaxis: { mode: 'series' }, targets: [{ expr: 'up' }] },
      ],
    });
    expect(pluginOf(spec, '0')).toEqual({
      kind: 'GaugeChart',
      spec: {
        calculation: 'last-number',
        format: { unit: 'seconds' },
        thresholds: {
          defaultColor: '#299c46',
          steps: [
            { value: 5, color: '#ed8128' },
            { value: 8, color: '#d44a3a' },
          ],
        },
        max: 10,
      },
    });
    expect(pluginOf(spec, '1')['kind']).toBe('BarChart');
  });
});

describe('queries', () => {
  it('keep their text, with variables as Perses writes them', () => {
    const { spec, notes } = convert({
      panels: [
        {
          type: 'timeseries',
          title: 'a',
          interval: '1m',
          targets: [
            {
              refId: 'A',
              expr: 'rate(x{a=~"[[b:regex]]", c="${d:pipe}"}[$__rate_interval])',
              legendFormat: '{{ pod }} [[b]]',
            },
            { refId: 'B', expr: 'y[$__interval] + $__range_s', legendFormat: '__auto', interval: '>=30s' },
            { refId: 'C', expr: 'z', hide: true },
            { refId: 'D', expr: '$A + $B', datasource: { type: '__expr__', uid: '__expr__' } },
            { refId: 'E', expr: 'up{a="$__org"}' },
          ],
        },
      ],
    });
    const queries = queriesOf(spec, '0');
    expect(queries).toEqual([
      {
        query: 'rate(x{a=~"${b:regex}", c="${d:pipe}"}[$__rate_interval])',
        seriesNameFormat: '{{pod}} ${b}',
        minStep: '1m',
      },
      { query: 'y[$__interval] + $__range_s', minStep: '30s' },
      { query: 'up{a="$__org"}', minStep: '1m' },
    ]);
    expect(attention(notes)).toEqual(['query D', '$__org']);
  });

  it('ask the datasource that the dashboard lets people choose, else the default one', () => {
    const dashboard = (datasource: JsonValue): object => ({
      templating: { list: [{ type: 'datasource', name: 'ds', query: 'prometheus' }] },
      panels: [{ type: 'stat', title: 'a', datasource, targets: [{ expr: 'up' }] }],
    });
    expect(queriesOf(convert(dashboard('$ds')).spec, '0')[0]).toEqual({ datasource: '$ds', query: 'up' });
    expect(queriesOf(convert(dashboard({ type: 'prometheus', uid: '${ds}' })).spec, '0')[0]).toEqual({
      datasource: '$ds',
      query: 'up',
    });
    expect(queriesOf(convert(dashboard('My Prometheus')).spec, '0')[0]).toEqual({ query: 'up' });
    expect(queriesOf(convert(dashboard(null)).spec, '0')[0]).toEqual({ query: 'up' });
  });
});
