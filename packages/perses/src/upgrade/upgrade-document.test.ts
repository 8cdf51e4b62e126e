import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject } from '../json-access.ts';
import { readJson, type JsonObject } from '../json-reader.ts';
import { yamlToJson } from '../yaml-to-json.ts';
import { camelCaseKeys } from './step-0-40-camel-case-keys.ts';
import { kebabCaseValues } from './step-0-40-kebab-case-values.ts';
import { unitIntoFormat } from './step-0-40-unit-into-format.ts';
import { panelLinks } from './step-0-45-panel-links.ts';
import { queryKind } from './step-0-53-query-kind.ts';
import { folderItems } from './step-0-54-folder-items.ts';
import { pluginSpec } from './step-0-54-plugin-spec.ts';
import { upgradeDocument } from './upgrade-document.ts';

const testData =
  process.env['HECATE_TEST_DATA'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;

describe('upgrade steps', () => {
  it('0.40 writes keys in camelCase, but never the names that people chose', () => {
    const before = dashboard({
      refresh_interval: '30s',
      panels: {
        line_width: panel({
          kind: 'TimeSeriesChart',
          spec: { y_axis: { label: 'a' }, visual: { line_width: 2 } },
        }),
      },
      variables: [
        {
          kind: 'ListVariable',
          spec: {
            name: 'default_value',
            allow_multiple: true,
            plugin: { kind: 'X', spec: { label_name: 'y_axis' } },
          },
        },
      ],
      datasources: {
        direct_url: {
          plugin: {
            kind: 'PrometheusDatasource',
            spec: { direct_url: 'http://x', proxy: { spec: { headers: { min_step: '1' } } } },
          },
        },
      },
    });
    expect(plain(camelCaseKeys.apply(before))).toEqual(
      plain(
        dashboard({
          refreshInterval: '30s',
          panels: {
            line_width: panel({
              kind: 'TimeSeriesChart',
              spec: { yAxis: { label: 'a' }, visual: { lineWidth: 2 } },
            }),
          },
          variables: [
            {
              kind: 'ListVariable',
              spec: {
                name: 'default_value',
                allowMultiple: true,
                plugin: { kind: 'X', spec: { labelName: 'y_axis' } },
              },
            },
          ],
          datasources: {
            direct_url: {
              plugin: {
                kind: 'PrometheusDatasource',
                spec: { directUrl: 'http://x', proxy: { spec: { headers: { min_step: '1' } } } },
              },
            },
          },
        }),
      ),
    );
  });

  it('0.40 writes keys of secrets in camelCase, and words like theirs nowhere else', () => {
    const secret = (spec: object): JsonObject => read({ kind: 'Secret', metadata: { name: 's' }, spec });
    expect(
      plain(
        camelCaseKeys.apply(
          secret({
            basic_auth: { username: 'tls_config', password: 'x' },
            tls_config: { server_name: 'a', insecure_skip_verify: false, min_version: 'TLS12' },
          }),
        ),
      ),
    ).toEqual(
      plain(
        secret({
          basicAuth: { username: 'tls_config', password: 'x' },
          tlsConfig: { serverName: 'a', insecureSkipVerify: false, minVersion: 'TLS12' },
        }),
      ),
    );
    const board = dashboard({ panels: { a: panel({ kind: 'X', spec: { server_name: 'a' } }) } });
    expect(camelCaseKeys.apply(board)).toBe(board);
  });

  it('0.40 moves units into format', () => {
    const unit = { kind: 'PercentDecimal', decimalPlaces: 1, abbreviate: true };
    const format = { unit: 'percent-decimal', decimalPlaces: 1, shortValues: true };
    const before = dashboard({
      panels: {
        a: panel({ kind: 'StatChart', spec: { calculation: 'Mean', unit } }),
        b: panel({ kind: 'TimeSeriesChart', spec: { yAxis: { unit: { kind: 'BitsPerSecond' } } } }),
      },
    });
    expect(plain(unitIntoFormat.apply(before))).toEqual(
      plain(
        dashboard({
          panels: {
            a: panel({ kind: 'StatChart', spec: { calculation: 'Mean', format } }),
            b: panel({ kind: 'TimeSeriesChart', spec: { yAxis: { format: { unit: 'bits/sec' } } } }),
          },
        }),
      ),
    );
  });

  it('0.40 writes enumerations in kebab-case, but no other text', () => {
    const before = dashboard({
      display: { name: 'LastNumber' },
      panels: {
        a: panel({
          kind: 'GaugeChart',
          spec: { calculation: 'LastNumber', legend: { position: 'Right', mode: 'Table' } },
        }),
      },
      variables: [{ kind: 'ListVariable', spec: { name: 'x', sort: 'AlphabeticalCaseInsensitiveAsc' } }],
    });
    expect(plain(kebabCaseValues.apply(before))).toEqual(
      plain(
        dashboard({
          display: { name: 'LastNumber' },
          panels: {
            a: panel({
              kind: 'GaugeChart',
              spec: { calculation: 'last-number', legend: { position: 'right', mode: 'table' } },
            }),
          },
          variables: [{ kind: 'ListVariable', spec: { name: 'x', sort: 'alphabetical-ci-asc' } }],
        }),
      ),
    );
  });

  it('0.45 moves the links of a panel out of its display', () => {
    const links = [{ url: '/x' }];
    const before = dashboard({
      panels: {
        a: { kind: 'Panel', spec: { display: { name: 'a', links }, plugin: { kind: 'X', spec: {} } } },
      },
    });
    expect(plain(panelLinks.apply(before))).toEqual(
      plain(
        dashboard({
          panels: {
            a: { kind: 'Panel', spec: { display: { name: 'a' }, plugin: { kind: 'X', spec: {} }, links } },
          },
        }),
      ),
    );
  });

  it('0.53 names the kind of a query by its plugin', () => {
    const query = (kind: object, plugin: string): object => ({
      ...kind,
      spec: { plugin: { kind: plugin, spec: {} } },
    });
    const withQueries = (...queries: object[]): JsonObject =>
      dashboard({ panels: { a: { kind: 'Panel', spec: { plugin: { kind: 'X', spec: {} }, queries } } } });
    expect(
      plain(
        queryKind.apply(
          withQueries(
            query({}, 'PrometheusTimeSeriesQuery'),
            query({ kind: '' }, 'LokiLogQuery'),
            query({}, 'Unheard'),
          ),
        ),
      ),
    ).toEqual(
      plain(
        withQueries(
          query({ kind: 'TimeSeriesQuery' }, 'PrometheusTimeSeriesQuery'),
          query({ kind: 'LogQuery' }, 'LokiLogQuery'),
          query({}, 'Unheard'),
        ),
      ),
    );
  });

  it('0.54 makes items of the list that a folder was', () => {
    const before = read({
      kind: 'Folder',
      metadata: { name: 'f' },
      spec: [{ kind: 'Folder', name: 'g', spec: [{ kind: 'Dashboard', name: 'd' }] }],
    });
    expect(plain(folderItems.apply(before))).toEqual({
      kind: 'Folder',
      metadata: { name: 'f' },
      spec: { items: [{ kind: 'Folder', name: 'g', items: [{ kind: 'Dashboard', name: 'd' }] }] },
    });
  });

  it('0.54 gives a plugin without settings an empty spec', () => {
    const before = dashboard({ panels: { a: panel({ kind: 'TimeSeriesTable', spec: null }) } });
    expect(plain(pluginSpec.apply(before))).toEqual(
      plain(dashboard({ panels: { a: panel({ kind: 'TimeSeriesTable', spec: {} }) } })),
    );
  });
});

describe('upgradeDocument', () => {
  it('goes through every step a document needs, oldest first, and has nothing to do the second time', () => {
    const old = dashboard({
      panels: {
        a: {
          kind: 'Panel',
          spec: {
            display: { name: 'a', links: [] },
            plugin: {
              kind: 'StatChart',
              spec: { calculation: 'Mean', unit: { kind: 'Bytes', decimal_places: 2 } },
            },
          },
        },
      },
    });
    const { document, steps } = upgradeDocument(old);
    expect(steps).toEqual([
      '0.40: keys in camelCase',
      '0.40: units in format',
      '0.40: enumerations in kebab-case',
      '0.45: panel links in the panel spec',
    ]);
    expect(plain(document)).toMatchObject({
      spec: {
        panels: {
          a: {
            spec: { plugin: { spec: { calculation: 'mean', format: { unit: 'bytes', decimalPlaces: 2 } } } },
          },
        },
      },
    });
    const again = upgradeDocument(document);
    expect(again.document).toBe(document);
    expect(again.steps).toEqual([]);
  });

  it.skipIf(!existsSync(testData) && process.env['CI'] !== 'true')(
    'leaves every dashboard of today as it is',
    () => {
      const folder = `${testData}/dashboards/perses-community`;
      const files = readdirSync(folder);
      expect(files.length).toBe(41);
      for (const file of files) {
        const { value } = readJson(yamlToJson(readFileSync(`${folder}/${file}`, 'utf8')));
        expect([file, isObject(value) && upgradeDocument(value).document === value]).toEqual([file, true]);
      }
    },
  );
});

function dashboard(spec: object): JsonObject {
  return read({ kind: 'Dashboard', metadata: { name: 'a', project: 'p' }, spec });
}

function panel(plugin: object): object {
  return { kind: 'Panel', spec: { display: { name: 'a' }, plugin } };
}

function read(document: object): JsonObject {
  const { value } = readJson(JSON.stringify(document));
  return isObject(value) ? value : {};
}

function plain(document: JsonObject): unknown {
  return JSON.parse(JSON.stringify(document));
}
