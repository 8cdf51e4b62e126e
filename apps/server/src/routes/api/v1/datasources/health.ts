import type { FastifyInstance } from 'fastify';
import { DatasourceHealthReport } from '../../../../contract/index.ts';
import { reportHealth, type HealthReportDeps } from '../../../../datasources/health-report.ts';
import { createShortCache } from '../../../../datasources/short-cache.ts';
import type { ObserveBound } from '../../../../metrics/observe-bounds.ts';

/** How long one look at all datasources serves everybody who asks. */
const reportTtlMs = 5_000;

/** `GET /api/v1/datasources/health`: which datasources answer, and why the others do not. */
export function registerDatasourceHealth(
  app: FastifyInstance,
  deps: HealthReportDeps & { readonly now: () => number; readonly observeBound: ObserveBound },
): void {
  const reports = createShortCache<DatasourceHealthReport>({
    what: 'datasource health',
    ttlMs: reportTtlMs,
    limit: 1,
    now: deps.now,
    observeBound: deps.observeBound,
  });
  const schema = {
    summary: 'Which datasources answer, and why the others do not',
    tags: ['query'],
    response: { 200: DatasourceHealthReport },
  };
  app.get('/api/v1/datasources/health', { schema }, async () => {
    const { value } = await reports.get('all', () => reportHealth(deps));
    return value;
  });
}
