import { expect, it } from 'vitest';
import { keepAllowedHosts } from './keep-allowed-hosts.ts';
import { parseDocument } from './parse-document.ts';

const parse = (specText: string) =>
  parseDocument(`{"kind":"GlobalSecret","metadata":{"name":"s"},"spec":${specText}}`, {
    kind: 'GlobalSecret',
  });

it.each([
  ['{"allowedHosts": ["a:1"]}', '{}', '{"allowedHosts":["a:1"]}'],
  [
    '{"allowedHosts":["a"]}',
    '{ "basicAuth":{"username":"}","password":"<secret>"} }',
    '{ "basicAuth":{"username":"}","password":"<secret>"} ,"allowedHosts":["a"]}',
  ],
  ['{"allowedHosts":["a"]}', '{"allowedHosts":[]}', '{"allowedHosts":[]}'],
  ['{"allowedHosts":["a"]}', '{"allowedHosts":null}', '{"allowedHosts":null}'],
  ['{"allowedHosts":["a"]}', '{"allowedHosts":["b"]}', '{"allowedHosts":["b"]}'],
  ['{}', '{"tlsConfig":{}}', '{"tlsConfig":{}}'],
])('of %s written over by %s is %s', (before, after, expected) => {
  const kept = keepAllowedHosts(before, parse(after));
  expect(kept.specText).toBe(expected);
  expect(kept.spec).toEqual(JSON.parse(kept.specText));
});
