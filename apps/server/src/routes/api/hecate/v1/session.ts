import type { FastifyInstance } from 'fastify';
import { createPrometheusClient } from '@hecate/gateway';
import type { Store } from '@hecate/store';
import { Session } from '../../../../contract/index.ts';
import type { DatasourceDirectory } from '../../../../datasources/datasource-directory.ts';
import { createShortCache } from '../../../../datasources/short-cache.ts';
import type { ObserveBound } from '../../../../metrics/observe-bounds.ts';

/** Most projects that the switcher is given. */
const projectLimit = 5_000;
/** Retention changes with a restart of Prometheus only. */
const retentionTtlMs = 60_000;
/** The page waits for its session, so a Prometheus that hangs is not waited for. */
const retentionDeadlineMs = 1_000;

/** Progress of filling the simulated past; null when there is nothing to fill. */
export type Backfill = Session['backfill'];

export interface SessionDeps {
  readonly store: Store;
  readonly datasources: DatasourceDirectory;
  readonly version: string;
  readonly isSimulated: boolean;
  readonly backfill: () => Backfill;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly observeBound: ObserveBound;
}

/** `GET /api/hecate/v1/session`: who is looking, and what this server is. */
export function registerSession(app: FastifyInstance, deps: SessionDeps): void {
  const { store, datasources, now } = deps;
  const retention = createShortCache<number | null>({
    what: 'retention',
    ttlMs: retentionTtlMs,
    limit: 1,
    now,
    observeBound: deps.observeBound,
  });
  const schema = {
    summary: 'Who is looking, and what this server is',
    tags: ['hecate'],
    response: { 200: Session },
  };
  app.get('/api/hecate/v1/session', { schema }, async (request, reply) => {
    const [projects, defaultDatasource, retentionMs] = await Promise.all([
      store.list('Project', { limit: projectLimit, metadataOnly: true }),
      datasources.defaultName(),
      retention
        .get('default', () => readRetention(datasources))
        .then(({ value }) => value)
        .catch((error: unknown) => {
          // Not known is an answer: the console then draws no edge of the retention.
          request.log.debug({ err: error }, 'Prometheus does not say how long it keeps samples');
          return null;
        }),
    ]);
    reply.header('cache-control', 'no-store');
    return {
      user: { name: 'anonymous', kind: 'none' },
      version: deps.version,
      isSimulated: deps.isSimulated,
      defaultDatasource,
      projects: projects.map(({ metadata, displayName }) => ({
        name: metadata.name,
        displayName: displayName ?? metadata.name,
      })),
      retentionMs,
      backfill: deps.backfill(),
    };
  });
}

/** Prometheus 3 tells its retention in its own metrics; 0 means that it is bounded by size. */
async function readRetention(datasources: DatasourceDirectory): Promise<number | null> {
  const upstream = (await datasources.defaultPrometheus()).upstream();
  const { series } = await createPrometheusClient(upstream).instant(
    'max(prometheus_tsdb_retention_limit_seconds)',
    {
      deadlineMs: retentionDeadlineMs,
    },
  );
  const seconds = series[0]?.value ?? 0;
  return seconds > 0 ? seconds * 1_000 : null;
}
