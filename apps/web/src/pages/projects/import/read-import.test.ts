import { convertDocuments } from '@hecate/perses';
import { describe, expect, it } from 'vitest';
import { readImport } from './read-import.ts';

const read = (text: string) => readImport(convertDocuments(text, { to: 'perses', project: 'p' }));

describe('readImport', () => {
  it('takes a dashboard and both forms of the custom resource, byte for byte', () => {
    const spec =
      '{ "display":{"name":"My board"},"n":1.50,"panels":{"a":{"kind":"Panel","spec":{"plugin":{"kind":"FlameChart","spec":{}}}}},"layouts":[] }';
    for (const text of [
      `{"kind":"Dashboard","metadata":{"name":"d"},"spec":${spec}}`,
      `{"apiVersion":"perses.dev/v1alpha1","kind":"PersesDashboard","metadata":{"name":"d"},"spec":${spec}}`,
      `{"apiVersion":"perses.dev/v1alpha2","kind":"PersesDashboard","metadata":{"name":"d"},"spec":{"config":${spec}}}`,
    ]) {
      const { rows, attention } = read(text);
      expect(rows).toMatchObject([{ name: 'd', title: 'My board' }]);
      expect(rows[0]?.text).toContain(`"spec":${spec}`);
      expect(attention).toStrictEqual([
        { where: 'd', words: 'not installed: FlameChart. Those panels are kept and shown as JSON' },
      ]);
    }
  });

  it('names a dashboard of Grafana by its title and says what did not come along', () => {
    const { summary, rows, attention, minor } = read(
      JSON.stringify({
        uid: 'x1',
        title: 'GPU Überblick',
        panels: [
          { type: 'geomap', title: 'Map' },
          { type: 'graph', title: 'Temp', yaxes: [{ format: 'celsius' }], targets: [{ expr: 'up' }] },
        ],
      }),
    );
    expect(summary).toBe('1 of 2 panels converted. 1 needs attention: Map.');
    expect(rows).toMatchObject([{ name: 'gpu-uberblick', title: 'GPU Überblick' }]);
    expect(attention.map(({ where }) => where)).toStrictEqual(['Map']);
    expect(minor).toStrictEqual([
      { where: 'Temp', words: 'unit celsius: Perses has no such unit: the axis is labelled "°C"' },
    ]);
  });

  it('names documents that are no dashboards, and those that were refused', () => {
    const { rows, refused } = read(
      'kind: Datasource\nmetadata: {name: prom}\nspec: {plugin: {kind: X}}\n---\nkind: Pod\nmetadata: {name: p}\n',
    );
    expect(rows).toStrictEqual([]);
    expect(refused).toStrictEqual([
      expect.stringContaining('Pod p: this is no document of Perses'),
      'Datasource prom: only dashboards are saved here',
    ]);
  });
});
