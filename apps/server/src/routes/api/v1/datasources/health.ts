import type { FastifyInstance } from 'fastify';
import { DatasourceHealthReport } from '../../../../contract/index.ts';
import { reportHealth, type HealthReportDeps } from '../../../../datasources/health-report.ts';
import { createShortCache } from '../../../../datasources/short-cache.ts';

/** How long one look at all datasources serves everybody who asks. */
const reportTtlMs = 5_000;

/** `GET /api/v1/datasources/health`: which datasources answer, and why the others do not. */
export function registerDatasourceHealth(
  app: FastifyInstance,
  deps: HealthReportDeps & { readonly now: () => number },
): void {
  const reports = createShortCache<DatasourceHealthReport>({ ttlMs: reportTtlMs, limit: 1, now: deps.now });
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
