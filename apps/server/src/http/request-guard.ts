import type { IncomingMessage } from 'node:http';
import { ServerError } from '../errors/server-error.ts';
import { isLoopbackHost } from './loopback.ts';

/** Longest path with query, in characters; long queries come as POST. */
export const urlLimit = 8_192;

/** Segments of unreserved characters that begin with none of the dots, and a query: nothing in it can be read in two ways. */
const plainUrl = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)+(?:\?|$)/;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface RequestGuardOptions {
  /** Names beside the loopback ones that the Host header may carry. */
  readonly allowedHosts: readonly string[];
  readonly isTls: boolean;
}

/** The refusal that a request deserves before anything of it is used, or null. */
export function guardRequest(request: IncomingMessage, options: RequestGuardOptions): ServerError | null {
  return guardUrl(request.url ?? '') ?? guardHost(request, options) ?? guardOrigin(request, options);
}

/**
 * Paths that two readers could read differently are refused, not cleaned: `//`, dot segments, encoded slashes, dots,
 * percent signs and control characters, backslashes, parameters in segments, absolute forms.
 */
export function guardUrl(url: string): ServerError | null {
  if (url.length > urlLimit) return new ServerError('url_too_long', { limit: String(urlLimit) });
  if (plainUrl.test(url)) return null;
  const path = url.split('?', 1)[0] ?? '';
  if (!path.startsWith('/')) return refusedPath('it must start with one /');
  if (path.includes('//')) return refusedPath('it has an empty segment (//)');
  if (/[\\;#]/.test(path)) return refusedPath('it has one of \\ ; #');
  if (/%(?![0-9a-f]{2})/i.test(path)) return refusedPath('it has a % that encodes nothing');
  if (/%(?:2f|5c|2e|25|00|0[0-9a-f]|1[0-9a-f]|7f|3b|23|3f)/i.test(path)) {
    return refusedPath('it has an encoded / \\ . % ; # ? or control character');
  }
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) {
    return refusedPath('it has a . or .. segment');
  }
  try {
    decodeURIComponent(path);
  } catch {
    return refusedPath('its encoded characters are not UTF-8');
  }
  return null;
}

/** Only names that mean this machine, or that the configuration lists: a page whose name was re-pointed here stays outside. */
function guardHost(request: IncomingMessage, { allowedHosts }: RequestGuardOptions): ServerError | null {
  const host = request.headers.host ?? '';
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(host);
  const name = match?.[1]?.toLowerCase() ?? '';
  if (
    name !== '' &&
    (isLoopbackHost(name) || allowedHosts.some((allowed) => allowed.toLowerCase() === name))
  ) {
    return null;
  }
  return new ServerError('host_refused', { host: host === '' ? '(none)' : host.slice(0, 100) });
}

/**
 * Whatever changes something, or reaches a datasource, must come from our own pages or from a client that is no browser.
 * Browsers say where a request comes from in `Sec-Fetch-Site` and `Origin`; other clients send neither.
 */
function guardOrigin(request: IncomingMessage, { isTls }: RequestGuardOptions): ServerError | null {
  const isSafe =
    safeMethods.has(request.method ?? '') && !/^\/(?:proxy|prometheus)\//.test(request.url ?? '');
  if (isSafe) return null;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  if (origin !== undefined) {
    const own = `${isTls ? 'https' : 'http'}://${request.headers.host ?? ''}`;
    if (origin.toLowerCase() !== own.toLowerCase()) return crossSite(origin);
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return crossSite(origin ?? String(site));
  return null;
}

function crossSite(origin: string): ServerError {
  return new ServerError('cross_site', { origin: origin.slice(0, 100) });
}

function refusedPath(why: string): ServerError {
  return new ServerError('bad_request', { detail: `the path is refused: ${why}` });
}
