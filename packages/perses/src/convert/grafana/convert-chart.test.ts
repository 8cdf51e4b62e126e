import { describe, expect, it } from 'vitest';
import { convert, panelOf, pluginOf, attention } from './converted-fixture.ts';
import { grafanaUnits } from './grafana-units.ts';
import { members } from './loose-json.ts';

describe('the look of charts', () => {
  it('comes along from the time series of today', () => {
    const { spec } = convert({
      panels: [
        {
          type: 'timeseries',
          title: 'a',
          description: 'about',
          fieldConfig: {
            defaults: {
              unit: 'percentunit',
              decimals: 1,
              min: 0,
              max: 1,
              thresholds: {
                mode: 'absolute',
                steps: [
                  { color: 'green', value: null },
                  { color: 'red', value: 0.9 },
                ],
              },
              custom: {
                axisLabel: 'Use',
                lineWidth: 8,
                fillOpacity: 20,
                drawStyle: 'bars',
                spanNulls: true,
                showPoints: 'always',
                stacking: { mode: 'normal' },
                lineStyle: { fill: 'dash' },
                thresholdsStyle: { mode: 'line' },
              },
            },
            overrides: [
              {
                matcher: { id: 'byFrameRefID', options: 'B' },
                properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'dark-blue' } }],
              },
            ],
          },
          options: {
            legend: {
              displayMode: 'table',
              placement: 'right',
              showLegend: true,
              calcs: ['lastNotNull', 'max', 'stdDev'],
            },
          },
          targets: [
            { refId: 'A', expr: 'up' },
            { refId: 'B', expr: 'down' },
          ],
        },
      ],
    });
    expect(panelOf(spec, '0')['display']).toEqual({ name: 'a', description: 'about' });
    expect(pluginOf(spec, '0')['spec']).toEqual({
      legend: { position: 'right', mode: 'table', values: ['last-number', 'max'] },
      yAxis: { label: 'Use', format: { unit: 'percent-decimal', decimalPlaces: 1 }, min: 0, max: 1 },
      thresholds: { defaultColor: '#73bf69', steps: [{ value: 0.9, color: '#f2495c' }] },
      visual: {
        display: 'bar',
        lineWidth: 3,
        lineStyle: 'dashed',
        areaOpacity: 0.2,
        showPoints: 'always',
        stack: 'all',
        connectNulls: true,
      },
      querySettings: [{ queryIndex: 1, colorMode: 'fixed', colorValue: '#1f60c4' }],
    });
  });

  it('comes along from the old graph, and the second axis is reported', () => {
    const { spec, notes } = convert({
      panels: [
        {
          type: 'graph',
          title: 'a',
          bars: false,
          lines: true,
          fill: 3,
          linewidth: 1,
          stack: true,
          nullPointMode: 'connected',
          yaxes: [{ format: 'ms', label: 'Wait', min: '0', max: null, logBase: 10 }, { format: 'percent' }],
          legend: { show: true, values: true, avg: true, max: true, alignAsTable: true, rightSide: false },
          thresholds: [{ value: 200, colorMode: 'critical', op: 'gt' }],
          seriesOverrides: [{ alias: 'x', yaxis: 2 }],
          targets: [{ expr: 'up' }],
        },
      ],
    });
    expect(pluginOf(spec, '0')['spec']).toEqual({
      legend: { position: 'bottom', mode: 'table', values: ['max', 'mean'] },
      yAxis: { label: 'Wait', format: { unit: 'milliseconds' }, min: 0 },
      thresholds: { steps: [{ value: 200, color: '#e02f44' }] },
      visual: { lineWidth: 1, areaOpacity: 0.3, stack: 'all', connectNulls: true },
    });
    expect(attention(notes)).toEqual(['right axis (percent)', 'logarithmic axis']);
  });

  it('hides the legend where it is hidden', () => {
    const { spec } = convert({
      panels: [
        { type: 'timeseries', title: 'a', options: { legend: { showLegend: false } } },
        { type: 'graph', title: 'b', legend: { show: false } },
      ],
    });
    expect(pluginOf(spec, '0')['spec']).toEqual({});
    expect(pluginOf(spec, '1')['spec']).toEqual({});
  });

  it('names the unit on the axis where Perses has none, and reports it where no axis is', () => {
    const defaults = { fieldConfig: { defaults: { unit: 'celsius' } } };
    const { spec, notes } = convert({
      panels: [
        { type: 'timeseries', title: 'a', ...defaults },
        { type: 'stat', title: 'b', ...defaults },
      ],
    });
    expect(members(pluginOf(spec, '0')['spec'])['yAxis']).toEqual({
      label: '°C',
      format: { unit: 'decimal' },
    });
    expect(attention(notes)).toEqual(['unit celsius']);
    expect(grafanaUnits.size).toBeGreaterThan(40);
  });

  it('carries value mappings of every age to stats, status histories and tables', () => {
    const mappings = [
      { type: 'value', options: { 0: { text: 'Down', color: 'red' } } },
      { type: 'range', options: { from: 1, to: 9, result: { text: 'Up' } } },
      { type: 'regex', options: { pattern: '/^x/', result: { text: 'X' } } },
      { type: 'special', options: { match: 'nan', result: { text: '?' } } },
      { type: 1, value: '10', text: 'ten' },
    ];
    const fieldConfig = { defaults: { mappings } };
    const { spec } = convert({
      panels: ['stat', 'state-timeline', 'table'].map((type) => ({ type, title: type, fieldConfig })),
    });
    const expected = [
      { kind: 'Value', spec: { value: '0', result: { value: 'Down', color: '#f2495c' } } },
      { kind: 'Range', spec: { from: 1, to: 9, result: { value: 'Up' } } },
      { kind: 'Regex', spec: { pattern: '^x', result: { value: 'X' } } },
      { kind: 'Misc', spec: { value: 'NaN', result: { value: '?' } } },
      { kind: 'Value', spec: { value: '10', result: { value: 'ten' } } },
    ];
    expect(members(pluginOf(spec, '0')['spec'])['mappings']).toEqual(expected);
    expect(members(pluginOf(spec, '1')['spec'])['mappings']).toEqual(expected);
    expect(members(pluginOf(spec, '2')['spec'])['cellSettings']).toContainEqual({
      condition: { kind: 'Range', spec: { min: 1, max: 9 } },
      text: 'Up',
    });
  });

  it('makes columns of the transformations and overrides of a table, and reports the others', () => {
    const { spec, notes } = convert({
      panels: [
        {
          type: 'table',
          title: 'a',
          targets: [
            { refId: 'A', expr: 'up' },
            { refId: 'B', expr: 'down' },
          ],
          transformations: [
            { id: 'merge' },
            {
              id: 'organize',
              options: {
                excludeByName: { Time: true },
                indexByName: { job: 1, 'Value #B': 0 },
                renameByName: { 'Value #B': 'Down' },
              },
            },
            { id: 'groupBy' },
          ],
          fieldConfig: {
            overrides: [
              {
                matcher: { id: 'byName', options: 'Down' },
                properties: [
                  { id: 'unit', value: 's' },
                  { id: 'custom.width', value: 90 },
                ],
              },
            ],
          },
          options: { cellHeight: 'sm', sortBy: [{ displayName: 'Down', desc: true }] },
        },
      ],
    });
    expect(pluginOf(spec, '0')['spec']).toEqual({
      density: 'compact',
      columnSettings: [
        {
          name: 'value #2',
          hide: false,
          header: 'Down',
          format: { unit: 'seconds' },
          width: 90,
          enableSorting: true,
          sort: 'desc',
        },
        { name: 'job', hide: false },
        { name: 'timestamp', hide: true },
      ],
      transforms: [{ kind: 'MergeSeries', spec: {} }],
    });
    expect(attention(notes)).toEqual(['transformation groupBy']);
  });
});
