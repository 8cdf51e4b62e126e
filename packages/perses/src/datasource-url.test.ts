import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDatasourceUrl } from './datasource-url.ts';

const from = 'http://127.0.0.1:1';
const to = 'http://127.0.0.1:2';

it('changes nothing but the URL of the proxy, byte for byte', () => {
  const spec = (url: string): string =>
    `{ "n":1.50, "note":"${from}", "plugin" : {"spec":{ "directUrl":"${from}","proxy": {"kind":"HTTPProxy",
      "spec":{"headers":{"X-A":"${from}"}, "url" : "${url}", "secret":"s" }} }, "kind":"P"} }`;
  expect(withDatasourceUrl(spec(from), from, to)).toBe(spec(to));
  expect(withDatasourceUrl(spec('http:\\/\\/127.0.0.1:1'), from, to)).toBe(spec(to));
});

it('leaves a datasource alone whose proxy is elsewhere or that has none', () => {
  for (const spec of [
    '{}',
    '[]',
    'null',
    `{"plugin":{"spec":{"directUrl":"${from}"}}}`,
    `{"plugin":{"spec":{"proxy":{"spec":{"url":"${from}/base"}}}}}`,
    `{"plugin":{"spec":{"proxy":{"spec":{"url":["${from}"]}}}}}`,
  ])
    expect(withDatasourceUrl(spec, from, to)).toBeNull();
});

it('replaces the URL of any spec', () => {
  const members = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
  fc.assert(
    fc.property(members, members, members, fc.webUrl(), fc.webUrl(), (outer, plugin, proxy, old, next) => {
      const spec = (url: string): string =>
        JSON.stringify({
          ...outer,
          plugin: { ...plugin, spec: { proxy: { kind: 'HTTPProxy', spec: { ...proxy, url } } } },
        });
      expect(withDatasourceUrl(spec(old), old, next)).toBe(spec(next));
    }),
  );
});
