import { GatewayError, probeDatasource, type DatasourceProbe } from '@hecate/gateway';
import type { Config } from '../config/config-schema.ts';
import type { DatasourceHealth, DatasourceHealthReport } from '../contract/index.ts';
import { ServerError } from '../errors/server-error.ts';
import type { Datasource, DatasourceDirectory, ListedDatasource } from './datasource-directory.ts';

/** Datasources looked at side by side. */
const probesAtOnce = 8;

export interface HealthReportDeps {
  readonly datasources: DatasourceDirectory;
  readonly config: Config;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Looks at every datasource once and says what answers, what does not, and why. */
export async function reportHealth(deps: HealthReportDeps): Promise<DatasourceHealthReport> {
  const { datasources, config } = deps;
  const [standard, listed] = await Promise.all([defaultDatasource(datasources), datasources.list()]);
  const rows = await inGroups(listed, probesAtOnce, (one) => healthOf(datasources, one));
  const standardProbe = standard === null ? null : await probeUpstream(standard);
  const counted = rows.filter(({ kind }) => kind === 'PrometheusDatasource');
  const isDefaultUp = standardProbe?.reachable === true;
  return {
    status: overall(isDefaultUp, counted),
    prometheus_endpoint: standard === null ? null : shownUrl(standard.proxy.url),
    thanos_endpoint: config.thanos.url === null ? null : shownUrl(config.thanos.url),
    service_discovery: config.datasource.isDiscoveryEnabled,
    last_check: new Date(deps.clock()).toISOString(),
    datasources: rows,
  };
}

/** Healthy: the default and all others answer. Degraded: the default does. Unhealthy: it does not. */
function overall(isDefaultUp: boolean, rows: readonly DatasourceHealth[]): DatasourceHealthReport['status'] {
  if (!isDefaultUp) return 'unhealthy';
  return rows.every(({ reachable }) => reachable) ? 'healthy' : 'degraded';
}

async function healthOf(datasources: DatasourceDirectory, one: ListedDatasource): Promise<DatasourceHealth> {
  const { name, project, pluginKind: kind } = one;
  if (kind !== 'PrometheusDatasource') {
    const reason = `${kind} documents are kept and shown, and not asked: only Prometheus is supported`;
    return { name, project, kind, reachable: false, version: null, latencyMs: null, reason };
  }
  const probe = await probeSaved(datasources, one);
  return { name, project, kind, ...probe };
}

async function probeSaved(
  datasources: DatasourceDirectory,
  { name, project }: ListedDatasource,
): Promise<DatasourceProbe> {
  try {
    const found = await datasources.find(
      project === null ? { scope: 'global', name } : { scope: 'project', project, name },
    );
    return await probeUpstream(found);
  } catch (error) {
    // A document without a usable proxy, or one that was just deleted: a fact about it, not about this server.
    const isKnown = error instanceof Error && typeof Reflect.get(error, 'status') === 'number';
    if (!isKnown) throw error;
    return { reachable: false, version: null, latencyMs: null, reason: error.message };
  }
}

async function probeUpstream(datasource: Datasource): Promise<DatasourceProbe> {
  try {
    return await probeDatasource(datasource.upstream());
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { reachable: false, version: null, latencyMs: null, reason: error.message };
  }
}

async function defaultDatasource(datasources: DatasourceDirectory): Promise<Datasource | null> {
  try {
    return await datasources.defaultPrometheus();
  } catch (error) {
    if (error instanceof ServerError || error instanceof GatewayError) return null;
    throw error;
  }
}

/** A URL as people may see it: credentials, query and fragment stay out. */
function shownUrl(text: string): string {
  const url = URL.parse(text);
  return url === null
    ? '(not a URL)'
    : `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}

async function inGroups<In, Out>(
  items: readonly In[],
  size: number,
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  for (let start = 0; start < items.length; start += size) {
    results.push(...(await Promise.all(items.slice(start, start + size).map(work))));
  }
  return results;
}
