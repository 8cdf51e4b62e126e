import { readAllowedHost, type AllowedHost } from './allowed-host.ts';
import { isArray, isObject } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';

/** What a change of a secret's spec adds to the places that its values may reach, in words; null when it adds none. */
export function widenedBy(before: JsonValue, after: JsonValue): string | null {
  const old = hostsOf(before).flatMap((text) => readAllowedHost(text) ?? []);
  const added = hostsOf(after).find((text) => !isCovered(old, readAllowedHost(text)));
  if (added !== undefined) return `spec.allowedHosts adds "${added}"`;
  const url = tokenUrlOf(after);
  return url !== '' && url !== tokenUrlOf(before) ? 'spec.oauth.tokenURL is another address' : null;
}

function isCovered(old: readonly AllowedHost[], host: AllowedHost | null): boolean {
  if (host === null) return false;
  return old.some(
    ({ hostname, port }) => hostname === host.hostname && (port === null || port === host.port),
  );
}

function hostsOf(spec: JsonValue): readonly string[] {
  const hosts = isObject(spec) ? spec['allowedHosts'] : undefined;
  return isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
}

function tokenUrlOf(spec: JsonValue): string {
  const oauth = isObject(spec) ? spec['oauth'] : undefined;
  const url = isObject(oauth) ? oauth['tokenURL'] : undefined;
  return typeof url === 'string' ? url : '';
}
