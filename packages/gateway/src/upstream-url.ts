import { canonicalPath } from './canonical-path.ts';
import { GatewayError } from './gateway-error.ts';

/** The one WHATWG reading of a datasource URL: checked and dialled from the same value. */
export interface UpstreamUrl {
  readonly origin: string;
  /** Canonical, without a slash at the end; empty at the root. */
  readonly basePath: string;
  /** `Basic …` when the URL held credentials. Never shown. */
  readonly authorization: string | undefined;
}

/** Reads a datasource URL; messages never repeat it, because it may hold credentials. */
export function readUpstreamUrl(text: string): UpstreamUrl {
  const url = text.length <= 2_048 && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    throw invalid('spec.url is not an http or https URL');
  }
  if (url.search !== '' || url.hash !== '') {
    throw invalid('spec.url has a query or a fragment; leave only scheme, host, port and path');
  }
  return { origin: url.origin, basePath: basePath(url.pathname), authorization: basic(url) };
}

function basePath(pathname: string): string {
  try {
    return canonicalPath(pathname).path.replace(/\/$/, '');
  } catch (cause) {
    throw new GatewayError('proxy_spec_invalid', { why: 'the path of spec.url is not plain' }, { cause });
  }
}

function basic(url: URL): string | undefined {
  if (url.username === '' && url.password === '') {
    return undefined;
  }
  try {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  } catch (cause) {
    throw new GatewayError(
      'proxy_spec_invalid',
      { why: 'the credentials in spec.url are not UTF-8' },
      { cause },
    );
  }
}

function invalid(why: string): GatewayError {
  return new GatewayError('proxy_spec_invalid', { why });
}
