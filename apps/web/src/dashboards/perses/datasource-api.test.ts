import { describe, expect, it } from 'vitest';
import type { DatasourceResource, GlobalDatasourceResource } from '@perses-dev/core';
import { buildProxyUrl, createDatasourceApi } from './datasource-api.ts';

const metadata = (name: string) => ({ name, createdAt: '', updatedAt: '', version: 0 });
const global: GlobalDatasourceResource = {
  kind: 'GlobalDatasource',
  metadata: metadata('prometheus'),
  spec: { default: true, plugin: { kind: 'PrometheusDatasource', spec: {} } },
};
const own: DatasourceResource = {
  kind: 'Datasource',
  metadata: { ...metadata('mine'), project: 'p' },
  spec: { default: false, plugin: { kind: 'PrometheusDatasource', spec: {} } },
};

describe('createDatasourceApi', () => {
  it('reads each list once for any number of questions, and again after a change', async () => {
    let reads = 0;
    const api = createDatasourceApi({
      global: async () => ((reads += 1), [global]),
      ofProject: async () => ((reads += 1), [own]),
    });
    const selector = { kind: 'PrometheusDatasource' };
    await Promise.all(Array.from({ length: 11 }, () => api.getGlobalDatasource(selector)));
    expect(await api.getDatasource('p', { ...selector, name: 'MINE' })).toBe(own);
    expect(await api.getDatasource('p', selector)).toBeUndefined();
    expect(reads).toBe(2);
    api.invalidate();
    await api.listGlobalDatasources();
    expect(reads).toBe(3);
  });

  it('asks again after a failure', async () => {
    const answers = [Promise.reject(new Error('down')), Promise.resolve([global])];
    const api = createDatasourceApi({
      global: () => answers.shift() ?? Promise.resolve([]),
      ofProject: () => Promise.resolve([]),
    });
    await expect(api.listGlobalDatasources()).rejects.toThrow('down');
    expect(await api.listGlobalDatasources()).toStrictEqual([global]);
  });

  it('builds the three paths of the proxy', () => {
    expect(buildProxyUrl({ name: 'a b' })).toBe('/proxy/globaldatasources/a%20b');
    expect(buildProxyUrl({ project: 'p', name: 'a' })).toBe('/proxy/projects/p/datasources/a');
    expect(buildProxyUrl({ project: 'p', dashboard: 'd', name: 'a' })).toBe(
      '/proxy/projects/p/dashboards/d/datasources/a',
    );
  });
});
