import type { OverviewPulse } from '../contract/overview.ts';
import type { MetricsQuery } from '../metrics-query.ts';
import { gatherCurves, type Ask } from '../read/gather.ts';
import { gridOf, onGrid, windowOf, type Window } from '../read/grid.ts';
import { selectorFor } from '../read/selector.ts';
import type { Scope } from '../read-inventory.ts';
import { duration } from '../words/numbers.ts';

/** Points of one chart at most; more than pixels help nobody. */
const maxPoints = 240;
const shortestStepMs = 15_000;

/** Reads the four small charts of the overview. */
export async function readPulse(
  query: MetricsQuery,
  { namespaces, nowMs, signal }: Scope,
  rangeMs: number,
): Promise<Readonly<{ pulse: OverviewPulse[]; warnings: readonly string[] }>> {
  const window = pulseWindow(nowMs, rangeMs);
  const charts = pulseCharts(namespaces, window);
  const asks: Record<string, Ask> = Object.fromEntries(
    charts.flatMap((chart) =>
      chart.series.map((series) => [
        `${chart.id}/${series.name}`,
        { promql: series.promql, key: [], what: chart.title },
      ]),
    ),
  );
  const curves = await gatherCurves(query, asks, { ...window, signal });
  const grid = gridOf(window);
  const pulse = charts.map(({ id, title, unit, series, missing }) => {
    const drawn = series.flatMap(({ name }) => {
      const points = curves.points(`${id}/${name}`);
      return points === null || points.every(([, value]) => value === null)
        ? []
        : [{ name, points: onGrid(points, grid) }];
    });
    const failed = series.every(({ name }) => curves.failed(`${id}/${name}`));
    const reason = failed
      ? 'Prometheus did not answer this query.'
      : `${missing} in the last ${duration(rangeMs / 1000)}.`;
    return { id, title, unit, ...window, series: drawn, ...(drawn.length === 0 ? { missing: reason } : {}) };
  });
  return { pulse, warnings: curves.warnings };
}

/** A window of at most 240 points whose step is a multiple of 15 s. */
export function pulseWindow(nowMs: number, rangeMs: number): Window {
  const step = Math.ceil(rangeMs / maxPoints / shortestStepMs) * shortestStepMs;
  return windowOf(nowMs, rangeMs, Math.max(shortestStepMs, step));
}

type Chart = Readonly<{
  id: string;
  title: string;
  unit: string;
  series: readonly Readonly<{ name: string; promql: string }>[];
  missing: string;
}>;

function pulseCharts(namespaces: readonly string[] | null, { stepMs }: Window): readonly Chart[] {
  const { own, exported } = selectorFor(namespaces);
  const rate = `${Math.max(120, (stepMs / 1000) * 2)}s`;
  return [
    {
      id: 'tokens',
      title: 'Tokens per second',
      unit: 'tokens/sec',
      series: [
        { name: 'prompt', promql: `sum (rate(vllm:prompt_tokens_total${own()}[${rate}]))` },
        { name: 'generated', promql: `sum (rate(vllm:generation_tokens_total${own()}[${rate}]))` },
      ],
      missing: 'No vLLM engine reported tokens',
    },
    {
      id: 'ttft',
      title: 'Time to first token p95',
      unit: 'seconds',
      series: [
        {
          name: 'p95',
          promql: `histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket${own()}[${rate}])))`,
        },
      ],
      missing: 'No LLM request was answered',
    },
    {
      id: 'gpu',
      title: 'GPU active',
      unit: 'ratio',
      series: [
        { name: 'active', promql: `avg (DCGM_FI_PROF_GR_ENGINE_ACTIVE${exported('exported_pod!=""')})` },
      ],
      missing: 'No GPU held by a pod reported activity',
    },
    {
      id: 'queue',
      title: 'Requests waiting',
      unit: 'requests',
      // Workloads that wait for quota are counted beside the queues: one axis has one unit.
      series: [{ name: 'waiting', promql: `sum (vllm:num_requests_waiting${own()})` }],
      missing: 'No vLLM engine reported requests that wait',
    },
  ];
}
