import { expect, it } from 'vitest';
import { createServerMetrics } from './server-metrics.ts';

it('gives the first names series of their own, lets later ones share one, and counts how often that was', async () => {
  const metrics = createServerMetrics('test');
  try {
    for (let index = 0; index < 1_003; index += 1)
      metrics.dashboardViewed({
        project: 'p',
        dashboard: `d${index}`,
        renderSeconds: 0.1,
        renderErrors: 0,
      });
    for (let index = 0; index < 202; index += 1)
      metrics.upstreamAnswered({
        upstream: `u${index}`,
        status: 200,
        bytes: 1,
        error: undefined,
        durationMs: 1,
      });
    const text = await metrics.registry.metrics();
    expect(text).toContain('perses_dashboard_views_total{project="other",dashboard="other"} 3');
    expect(text).not.toMatch(/dashboard="d1000"|upstream="u200"/);
    for (const [what, limit, evicted] of [
      ['dashboards with metrics of their own', 1_000, 3],
      ['datasources with metrics of their own', 200, 2],
    ]) {
      expect(text).toContain(`hecate_bounded_entries{what="${what}"} ${limit}`);
      expect(text).toContain(`hecate_bounded_limit{what="${what}"} ${limit}`);
      expect(text).toContain(`hecate_bounded_evictions_total{what="${what}"} ${evicted}`);
    }
  } finally {
    metrics.close();
  }
});
