import type { ConnectionFiles } from './connection-files.ts';
import type { Credentials } from './credentials.ts';
import { GatewayError } from './gateway-error.ts';
import type { HttpProxySpec } from './proxy-spec.ts';
import { createUpstream, type UpstreamOptions } from './upstream.ts';
import type { Upstream, UpstreamStats } from './upstream-request.ts';

/** The pools of all datasources: the same document gives the same pool, a changed one a new pool. */
export interface Upstreams {
  /**
   * `id` tells datasources apart (project and name); `name` is shown; `credentials` are those that the proxy's secret gave,
   * `files` those that the configuration names for this address.
   */
  of(
    id: string,
    name: string,
    proxy: HttpProxySpec,
    credentials?: Credentials | null,
    files?: ConnectionFiles,
  ): Upstream;
  stats(): readonly (UpstreamStats & { readonly name: string })[];
  /** How many pools are open of how many, and how many had to go for a newer one. */
  pools(): { readonly size: number; readonly limit: number; readonly evicted: number };
  close(graceMs?: number): Promise<void>;
}

interface Pooled {
  readonly fingerprint: string;
  readonly proxy: HttpProxySpec;
  readonly credentials: Credentials | null;
  readonly files: ConnectionFiles;
  readonly upstream: Upstream;
}

/** Pools kept at once; a pool without connections costs a few kilobytes. */
const defaultLimit = 200;

/** Creates pools on demand with the given defaults; beyond `limit` the one not asked for longest is closed. */
export function createUpstreams(
  defaults: Omit<UpstreamOptions, 'name' | 'url' | 'headers'> & { readonly limit?: number } = {},
): Upstreams {
  const { limit = defaultLimit, ...common } = defaults;
  // In order of last use, bounded by `limit`.
  const pools = new Map<string, Pooled>();
  // Bounded by the requests that run: a pool without any is gone at once.
  const closing = new Set<Promise<void>>();
  let evicted = 0;
  let isClosed = false;

  const retire = (id: string): void => {
    const upstream = pools.get(id)?.upstream;
    pools.delete(id);
    if (upstream !== undefined) {
      const done = upstream.close().finally(() => closing.delete(done));
      closing.add(done);
    }
  };

  return {
    of(id, name, proxy, credentials = null, files = noFiles) {
      if (isClosed) {
        throw new GatewayError('upstream_closed', { upstream: name });
      }
      if (proxy.secret !== undefined && credentials === null) {
        throw new GatewayError('secret_not_found', { upstream: name, secret: proxy.secret });
      }
      const known = pools.get(id);
      // The same object is the usual case: a document that nobody changed is read once and asked often.
      const isSame =
        known?.proxy === proxy &&
        known.credentials === credentials &&
        known.files === files &&
        known.upstream.name === name;
      const fingerprint = isSame ? known.fingerprint : fingerprintOf(name, proxy, credentials, files);
      if (known?.fingerprint === fingerprint) {
        pools.delete(id);
        pools.set(id, known);
        return known.upstream;
      }
      retire(id);
      const upstream = createUpstream({
        ...common,
        ...files,
        name,
        url: proxy.url,
        headers: proxy.headers,
        ...(credentials === null ? {} : { credentials }),
      });
      pools.set(id, { fingerprint, proxy, credentials, files, upstream });
      if (pools.size > limit) {
        const [oldest] = pools.keys();
        retire(oldest ?? id);
        evicted += 1;
      }
      return upstream;
    },
    stats: () => [...pools.values()].map(({ upstream }) => ({ name: upstream.name, ...upstream.stats() })),
    pools: () => ({ size: pools.size, limit, evicted }),
    async close(graceMs) {
      isClosed = true;
      const all = [...pools.values()].map(({ upstream }) => upstream.close(graceMs));
      pools.clear();
      await Promise.all([...all, ...closing]);
    },
  };
}

const noFiles: ConnectionFiles = {};

function fingerprintOf(
  name: string,
  proxy: HttpProxySpec,
  credentials: Credentials | null,
  files: ConnectionFiles,
): string {
  return JSON.stringify([
    name,
    proxy.url,
    Object.entries(proxy.headers),
    proxy.secret ?? null,
    credentials?.fingerprint ?? null,
    files,
  ]);
}
