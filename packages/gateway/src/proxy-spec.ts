import { RE2JS } from 're2js';
import { GatewayError } from './gateway-error.ts';
import { readUpstreamUrl } from './upstream-url.ts';

/** One line of `allowedEndpoints`; the pattern is Go (RE2) syntax, searched in the canonical path as Perses does. */
export interface AllowedEndpoint {
  readonly method: string;
  readonly pattern: string;
  matches(path: string): boolean;
}

/** The HTTPProxy of a datasource document, checked. */
export interface HttpProxySpec {
  /** As written; may hold credentials, so never show it. */
  readonly url: string;
  readonly allowedEndpoints: readonly AllowedEndpoint[];
  readonly headers: Readonly<Record<string, string>>;
  /** Name of a Secret document. */
  readonly secret: string | undefined;
}

/** Depth and size of a plugin spec that is searched; real ones have a handful of nodes. */
const maxDepth = 16;
const maxNodes = 5_000;
const maxEndpoints = 200;
const maxPatternLength = 500;
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Finds the one HTTPProxy anywhere in a datasource's spec, as Perses does. An SQLProxy is `unsupported_proxy`; none, a broken
 * one, or more than one is `proxy_spec_invalid` (Perses: 502).
 */
export function readProxySpec(datasourceSpec: unknown): HttpProxySpec {
  const found = findProxies(datasourceSpec);
  const [proxy] = found;
  if (proxy === undefined) {
    throw invalid('the datasource has no HTTPProxy');
  }
  if (proxy.kind !== 'httpproxy') {
    throw new GatewayError('unsupported_proxy', { kind: 'SQLProxy' });
  }
  if (found.length > 1) {
    throw invalid('the datasource has more than one proxy');
  }
  const { spec } = proxy;
  if (!isRecord(spec)) {
    throw invalid('the HTTPProxy has no spec');
  }
  if (typeof spec['url'] !== 'string' || spec['url'] === '') {
    throw invalid('url cannot be empty');
  }
  readUpstreamUrl(spec['url']);
  return {
    url: spec['url'],
    allowedEndpoints: readEndpoints(spec['allowedEndpoints']),
    headers: readHeaders(spec['headers']),
    secret: readSecret(spec['secret']),
  };
}

function findProxies(root: unknown): { readonly kind: string; readonly spec: unknown }[] {
  const found: { kind: string; spec: unknown }[] = [];
  let nodes = 0;
  const visit = (value: unknown, depth: number): void => {
    nodes += 1;
    if (depth > maxDepth || nodes > maxNodes) {
      throw invalid(`the spec is deeper than ${maxDepth} levels or larger than ${maxNodes} values`);
    }
    if (Array.isArray(value)) {
      for (const each of value) {
        visit(each, depth + 1);
      }
      return;
    }
    if (!isRecord(value)) {
      return;
    }
    const kind = typeof value['kind'] === 'string' ? value['kind'].toLowerCase() : '';
    if (kind === 'httpproxy' || kind === 'sqlproxy') {
      found.push({ kind, spec: value['spec'] });
      return;
    }
    for (const each of Object.values(value)) {
      visit(each, depth + 1);
    }
  };
  visit(root, 0);
  return found;
}

function readEndpoints(value: unknown): readonly AllowedEndpoint[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value) || value.length > maxEndpoints) {
    throw invalid(`allowedEndpoints is not a list of at most ${maxEndpoints} entries`);
  }
  return value.map((entry: unknown) => {
    if (!isRecord(entry)) {
      throw invalid('an entry of allowedEndpoints is not an object');
    }
    const { method, endpointPattern } = entry;
    if (typeof method !== 'string' || !methods.has(method)) {
      throw invalid(`an entry of allowedEndpoints has no method of ${[...methods].join(', ')}`);
    }
    if (
      typeof endpointPattern !== 'string' ||
      endpointPattern === '' ||
      endpointPattern.length > maxPatternLength
    ) {
      throw invalid(`an endpointPattern is empty or longer than ${maxPatternLength} characters`);
    }
    const compiled = compile(endpointPattern);
    return { method, pattern: endpointPattern, matches: (path) => compiled.matcher(path).find() };
  });
}

/** RE2 in JavaScript: Go's syntax, and linear time whatever the pattern. */
function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    throw new GatewayError(
      'proxy_spec_invalid',
      { why: `the endpointPattern "${pattern}" is not a regular expression` },
      { cause },
    );
  }
}

function readHeaders(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) {
    return {};
  }
  if (!isRecord(value)) {
    throw invalid('headers is not an object');
  }
  const headers: Record<string, string> = Object.assign(Object.create(null));
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') {
      throw invalid(`the header "${name}" is not a text`);
    }
    headers[name] = text;
  }
  return headers;
}

function readSecret(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalid('secret is not the name of a Secret');
  }
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(why: string): GatewayError {
  return new GatewayError('proxy_spec_invalid', { why });
}
