import { isDeniable } from '@hecate/gateway';
import { Value } from 'typebox/value';
import { isLoopbackHost } from '../http/loopback.ts';
import { formatByteSize, parseByteSize } from './byte-size.ts';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { configKeys, type ConfigKey } from './config-keys.ts';
import { ConfigSchema, type Config } from './config-schema.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { readConfigFile } from './config-file.ts';
import { isNearly } from './is-nearly.ts';

export interface ConfigSources {
  /** YAML file; every other source overrules it. */
  readonly file?: string;
  /** Environment, usually `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Command line flags by name without the dashes; they overrule everything. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

/** Reads file, environment and flags in rising precedence into one typed configuration, or throws a `ConfigError`. */
export function readConfig(sources: ConfigSources): Config {
  const problems: ConfigProblem[] = [];
  const values = new Map<ConfigKey, unknown>(configKeys.map((key) => [key, structuredClone(key.default)]));
  const take = (key: ConfigKey, raw: unknown, origin: string): void => {
    const read = readValue(key, raw);
    if (read.kind === 'value') values.set(key, read.value);
    else problems.push({ path: origin, text: `must be ${allowedValues(key)}; found ${shown(raw)}` });
  };

  if (sources.file !== undefined) {
    const file = readConfigFile(sources.file);
    if (file.kind === 'problem') problems.push(file.problem);
    for (const [path, raw] of file.kind === 'entries' ? file.entries : []) {
      // A known section without keys says nothing.
      if (knownSections().some((section) => path === `${section}.` || (path === section && raw === null)))
        continue;
      const key = configKeys.find((candidate) => candidate.path === path);
      if (key === undefined) problems.push({ path, text: unknownKey(path) });
      else take(key, raw, path);
    }
  }
  problems.push(...unknownEnvironment(sources.env));
  for (const key of configKeys) {
    const raw = sources.env[key.env];
    // An empty variable is what templates leave behind for "not set".
    if (raw !== undefined && raw !== '') take(key, raw, `${key.path} (${key.env})`);
  }
  for (const [flag, raw] of Object.entries(sources.flags)) {
    if (raw === undefined) continue;
    const key = configKeys.find((candidate) => candidate.flag === flag);
    if (key === undefined) problems.push({ path: `--${flag}`, text: `unknown flag; known: ${knownFlags()}` });
    else take(key, raw, `${key.path} (--${flag})`);
  }

  if (problems.length > 0) throw new ConfigError(problems);
  const config = assembled(values);
  const wrong = contradictions(config);
  if (wrong.length > 0) throw new ConfigError(wrong);
  return config;
}

/** The allowed values of a key in words, as errors and the reference page print them. */
export function allowedValues(key: ConfigKey): string {
  const options: Record<string, unknown> = { ...key.schema };
  if (typeof options['allowed'] === 'string') return options['allowed'];
  if (Array.isArray(options['anyOf'])) {
    return `one of ${options['anyOf'].map((option: { const?: unknown }) => String(option.const)).join(', ')}`;
  }
  if (options['type'] === 'boolean') return 'true or false';
  if (options['type'] === 'array') return `at most ${String(options['maxItems'])} names, separated by commas`;
  const [minimum, maximum] = [Number(options['minimum']), Number(options['maximum'])];
  if (key.unit === 'ms')
    return `a duration from ${formatDuration(minimum)} to ${formatDuration(maximum)}, such as 30s or 15m`;
  if (key.unit === 'bytes')
    return `a size from ${formatByteSize(minimum)} to ${formatByteSize(maximum)}, such as 5MB`;
  return `a whole number from ${minimum} to ${maximum}`;
}

type Read = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'wrong' };

function readValue(key: ConfigKey, raw: unknown): Read {
  const value = typeof raw === 'string' ? fromText(key, raw) : raw;
  if (key.unit === 'ms' && typeof raw === 'number') return { kind: 'wrong' };
  return Value.Check(key.schema, value) ? { kind: 'value', value } : { kind: 'wrong' };
}

function fromText(key: ConfigKey, text: string): unknown {
  const trimmed = text.trim();
  if (key.unit === 'ms') return parseDuration(trimmed);
  if (key.unit === 'bytes') return parseByteSize(trimmed);
  if (key.unit === 'list') return trimmed.split(',').map((name) => name.trim());
  const type: unknown = Object.getOwnPropertyDescriptor(key.schema, 'type')?.value;
  if (type === 'integer') return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : text;
  if (type === 'boolean') return trimmed === 'true' || (trimmed === 'false' ? false : text);
  return trimmed;
}

/**
 * A misspelt `HECATE_…` variable would otherwise be silence: what begins like a section, or is nearly a known name, is refused. Other names
 * are not ours to judge: a Kubernetes Service called hecate puts HECATE_SERVICE_HOST and HECATE_PORT_… into every pod.
 */
function unknownEnvironment(env: ConfigSources['env']): ConfigProblem[] {
  const sections = knownSections().map(
    (section) => `HECATE_${section.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}_`,
  );
  return Object.keys(env)
    .filter((name) => !configKeys.some((key) => key.env === name))
    .map((name) => ({ name, near: configKeys.find((key) => isNearly(name, key.env))?.env }))
    .filter(({ name, near }) => near !== undefined || sections.some((prefix) => name.startsWith(prefix)))
    .map(({ name, near }) => ({
      path: name,
      text: `unknown variable${near === undefined ? '' : `, ${near} is meant`}; known: ${configKeys.map((key) => key.env).join(', ')}`,
    }));
}

function contradictions(config: Config): ConfigProblem[] {
  const found: ConfigProblem[] = [];
  const { host } = config.server;
  if (!isLoopbackHost(host)) {
    found.push({
      path: 'server.host',
      text: `${host} is reachable from other machines and there is no login yet, so anyone could read and change everything. Use 127.0.0.1, ::1 or localhost, and a tunnel (ssh -L) from elsewhere`,
    });
  }
  const { tlsCertFile, tlsKeyFile } = config.server;
  found.push(...halfPair(['server.tlsCertFile', tlsCertFile], ['server.tlsKeyFile', tlsKeyFile]));
  found.push(...prometheusContradictions(config.prometheus));
  for (const entry of config.datasource.denyAddresses.filter((candidate) => !isDeniable(candidate))) {
    found.push({
      path: 'datasource.denyAddresses',
      text: `${entry} is not a network; write it like 10.0.0.0/8, or loopback, or private`,
    });
  }
  if (config.thanos.url !== null && config.thanos.url === config.prometheus.url) {
    found.push({
      path: 'thanos.url',
      text: 'is the same as prometheus.url; name a Thanos Query, or leave it out',
    });
  }
  return found;
}

type NamedFile = readonly [path: string, file: string | null];

function halfPair(first: NamedFile, second: NamedFile): ConfigProblem[] {
  if ((first[1] === null) === (second[1] === null)) return [];
  const [missing, given] = first[1] === null ? [first[0], second[0]] : [second[0], first[0]];
  return [{ path: missing, text: `must be set together with ${given}` }];
}

/** What belongs to a connection needs the connection, and nothing that proves who asks crosses a network in the clear. */
function prometheusContradictions(prometheus: Config['prometheus']): ConfigProblem[] {
  const { url, bearerTokenFile, caFile, certFile, keyFile, serverName } = prometheus;
  const ofTls = [
    ['prometheus.caFile', caFile],
    ['prometheus.certFile', certFile],
    ['prometheus.keyFile', keyFile],
    ['prometheus.serverName', serverName],
  ] as const;
  const given = [...ofTls, ['prometheus.bearerTokenFile', bearerTokenFile] as const].filter(
    ([, value]) => value !== null,
  );
  if (url === null)
    return given.map(([path]) => ({
      path,
      text: 'is for prometheus.url (PROMETHEUS_URL), which is not set',
    }));
  const { protocol, hostname } = new URL(url);
  const clear = given.filter(
    ([path]) => protocol === 'http:' && (path !== 'prometheus.bearerTokenFile' || !isLoopbackHost(hostname)),
  );
  return [
    ...clear.map(([path]) => ({ path, text: `needs an https URL; prometheus.url is ${url}` })),
    ...halfPair(['prometheus.certFile', certFile], ['prometheus.keyFile', keyFile]),
  ];
}

function assembled(values: ReadonlyMap<ConfigKey, unknown>): Config {
  const tree: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of values) tree[key.section] = { ...tree[key.section], [key.property]: value };
  return Value.Parse(ConfigSchema, tree);
}

function unknownKey(path: string): string {
  const section = path.split('.')[0] ?? '';
  const inside = configKeys.filter((key) => key.section === section).map((key) => key.path);
  return inside.length > 0
    ? `unknown key; known: ${inside.join(', ')}`
    : `unknown section; known: ${knownSections().join(', ')}`;
}

function knownSections(): string[] {
  return Object.keys(ConfigSchema.properties);
}

function knownFlags(): string {
  return configKeys.flatMap((key) => (key.flag === null ? [] : [`--${key.flag}`])).join(', ');
}

/** Values are shown so that the reader finds them; every key here is free of secrets. */
function shown(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? String(raw));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
