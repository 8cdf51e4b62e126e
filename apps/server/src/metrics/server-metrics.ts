import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RangeCacheStats, UpstreamExchange, Upstreams } from '@hecate/gateway';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from '@prometheus-io/client';
import { observeBounds, type ObserveBound } from './observe-bounds.ts';
import { observeQueryCache } from './observe-query-cache.ts';

/** Most (project, dashboard) pairs that get series of their own; later ones share the pair `other`. */
const dashboardPairLimit = 1_000;

/** Most datasource names that get series of their own. */
const upstreamNameLimit = 200;

export interface ServerMetrics {
  readonly registry: Registry;
  requestStarted(): void;
  requestEnded(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** One view of a dashboard as its page reports it; the names are those of Perses. */
  dashboardViewed(view: {
    readonly project: string;
    readonly dashboard: string;
    readonly renderSeconds: number;
    readonly renderErrors: number;
  }): void;
  /** Answers of the overview and inventory by how they were had: `fresh`, `shared` or `cached`. */
  inventoryAnswered(how: string): void;
  /** Ephemeral dashboards that one pass of the cleaner removed. */
  ephemeralDashboardsRemoved(count: number): void;
  clientError(reason: string): void;
  /** One exchange with a datasource. */
  upstreamAnswered(exchange: UpstreamExchange): void;
  /** Makes a bounded cache, list or queue visible. */
  readonly observeBound: ObserveBound;
  /** One refusal or fault, by the code of its table and its status. */
  readonly refused: (code: string, status: number) => void;
  /** Counters of the pools, read at every scrape. */
  observeUpstreams(stats: Upstreams['stats']): void;
  /** What became of range queries, read at every scrape. */
  observeQueryCache(stats: () => RangeCacheStats): void;
  /** Imports and exports that run, read at every scrape. */
  observeTransfers(running: () => number): void;
  close(): void;
}

/** The metrics of one server instance in a registry of its own, so that two servers in one process do not mix. */
export function createServerMetrics(version: string): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();

  const ephemeral = new Counter({
    name: 'hecate_ephemeral_dashboards_removed_total',
    help: 'Ephemeral dashboards removed because their time was over',
    registers,
  });
  const build = new Gauge({
    name: 'hecate_build_info',
    help: 'Version of Hecate; always 1',
    labelNames: ['version'],
    registers,
  });
  build.set({ version }, 1);
  const loopLag = new Gauge({
    name: 'hecate_event_loop_lag_seconds',
    help: 'Delay of the event loop since the last scrape',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const [quantile, percentile] of Object.entries({ '0.5': 50, '0.99': 99, '0.999': 99.9 })) {
        this.set({ quantile }, lag.percentile(percentile) / 1e9);
      }
      this.set({ quantile: '1' }, lag.max / 1e9);
      lag.reset();
    },
  });
  const requests = new Counter({
    name: 'hecate_http_requests_total',
    help: 'Requests answered, by route pattern',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'hecate_http_request_duration_seconds',
    help: 'Time from the request line to the end of the answer',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  let inFlight = 0;
  const inFlightGauge = new Gauge({
    name: 'hecate_http_in_flight',
    help: 'Requests being answered',
    registers,
    collect() {
      this.set(inFlight);
    },
  });
  inFlightGauge.set(inFlight);
  const clientErrors = new Counter({
    name: 'hecate_http_client_errors_total',
    help: 'Connections ended because what came was no HTTP request',
    labelNames: ['reason'],
    registers,
  });
  const inventory = new Counter({
    name: 'hecate_inventory_answers_total',
    help: 'Answers of overview and workloads, by how they were had',
    labelNames: ['how'],
    registers,
  });
  const dashboardLabels = ['project', 'dashboard'];
  const views = new Counter({
    name: 'perses_dashboard_views_total',
    help: 'Views of a dashboard',
    labelNames: dashboardLabels,
    registers,
  });
  const renderErrors = new Counter({
    name: 'perses_dashboard_render_errors_total',
    help: 'Errors while a dashboard was drawn',
    labelNames: dashboardLabels,
    registers,
  });
  const renderTime = new Histogram({
    name: 'perses_dashboard_render_time_seconds',
    help: 'Time a dashboard took to draw',
    labelNames: dashboardLabels,
    buckets: [0.1, 0.5, 1, 2, 3, 5, 10, 30],
    registers,
  });
  const observeBound = observeBounds(registry);
  const pairs = new Set<string>();
  let viewsOfOthers = 0;
  observeBound('dashboards with metrics of their own', () => ({
    size: pairs.size,
    limit: dashboardPairLimit,
    evicted: viewsOfOthers,
  }));
  const pairOf = (project: string, dashboard: string): { project: string; dashboard: string } => {
    const name = `${project}/${dashboard}`;
    if (!pairs.has(name) && pairs.size >= dashboardPairLimit) {
      viewsOfOthers += 1;
      return { project: 'other', dashboard: 'other' };
    }
    pairs.add(name);
    return { project, dashboard };
  };

  const upstreamDuration = new Histogram({
    name: 'hecate_upstream_request_duration_seconds',
    help: 'Time until a datasource had answered whole; status 0 is no answer',
    labelNames: ['upstream', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30],
    registers,
  });
  const upstreamNames = new Set<string>();
  let exchangesOfOthers = 0;
  observeBound('datasources with metrics of their own', () => ({
    size: upstreamNames.size,
    limit: upstreamNameLimit,
    evicted: exchangesOfOthers,
  }));
  const upstreamName = (name: string): string => {
    if (!upstreamNames.has(name) && upstreamNames.size >= upstreamNameLimit) {
      exchangesOfOthers += 1;
      return 'other';
    }
    upstreamNames.add(name);
    return name;
  };

  const refusals = new Counter({
    name: 'hecate_http_refusals_total',
    help: 'Answers with an error, by the code of its table',
    labelNames: ['code', 'status'],
    registers,
  });

  return {
    registry,
    observeBound,
    refused: (code, status) => refusals.inc({ code, status: String(status) }),
    requestStarted: () => void (inFlight += 1),
    requestEnded: ({ method, route, status, seconds }) => {
      inFlight -= 1;
      requests.inc({ method, route, status: String(status) });
      duration.observe({ method, route }, seconds);
    },
    dashboardViewed: ({ project, dashboard, renderSeconds, renderErrors: errors }) => {
      const labels = pairOf(project, dashboard);
      views.inc(labels);
      renderErrors.inc(labels, errors);
      renderTime.observe(labels, renderSeconds);
    },
    inventoryAnswered: (how) => inventory.inc({ how }),
    ephemeralDashboardsRemoved: (count) => ephemeral.inc(count),
    clientError: (reason) => clientErrors.inc({ reason }),
    upstreamAnswered: ({ upstream, status, durationMs }) =>
      upstreamDuration.observe(
        { upstream: upstreamName(upstream), status: String(status) },
        durationMs / 1_000,
      ),
    observeUpstreams: (stats) => observeUpstreams(registry, stats, upstreamName),
    observeQueryCache: (stats) => observeQueryCache(registry, observeBound, stats),
    observeTransfers: (running) => {
      const gauge = new Gauge({
        name: 'hecate_transfers_running',
        help: 'Imports and exports that run',
        registers,
        collect() {
          this.set(running());
        },
      });
      gauge.set(running());
    },
    close: () => {
      lag.disable();
      loopLag.remove('1');
      registry.clear();
    },
  };
}

/** What the pools count themselves; a pool that was closed takes its counters with it, as a restart would. */
function observeUpstreams(
  registry: Registry,
  stats: Upstreams['stats'],
  nameOf: (name: string) => string,
): void {
  const figures = [
    [Gauge, 'in_flight', 'Requests being answered', 'inFlight'],
    [Gauge, 'waiting', 'Requests waiting for a connection', 'queued'],
    [Gauge, 'connections', 'Open connections', 'connected'],
    [Counter, 'requests_total', 'Requests sent', 'requests'],
    [Counter, 'retries_total', 'Requests sent again over a fresh connection', 'retries'],
    [Counter, 'received_bytes_total', 'Bytes of answers', 'bytes'],
  ] as const;
  for (const [Figure, name, help, property] of figures) {
    const figure = new Figure({
      name: `hecate_upstream_${name}`,
      help: `${help}, by datasource`,
      labelNames: ['upstream'],
      registers: [registry],
      collect() {
        this.reset();
        for (const pool of stats()) this.inc({ upstream: nameOf(pool.name) }, pool[property]);
      },
    });
    figure.reset();
  }
}
