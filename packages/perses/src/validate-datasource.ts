import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import {
  boundedEntries,
  isArray,
  isObject,
  optionalArray,
  optionalBoolean,
  optionalObject,
  optionalString,
  requiredObject,
} from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';
import { validateDisplay } from './validate-display.ts';
import { validatePlugin } from './validate-plugin.ts';

/** What the rule "one default per plugin kind and scope" needs of a datasource. */
export interface DatasourceFacts {
  readonly pluginKind: string;
  readonly isDefault: boolean;
}

/** Checks the spec of a datasource, global, in a project or inside a dashboard, with the HTTP proxy found in its plugin. */
export function validateDatasource(spec: JsonObject, path: string): DatasourceFacts {
  validateDisplay(spec['display'], `${path}.display`);
  const isDefault = optionalBoolean(spec['default'], `${path}.default`);
  const plugin = validatePlugin(spec['plugin'], `${path}.plugin`, 'PrometheusDatasource');
  validateProxies(plugin.spec, `${path}.plugin.spec`);
  return { pluginKind: plugin.kind, isDefault };
}

/** Checks `spec.datasources` of a dashboard: each one, and one default per plugin kind. */
export function validateDashboardDatasources(value: JsonValue | undefined, path: string): void {
  const defaults = new Set<string>();
  for (const [name, entry] of boundedEntries(optionalObject(value, path), path, documentLimits.datasources)) {
    const facts = validateDatasource(requiredObject(entry, `${path}.${name}`), `${path}.${name}`);
    if (!facts.isDefault) continue;
    if (defaults.has(facts.pluginKind)) {
      throw documentError('datasource_default_local', { name, kind: facts.pluginKind });
    }
    defaults.add(facts.pluginKind);
  }
}

// Perses looks for the proxy anywhere in the plugin's spec, because plugins put it under keys of their own.
function validateProxies(value: JsonValue | undefined, path: string): void {
  if (isArray(value)) {
    for (const [index, one] of value.entries()) validateProxies(one, `${path}[${index}]`);
    return;
  }
  if (!isObject(value)) return;
  const kind = value['kind'];
  if (typeof kind === 'string' && kind.toLowerCase() === 'httpproxy') {
    validateHttpProxy(optionalObject(value['spec'], `${path}.spec`) ?? {}, `${path}.spec`);
    return;
  }
  for (const [key, one] of Object.entries(value)) validateProxies(one, `${path}.${key}`);
}

function validateHttpProxy(spec: JsonObject, path: string): void {
  const url = optionalString(spec['url'], `${path}.url`, documentLimits.urlCharacters) ?? '';
  if (url === '') throw documentError('proxy_url_empty', {});
  if (!isHttpAddress(url)) throw documentError('proxy_url_invalid', { path: `${path}.url`, url });
  const endpoints = optionalArray(spec['allowedEndpoints'], `${path}.allowedEndpoints`, documentLimits.links);
  for (const [index, entry] of endpoints.entries()) {
    const at = `${path}.allowedEndpoints[${index}]`;
    const endpoint = requiredObject(entry, at);
    const method = optionalString(endpoint['method'], `${at}.method`) ?? '';
    if (method === '') throw documentError('proxy_method_empty', {});
    if ((optionalString(endpoint['endpointPattern'], `${at}.endpointPattern`) ?? '') === '') {
      throw documentError('proxy_pattern_empty', {});
    }
    if (!methods.has(method)) throw documentError('proxy_method_unknown', { method });
  }
  for (const [name, header] of boundedEntries(
    optionalObject(spec['headers'], `${path}.headers`),
    `${path}.headers`,
    documentLimits.links,
  )) {
    optionalString(header, `${path}.headers.${name}`);
  }
  optionalString(spec['secret'], `${path}.secret`);
  const allowed = optionalArray(spec['allowHeaders'], `${path}.allowHeaders`, documentLimits.links);
  const dropped = optionalArray(spec['dropHeaders'], `${path}.dropHeaders`, documentLimits.links);
  if (allowed.length > 0 && dropped.length > 0) throw documentError('proxy_headers_both', {});
}

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'DELETE', 'PUT', 'PATCH']);

function isHttpAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}
