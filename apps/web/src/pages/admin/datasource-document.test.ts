import { describe, expect, it } from 'vitest';
import { documentOf, formOf, readDatasource, urlProblem } from './datasource-document.ts';

const document = {
  kind: 'GlobalDatasource',
  metadata: { name: 'prometheus', version: 3 },
  spec: {
    display: { name: 'Prometheus', description: 'kept' },
    default: true,
    plugin: {
      kind: 'PrometheusDatasource',
      spec: {
        proxy: { kind: 'HTTPProxy', spec: { url: 'http://a', headers: { x: '1' } } },
        scrapeInterval: '15s',
        future: 1,
      },
    },
  },
};

describe('the datasource form', () => {
  it('gives the same document back when nothing was changed', () => {
    const stored = readDatasource(document);
    const form = formOf(stored);
    expect(documentOf(stored, form, JSON.parse(form.rest))).toStrictEqual(document);
  });

  it('changes the address and keeps everything else', () => {
    const stored = readDatasource(document);
    const form = { ...formOf(stored), url: 'http://b', isDefault: false };
    expect(documentOf(stored, form, JSON.parse(form.rest))).toMatchObject({
      spec: {
        default: false,
        display: { description: 'kept' },
        plugin: { spec: { future: 1, proxy: { spec: { url: 'http://b', headers: { x: '1' } } } } },
      },
    });
  });

  it('makes a Prometheus datasource of a name and an address', () => {
    const form = { ...formOf(undefined), name: 'mine', url: 'http://p:9090' };
    expect(documentOf(undefined, form, JSON.parse(form.rest))).toStrictEqual({
      kind: 'GlobalDatasource',
      metadata: { name: 'mine' },
      spec: {
        default: false,
        plugin: {
          kind: 'PrometheusDatasource',
          spec: { scrapeInterval: '15s', proxy: { kind: 'HTTPProxy', spec: { url: 'http://p:9090' } } },
        },
      },
    });
  });

  it('says what is wrong with an address', () => {
    expect(urlProblem('')).toContain('needed');
    expect(urlProblem('prometheus:9090')).toContain('not possible');
    expect(urlProblem('http://u:p@host')).toContain('secret');
    expect(urlProblem('nonsense')).toContain('http://');
    expect(urlProblem('https://prometheus.example:9090/base')).toBeUndefined();
  });
});
