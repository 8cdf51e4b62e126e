import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ConfigError } from './config-error.ts';
import { configKeys } from './config-keys.ts';
import { formatByteSize, parseByteSize } from './byte-size.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { allowedValues, readConfig } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'hecate-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(text: string): string {
  files += 1;
  const path = join(folder, `${files}.yaml`);
  writeFileSync(path, text);
  return path;
}

function read(env: Record<string, string> = {}, yaml?: string, flags: Record<string, string | boolean> = {}) {
  return readConfig({ env, flags, ...(yaml === undefined ? {} : { file: file(yaml) }) });
}

function valueOf(config: ReturnType<typeof readConfig>, section: string, property: string): unknown {
  const inner: unknown = Reflect.get(config, section);
  return typeof inner === 'object' && inner !== null ? Reflect.get(inner, property) : undefined;
}

function problemsOf(work: () => unknown): readonly { path: string; text: string }[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** A path that any text is; only an empty one is wrong, which a variable reads as not set. */
const anyPath = ['/etc/hecate/file', '/etc/hecate/file', ''] as const;

/** Every key: a text that is right and what it becomes, and a text that is wrong. A key without a row fails below. */
const rows: Record<string, readonly [right: string, value: unknown, wrong: string]> = {
  'server.host': ['localhost', 'localhost', 'a b'],
  'server.port': ['9000', 9000, '70000'],
  'server.apiPrefix': ['/hecate/v2', '/hecate/v2', 'hecate/'],
  'server.allowedHosts': ['a.example, b.example', ['a.example', 'b.example'], 'a b'],
  'server.tlsCertFile': anyPath,
  'server.tlsKeyFile': anyPath,
  'server.readonly': ['true', true, 'yes'],
  'server.bodyLimit': ['2MB', 2_000_000, '1B'],
  'server.requestTimeout': ['90s', 90_000, '10'],
  'server.stopTimeout': ['1s', 1_000, '2m'],
  'log.level': ['debug', 'debug', 'loud'],
  'prometheus.url': ['http://127.0.0.1:9090/prom', 'http://127.0.0.1:9090/prom', 'ftp://x'],
  'prometheus.bearerTokenFile': anyPath,
  'prometheus.caFile': anyPath,
  'prometheus.certFile': anyPath,
  'prometheus.keyFile': anyPath,
  'prometheus.serverName': ['prometheus.example', 'prometheus.example', 'a b'],
  'thanos.url': ['https://thanos:9090', 'https://thanos:9090', 'https://u:p@thanos'],
  'datasource.queryTimeout': ['1m30s', 90_000, '1y'],
  'datasource.poolSize': ['10', 10, '0'],
  'datasource.responseLimit': ['8MiB', 8_388_608, 'many'],
  'datasource.denyAddresses': [
    'loopback, 10.0.0.0/8,fd00::/8',
    ['loopback', '10.0.0.0/8', 'fd00::/8'],
    '10.0.0.0',
  ],
  'datasource.discoveryEnabled': ['true', true, '1'],
  'datasource.globalEnabled': ['false', false, 'no'],
  'datasource.projectEnabled': ['false', false, '0'],
  'datasource.localEnabled': ['false', false, 'off'],
  'variable.globalEnabled': ['false', false, 'no'],
  'variable.projectEnabled': ['false', false, 'none'],
  'variable.localEnabled': ['false', false, 'No'],
  'ephemeralDashboard.enabled': ['false', false, 'no'],
  'ephemeralDashboard.cleanupInterval': ['5m', 300_000, '0s'],
  'query.routingThreshold': ['30m', 1_800_000, '-1s'],
  'query.cacheLimit': ['1GiB', 1_073_741_824, '-1'],
  'query.cacheEntryLimit': ['8MB', 8_000_000, '10'],
  'query.cacheTenantPercent': ['100', 100, '0'],
  'query.cacheFinality': ['10m', 600_000, '1s'],
  'query.cacheShare': ['30s', 30_000, '0s'],
  'kubernetes.tokenFile': anyPath,
};

/** What a key cannot be without, in the environment. */
const companions: Record<string, Record<string, string>> = {
  'server.tlsCertFile': { HECATE_SERVER_TLS_KEY_FILE: 'key.pem' },
  'server.tlsKeyFile': { HECATE_SERVER_TLS_CERT_FILE: 'cert.pem' },
  'prometheus.bearerTokenFile': { PROMETHEUS_URL: 'https://prometheus:9091' },
  'prometheus.caFile': { PROMETHEUS_URL: 'https://prometheus:9091' },
  'prometheus.certFile': {
    PROMETHEUS_URL: 'https://prometheus:9091',
    HECATE_PROMETHEUS_KEY_FILE: 'key.pem',
  },
  'prometheus.keyFile': {
    PROMETHEUS_URL: 'https://prometheus:9091',
    HECATE_PROMETHEUS_CERT_FILE: 'cert.pem',
  },
  'prometheus.serverName': { PROMETHEUS_URL: 'https://prometheus:9091' },
};

describe('every key of the configuration', () => {
  it('has a row in this table', () => {
    expect(configKeys.map(({ path }) => path)).toEqual(Object.keys(rows));
  });

  it.each(configKeys)('$path is read from $env', (key) => {
    const [right, value, wrong] = rows[key.path] ?? ['', undefined, ''];
    expect(valueOf(read(), key.section, key.property)).toEqual(key.default);
    const env = { ...companions[key.path], [key.env]: right };
    expect(valueOf(read(env), key.section, key.property)).toEqual(value);
    if (wrong === '') return;
    const [problem] = problemsOf(() => read({ [key.env]: wrong }));
    expect(problem?.path).toBe(`${key.path} (${key.env})`);
    expect(problem?.text).toContain(allowedValues(key));
    expect(problem?.text).toContain(wrong);
  });

  it.each(configKeys)('$path is read from the file', (key) => {
    const [right, value, wrong] = rows[key.path] ?? ['', undefined, ''];
    const [section = '', name = ''] = key.path.split('.');
    const config = read(companions[key.path], `${section}:\n  ${name}: ${right}\n`);
    expect(valueOf(config, key.section, key.property)).toEqual(value);
    const [problem] = problemsOf(() => read({}, `${section}:\n  ${name}: "${wrong}"\n`));
    expect(problem?.path).toBe(key.path);
    expect(problem?.text).toContain(allowedValues(key));
  });

  it.each(configKeys.filter(({ flag }) => flag !== null))('$path is read from --$flag', (key) => {
    const [right, value] = rows[key.path] ?? ['', undefined];
    const config = read(companions[key.path], undefined, { [key.flag ?? '']: right });
    expect(valueOf(config, key.section, key.property)).toEqual(value);
  });
});

describe('the names that operators know', () => {
  it.each([
    ['PROMETHEUS_URL', 'prometheus.url', null],
    ['THANOS_QUERIER_URL', 'thanos.url', null],
    ['DATASOURCE_QUERY_TIMEOUT', 'datasource.queryTimeout', 30_000],
    ['DATASOURCE_POOL_SIZE', 'datasource.poolSize', 50],
    ['QUERY_ROUTING_THRESHOLD', 'query.routingThreshold', 900_000],
    ['DATASOURCE_DISCOVERY_ENABLED', 'datasource.discoveryEnabled', false],
    ['SERVICE_ACCOUNT_TOKEN_PATH', 'kubernetes.tokenFile', null],
  ])('%s is %s', (env, path, standard) => {
    const key = configKeys.find((candidate) => candidate.env === env);
    expect(key?.path).toBe(path);
    expect(key?.default).toEqual(standard);
  });

  it('are the only ones without the prefix', () => {
    const bare = configKeys.filter(({ env }) => !env.startsWith('HECATE_'));
    expect(bare).toHaveLength(7);
  });
});

describe('precedence', () => {
  it('is file, then environment, then flag', () => {
    const yaml = 'server:\n  port: 1001\n';
    expect(read({}, yaml).server.port).toBe(1001);
    expect(read({ HECATE_SERVER_PORT: '1002' }, yaml).server.port).toBe(1002);
    expect(read({ HECATE_SERVER_PORT: '1002' }, yaml, { port: '1003' }).server.port).toBe(1003);
  });

  it('takes an empty variable as not set', () => {
    expect(read({ HECATE_SERVER_PORT: '' }, 'server:\n  port: 1001\n').server.port).toBe(1001);
  });
});

describe('what stops the start', () => {
  it.each([
    ['an unknown key', 'server:\n  prot: 1\n', 'server.prot', 'server.port'],
    ['an unknown section', 'sever: {}\n', undefined, undefined],
    ['a section that is a value', 'server: 5\n', 'server', 'server.port'],
    [
      'a number where a duration belongs',
      'datasource:\n  queryTimeout: 30\n',
      'datasource.queryTimeout',
      '30s',
    ],
  ])('%s', (_, yaml, path, allowed) => {
    const [problem] = problemsOf(() => read({}, yaml));
    expect(problem).toBeDefined();
    if (path !== undefined) expect(problem?.path).toBe(path);
    if (allowed !== undefined) expect(problem?.text).toContain(allowed);
  });

  it.each([
    ['a key twice', 'server:\n  port: 1\n  port: 2\n'],
    ['an alias', 'server: &a\n  port: 1\nlog: *a\n'],
    ['a tag', 'server: !!js/function "x"\n'],
    ['broken YAML', 'server: [\n'],
    ['a list', '- a\n'],
    ['a prototype', '__proto__:\n  port: 1\n'],
  ])('%s', (_, yaml) => {
    expect(problemsOf(() => read({}, yaml))).not.toHaveLength(0);
  });

  it('a file that is not there, a misspelt variable and an unknown flag, all named at once', () => {
    const problems = problemsOf(() =>
      readConfig({ file: '/nowhere/hecate.yaml', env: { HECATE_SERVER_PROT: '1' }, flags: { prot: '1' } }),
    );
    expect(problems.map(({ path }) => path)).toEqual([
      '/nowhere/hecate.yaml',
      'HECATE_SERVER_PROT',
      '--prot',
    ]);
  });

  it.each(['0.0.0.0', '::', '192.168.1.4', 'hecate.example', '127.0.0.1.evil.example'])(
    'an address that others can reach: %s',
    (host) => {
      const [problem] = problemsOf(() => read({ HECATE_SERVER_HOST: host }));
      expect(problem?.path).toBe('server.host');
      expect(problem?.text).toContain('no login yet');
    },
  );

  it('half of a certificate pair', () => {
    expect(problemsOf(() => read({}, undefined, { 'tls-cert': 'a.pem' }))[0]?.path).toBe('server.tlsKeyFile');
    expect(problemsOf(() => read({}, undefined, { 'tls-key': 'a.pem' }))[0]?.path).toBe('server.tlsCertFile');
  });

  it.each([
    ['without an address', {}, 'prometheus.caFile', 'PROMETHEUS_URL'],
    ['over http', { PROMETHEUS_URL: 'http://127.0.0.1:9090' }, 'prometheus.caFile', 'https'],
  ])('a certificate authority %s', (_, env, path, text) => {
    const [problem] = problemsOf(() => read({ ...env, HECATE_PROMETHEUS_CA_FILE: 'ca.pem' }));
    expect(problem?.path).toBe(path);
    expect(problem?.text).toContain(text);
  });

  it('a token that would cross a network in the clear; to this machine it may', () => {
    const token = { HECATE_PROMETHEUS_BEARER_TOKEN_FILE: 'token' };
    const [problem] = problemsOf(() => read({ ...token, PROMETHEUS_URL: 'http://prometheus:9090' }));
    expect(problem?.path).toBe('prometheus.bearerTokenFile');
    expect(problem?.text).toContain('http://prometheus:9090');
    expect(read({ ...token, PROMETHEUS_URL: 'http://127.0.0.1:9090' }).prometheus.bearerTokenFile).toBe(
      'token',
    );
  });

  it('half of a client certificate', () => {
    const url = { PROMETHEUS_URL: 'https://prometheus:9091' };
    const problems = (name: string) =>
      problemsOf(() => read({ ...url, [`HECATE_PROMETHEUS_${name}_FILE`]: 'a.pem' }));
    expect(problems('CERT')[0]?.path).toBe('prometheus.keyFile');
    expect(problems('KEY')[0]?.path).toBe('prometheus.certFile');
  });

  it('one URL for both tiers', () => {
    const problems = problemsOf(() =>
      read({ PROMETHEUS_URL: 'http://a:1', THANOS_QUERIER_URL: 'http://a:1' }),
    );
    expect(problems[0]?.path).toBe('thanos.url');
  });
});

describe('durations and sizes', () => {
  it('read back what they print', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (amount) => {
        expect(parseDuration(formatDuration(amount))).toBe(amount);
        expect(parseByteSize(formatByteSize(amount))).toBe(amount);
      }),
    );
  });

  it('refuse any other text', () => {
    for (const text of ['', '1', 's', '1 s', '1.5h', '-1s', '1e3s', '99999999999999w'])
      expect(parseDuration(text)).toBeNull();
    for (const text of ['', 'MB', '1 TB', '1.5MB', '-1', '1e3', '9999999999999GB'])
      expect(parseByteSize(text)).toBeNull();
  });
});
