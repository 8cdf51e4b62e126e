import { readAllowedHost } from './allowed-host.ts';
import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import {
  boundedEntries,
  optionalArray,
  optionalBoolean,
  optionalInteger,
  optionalObject,
  optionalString,
} from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';
import { secretMask } from './secret-fields.ts';

/**
 * Checks the spec of a secret: Perses' rules, and three of ours. No field names a file, no field is unknown (its content would
 * not be encrypted), and `allowedHosts` are hosts. A secret without `allowedHosts` is stored and may be sent nowhere.
 */
export function validateSecret(spec: JsonObject, path: string): void {
  refuseUnknown(spec, path, ['basicAuth', 'authorization', 'oauth', 'tlsConfig', 'allowedHosts']);
  const basic = optionalObject(spec['basicAuth'], `${path}.basicAuth`);
  const authorization = optionalObject(spec['authorization'], `${path}.authorization`);
  const oauth = optionalObject(spec['oauth'], `${path}.oauth`);
  const tls = optionalObject(spec['tlsConfig'], `${path}.tlsConfig`);
  if (basic !== undefined) validateBasic(basic, `${path}.basicAuth`);
  if (authorization !== undefined) validateAuthorization(authorization, `${path}.authorization`);
  if (oauth !== undefined) validateOAuth(oauth, `${path}.oauth`);
  if ([basic, authorization, oauth].filter((one) => one !== undefined).length > 1) {
    throw documentError('secret_several_logins', {});
  }
  if (tls !== undefined) validateTls(tls, `${path}.tlsConfig`);
  const hosts = optionalArray(spec['allowedHosts'], `${path}.allowedHosts`, documentLimits.allowedHosts);
  for (const [index, entry] of hosts.entries()) {
    const at = `${path}.allowedHosts[${index}]`;
    const host = optionalString(entry, at) ?? '';
    if (readAllowedHost(host) === null) throw documentError('secret_host', { path: at, host });
  }
}

function validateBasic(basic: JsonObject, path: string): void {
  refuseUnknown(basic, path, ['username', 'password', 'passwordFile', 'password_file']);
  refuseFile(basic, path, ['passwordFile', 'password_file'], 'password');
  const username = text(basic, path, 'username');
  if (username === '' || text(basic, path, 'password') === '') {
    throw documentError('secret_basic_incomplete', {});
  }
}

function validateAuthorization(authorization: JsonObject, path: string): void {
  refuseUnknown(authorization, path, ['type', 'credentials', 'credentialsFile', 'credentials_file']);
  refuseFile(authorization, path, ['credentialsFile', 'credentials_file'], 'credentials');
  const type = text(authorization, path, 'type').trim();
  if (type.toLowerCase() === 'basic') throw documentError('secret_type_basic', {});
  if (!/^[\w!#$%&'*+.^`|~-]*$/.test(type))
    throw documentError('secret_header_text', { path: `${path}.type` });
  if (!/^[\x20-\x7e]*$/.test(text(authorization, path, 'credentials'))) {
    throw documentError('secret_header_text', { path: `${path}.credentials` });
  }
}

function validateOAuth(oauth: JsonObject, path: string): void {
  refuseUnknown(oauth, path, [
    'clientID',
    'clientSecret',
    'clientSecretFile',
    'tokenURL',
    'scopes',
    'endpointParams',
    'authStyle',
  ]);
  refuseFile(oauth, path, ['clientSecretFile'], 'clientSecret');
  const url = text(oauth, path, 'tokenURL');
  if (text(oauth, path, 'clientID') === '' || text(oauth, path, 'clientSecret') === '' || url === '') {
    throw documentError('secret_oauth_incomplete', {});
  }
  if (!isPlainAddress(url)) throw documentError('secret_token_url', { path: `${path}.tokenURL` });
  const scopes = optionalArray(oauth['scopes'], `${path}.scopes`, documentLimits.oauthEntries);
  for (const [index, scope] of scopes.entries()) optionalString(scope, `${path}.scopes[${index}]`);
  const parameters = optionalObject(oauth['endpointParams'], `${path}.endpointParams`);
  for (const [name, values] of boundedEntries(
    parameters,
    `${path}.endpointParams`,
    documentLimits.oauthEntries,
  )) {
    const at = `${path}.endpointParams.${name}`;
    for (const [index, value] of optionalArray(values, at, documentLimits.oauthEntries).entries()) {
      optionalString(value, `${at}[${index}]`);
    }
  }
  const style = optionalInteger(oauth['authStyle'], `${path}.authStyle`, documentLimits.gridRows);
  if (style > 2) throw documentError('secret_auth_style', { path: `${path}.authStyle`, value: style });
}

function validateTls(tls: JsonObject, path: string): void {
  const files = [
    ['caFile', 'ca'],
    ['certFile', 'cert'],
    ['keyFile', 'key'],
  ] as const;
  refuseUnknown(tls, path, [...files.flat(), 'serverName', 'insecureSkipVerify', 'minVersion', 'maxVersion']);
  for (const [file, instead] of files) refuseFile(tls, path, [file], instead);
  if (optionalBoolean(tls['insecureSkipVerify'], `${path}.insecureSkipVerify`)) {
    throw documentError('secret_insecure_tls', { path: `${path}.insecureSkipVerify` });
  }
  for (const key of ['minVersion', 'maxVersion']) {
    const version = text(tls, path, key);
    if (version !== '' && version !== 'TLS12' && version !== 'TLS13') {
      throw documentError('secret_tls_version', { path: `${path}.${key}`, version });
    }
  }
  text(tls, path, 'serverName');
  for (const [key, example] of [
    ['ca', '-----BEGIN CERTIFICATE-----'],
    ['cert', '-----BEGIN CERTIFICATE-----'],
    ['key', '-----BEGIN PRIVATE KEY-----'],
  ] as const) {
    const pem = text(tls, path, key);
    if (pem !== '' && pem !== secretMask && !/^-----BEGIN [A-Z0-9 ]+-----$/m.test(pem)) {
      throw documentError('secret_pem', { path: `${path}.${key}`, example });
    }
  }
  if ((text(tls, path, 'cert') === '') !== (text(tls, path, 'key') === '')) {
    throw documentError('secret_key_pair', {});
  }
}

/** Documents are written by people who may not read the server's files. Perses itself sends empty ones. */
function refuseFile(group: JsonObject, path: string, keys: readonly string[], instead: string): void {
  for (const key of keys) {
    if (text(group, path, key) !== '') {
      throw documentError('secret_file', { path: `${path}.${key}`, instead: `${path}.${instead}` });
    }
  }
}

function refuseUnknown(object: JsonObject, path: string, known: readonly string[]): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw documentError('secret_unknown_field', { path: `${path}.${unknown}`, known: known.join(', ') });
}

function text(object: JsonObject, path: string, key: string): string {
  const value: JsonValue | undefined = object[key];
  return optionalString(value, `${path}.${key}`, documentLimits.secretCharacters) ?? '';
}

/** Its user and query would be shown with it. */
function isPlainAddress(address: string): boolean {
  const url = address.length <= documentLimits.urlCharacters ? URL.parse(address) : null;
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
}
