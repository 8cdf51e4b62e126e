import { canonicalPath } from './canonical-path.ts';
import { GatewayError } from './gateway-error.ts';

/** A request target split once: canonical path, its decoded segments, and the raw query string without `?`. */
export interface CanonicalTarget {
  readonly path: string;
  readonly segments: readonly string[];
  readonly search: string;
}

/** Reads the request target as it stood on the request line (`request.raw.url`), before any framework decoded it. */
export function canonicalTarget(rawUrl: string): CanonicalTarget {
  const mark = rawUrl.indexOf('?');
  const { path, segments } = canonicalPath(mark === -1 ? rawUrl : rawUrl.slice(0, mark));
  const search = mark === -1 ? '' : rawUrl.slice(mark + 1);
  if (search.includes('#')) {
    throw new GatewayError('bad_encoding', { why: 'a "#" stands in the query string' });
  }
  return { path, segments, search };
}
