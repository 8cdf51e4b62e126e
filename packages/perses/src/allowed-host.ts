/** One entry of `spec.allowedHosts`: a host, and its one port or any. */
export interface AllowedHost {
  /** As a URL's `hostname` spells it: lower case, punycode, brackets around IPv6. */
  readonly hostname: string;
  readonly port: number | null;
}

/** What is compared: the parsed URL that is dialled. */
export interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  /** Empty for the port that the scheme implies. */
  readonly port: string;
}

/** Reads `host` or `host:port` the way a URL reads it; null for anything else. */
export function readAllowedHost(text: string): AllowedHost | null {
  const [, host = '', portText] = hostPattern.exec(text) ?? [];
  const url = host === '' ? null : URL.parse(`http://${host}/`);
  if (url === null || url.hostname === '') return null;
  const port = portText === undefined ? null : Number(portText);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  return { hostname: url.hostname, port };
}

/** Whether the destination is one of the hosts; an entry without port allows every port of its host. */
export function isAllowedHost(hosts: readonly AllowedHost[], destination: Destination): boolean {
  const implied = destination.protocol === 'https:' ? 443 : 80;
  const port = destination.port === '' ? implied : Number(destination.port);
  return hosts.some(
    (host) => host.hostname === destination.hostname && (host.port === null || host.port === port),
  );
}

/** A name, an IPv4 address or a bracketed IPv6 address; no scheme, path, user or wildcard. */
const hostPattern = /^(\[[0-9A-Fa-f:.]{2,45}\]|[^\s:/\\?#@[\]*%]{1,253})(?::(\d{1,5}))?$/;
