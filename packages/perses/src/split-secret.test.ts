import fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isAllowedHost, readAllowedHost } from './allowed-host.ts';
import { parseDocument } from './parse-document.ts';
import { printDocument } from './print-document.ts';
import { readSecretSpec } from './read-secret-spec.ts';
import { secretsNamedIn } from './secrets-named-in.ts';

const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
const parse = (specText: string) =>
  parseDocument(`{"kind":"Secret","metadata":{"name":"s","project":"p"},"spec":${specText}}`, {
    kind: 'Secret',
  });

describe('a secret that was read', () => {
  it('shows every value as <secret> and everything else byte for byte', () => {
    const parsed = parse(
      `{ "tlsConfig" : {"ca":${JSON.stringify(pem('canary-ca'))}, "insecureSkipVerify":false},\n"basicAuth":{"password":"can\\u0061ry", "username":"u" }, "allowedHosts":["a:1"]}`,
    );
    const printed = printDocument(parsed);
    expect(printed).toContain(
      '"spec":{ "tlsConfig" : {"ca":"<secret>", "insecureSkipVerify":false},\n"basicAuth":{"password":"<secret>", "username":"u" }, "allowedHosts":["a:1"]}',
    );
    expect(`${JSON.stringify(parsed)}${inspect(parsed, { depth: 9 })}`).not.toContain('canary');
    expect(parsed.secretValues?.reveal()).toEqual(
      new Map([
        ['basicAuth.password', 'canary'],
        ['tlsConfig.ca', pem('canary-ca')],
      ]),
    );
  });

  it('keeps <secret> and empty texts as they are, because they are no values', () => {
    const parsed = parse('{"authorization":{"credentials":"<secret>"},"tlsConfig":{"ca":""}}');
    expect(parsed.specText).toBe('{"authorization":{"credentials":"<secret>"},"tlsConfig":{"ca":""}}');
    expect(parsed.secretValues?.reveal().size).toBe(0);
  });

  it('never shows a value, whatever it is and however its JSON is spelt', () => {
    const values = fc
      .string({ unit: 'grapheme', minLength: 8 })
      .filter((value) => !/\p{Surrogate}/u.test(value));
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, space) => {
        const text = JSON.stringify({ basicAuth: { username: 'u', password: value } }, null, space);
        const parsed = parse(text);
        expect(parsed.specText).toBe(
          JSON.stringify({ basicAuth: { username: 'u', password: '<secret>' } }, null, space),
        );
        if (parsed.secretValues === undefined) throw new Error('no values');
        expect(readSecretSpec(parsed.spec, parsed.secretValues).login).toEqual({
          kind: 'basic',
          username: 'u',
          password: value,
        });
      }),
    );
  });

  it('is put together again with every setting', () => {
    const { spec, secretValues } = parse(
      JSON.stringify({
        oauth: {
          clientID: 'i',
          clientSecret: 's',
          tokenURL: 'https://login/token',
          scopes: ['a'],
          endpointParams: { audience: ['x', 'y'] },
          authStyle: 1,
        },
        tlsConfig: { ca: pem('ca'), serverName: 'prom', minVersion: 'TLS13' },
        allowedHosts: ['Prom:9090', '[::1]', '0x7f000001'],
      }),
    );
    if (secretValues === undefined) throw new Error('no values');
    expect(readSecretSpec(spec, secretValues)).toEqual({
      allowedHosts: [
        { hostname: 'prom', port: 9090 },
        { hostname: '[::1]', port: null },
        { hostname: '127.0.0.1', port: null },
      ],
      login: {
        kind: 'oauth',
        clientId: 'i',
        clientSecret: 's',
        tokenUrl: 'https://login/token',
        scopes: ['a'],
        parameters: [
          ['audience', 'x'],
          ['audience', 'y'],
        ],
        style: 'body',
      },
      tls: { ca: pem('ca'), serverName: 'prom', minVersion: 'TLSv1.3' },
    });
  });
});

describe('an allowed host', () => {
  it.each([
    ['prom', 'http://prom:9090/', true],
    ['prom:9090', 'http://prom:9090/', true],
    ['prom:9090', 'http://prom:9091/', false],
    ['prom:80', 'http://prom/', true],
    ['prom:80', 'https://prom/', false],
    ['prom:443', 'https://prom/', true],
    ['PROM', 'http://prom/', true],
    ['prom', 'http://prom.evil/', false],
    ['prom', 'http://evilprom/', false],
    ['prom', 'http://prom@evil/', false],
    ['127.0.0.1', 'http://127.1/', true],
    ['127.0.0.1', 'http://0x7f000001/', true],
    ['127.0.0.1', 'http://localhost/', false],
    ['[::1]:9090', 'http://[0:0:0:0:0:0:0:1]:9090/', true],
    ['localhost', 'http://ⓛocalhost/', true],
    ['prom.', 'http://prom/', false],
  ])('%s and %s: %s', (entry, url, isAllowed) => {
    const host = readAllowedHost(entry);
    expect(host).not.toBeNull();
    expect(isAllowedHost(host === null ? [] : [host], new URL(url))).toBe(isAllowed);
  });
});

describe('the secrets that a document names', () => {
  const proxy = (secret: unknown, kind = 'HTTPProxy') => ({ kind, spec: { url: 'http://a', secret } });
  const named = (kind: Parameters<typeof secretsNamedIn>[0], spec: unknown) =>
    secretsNamedIn(kind, 'p', JSON.parse(JSON.stringify(spec)));

  it('are found wherever a proxy may stand, each once, in lower case', () => {
    const spec = {
      display: { odd: proxy('One', 'httpproxy') },
      plugin: { kind: 'X', spec: { deep: [{ a: proxy('one') }, proxy('two', 'SQLProxy')] } },
    };
    expect(named('Datasource', spec)).toEqual([
      { kind: 'Secret', project: 'p', name: 'one' },
      { kind: 'Secret', project: 'p', name: 'two' },
    ]);
    expect(named('GlobalDatasource', spec)).toEqual([
      { kind: 'GlobalSecret', name: 'one' },
      { kind: 'GlobalSecret', name: 'two' },
    ]);
    for (const kind of ['Dashboard', 'EphemeralDashboard'] as const) {
      expect(named(kind, { datasources: { x: spec } })).toHaveLength(2);
    }
  });

  it('are none where no proxy names one', () => {
    expect(named('Datasource', { plugin: { spec: [proxy(''), proxy(null), { secret: 'x' }] } })).toEqual([]);
    expect(named('Dashboard', { panels: { a: proxy('x') } })).toEqual([]);
    expect(named('Variable', proxy('x'))).toEqual([]);
  });
});
