import { describe, expect, it } from 'vitest';
import { convert, panelOf, groupsOf, itemsOf, attention } from './converted-fixture.ts';

describe('groups', () => {
  const panel = (title: string, y = 0): object => ({
    type: 'text',
    title,
    gridPos: { x: 0, y, w: 24, h: 4 },
  });

  it('take the panels behind an open row and those inside a closed one', () => {
    const { spec } = convert({
      panels: [
        panel('0'),
        { type: 'row', title: 'Open', panels: [] },
        panel('1'),
        { type: 'row', title: 'Closed', collapsed: true, repeat: 'x', panels: [panel('2'), panel('3')] },
        panel('4'),
      ],
      templating: { list: [{ type: 'custom', name: 'x', query: 'a' }] },
    });
    expect(groupsOf(spec)).toEqual([
      ['Panel Group 1', undefined, undefined, ['0']],
      ['Open', true, undefined, ['1_0']],
      ['Closed', false, 'x', ['2_0', '2_1']],
      ['Panel Group 1', undefined, undefined, ['3_0']],
    ]);
  });

  it('take the rows with spans of before Grafana 5', () => {
    const { spec, panels } = convert({
      rows: [
        {
          title: 'A',
          showTitle: true,
          collapse: true,
          height: '250px',
          panels: [
            { ...panel('a'), span: 6 },
            { ...panel('b'), span: 6 },
            { ...panel('c'), span: 4 },
          ],
        },
        { title: 'B', panels: [panel('d')] },
      ],
    });
    expect(panels.total).toBe(4);
    expect(groupsOf(spec).map(([title, isOpen]) => [title, isOpen])).toEqual([
      ['A', false],
      ['Panel Group 1', undefined],
    ]);
    expect(itemsOf(spec).map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [0, 0, 12, 7],
      [12, 0, 12, 7],
      [0, 7, 8, 7],
      [0, 0, 24, 7],
    ]);
  });
});

describe('the dashboard around the panels', () => {
  it('keeps range, refresh, time zone, tags and links', () => {
    const { spec, tags, notes } = convert({
      title: 'T',
      description: 'D',
      tags: ['GPU', 'gpu', 'a/b'],
      refresh: '30s',
      timezone: 'Europe/Paris',
      time: { from: 'now-2d', to: 'now' },
      links: [
        { type: 'link', title: 'Docs', url: 'https://x/${job}', targetBlank: true },
        { type: 'dashboards', title: 'Others' },
      ],
      annotations: {
        list: [
          { name: 'Deploys', enable: true },
          { builtIn: 1, enable: true },
        ],
      },
      panels: [],
    });
    expect(spec).toMatchObject({
      display: { name: 'T', description: 'D' },
      duration: '2d',
      refreshInterval: '30s',
      timezone: 'Europe/Paris',
      links: [{ name: 'Docs', url: 'https://x/${job}', targetBlank: true, renderVariables: true }],
    });
    expect(tags).toEqual(['a-b', 'gpu']);
    expect(attention(notes)).toEqual(['link list Others', 'annotation Deploys']);
  });

  it('reports what a panel does beyond a Perses panel, and drops unsafe links', () => {
    const { spec, notes } = convert({
      panels: [
        {
          type: 'stat',
          title: 'a',
          repeat: 'x',
          timeShift: '1d',
          alert: { name: 'Hot' },
          links: [
            { title: 'good', url: '/x' },
            { title: 'bad', url: 'javascript:alert(1)' },
          ],
          fieldConfig: {
            defaults: {
              links: [
                { title: 'value', url: 'https://y/${__value.raw}' },
                { title: 'plain', url: 'https://y' },
              ],
            },
          },
          transformations: [{ id: 'reduce' }],
          targets: [{ expr: 'up' }],
        },
      ],
    });
    expect(panelOf(spec, '0')['links']).toEqual([
      { name: 'good', url: '/x' },
      { name: 'plain', url: 'https://y' },
    ]);
    expect(attention(notes)).toEqual([
      'transformation reduce',
      'repeats for $x',
      'own time range (timeShift 1d)',
      'alert rule Hot',
      'data link value',
      'link bad',
    ]);
  });
});
