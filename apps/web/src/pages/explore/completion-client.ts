import type { PrometheusClient } from '@prometheus-io/codemirror-promql/dist/esm/client/prometheus.js';
import { queryText, request } from '../../api/client.ts';

interface Answer<T> {
  readonly data: T;
}

/** Names asked for at once; Prometheus cuts longer lists itself. */
const NAME_LIMIT = 10_000;
/** How far back names are looked up, seconds. */
const LOOKBACK_S = 12 * 3600;
/** How long the list of metrics is taken as current, ms. */
const FRESH_MS = 120_000;

/** What the PromQL completion asks the datasource, through our one fetching client; a failure completes nothing. */
export function createCompletionClient(base: string): PrometheusClient {
  let metrics: { readonly atMs: number; readonly names: Promise<string[]> } | undefined;
  const window = () => {
    const end = Math.floor(Date.now() / 60_000) * 60;
    return { start: end - LOOKBACK_S, end, limit: NAME_LIMIT };
  };
  const list = async (path: string, match: string | undefined): Promise<string[]> => {
    try {
      const answer = await request<Answer<string[]>>(
        `${base}${path}${queryText({ ...window(), 'match[]': match })}`,
      );
      return answer.data;
    } catch {
      return []; // completion is a comfort: the query itself will say what is wrong
    }
  };
  const metricNames = () => {
    if (!metrics || Date.now() - metrics.atMs > FRESH_MS)
      metrics = { atMs: Date.now(), names: list('/api/v1/label/__name__/values', undefined) };
    return metrics.names;
  };
  return {
    metricNames,
    labelNames: (metric) => list('/api/v1/labels', matchOf(metric)),
    labelValues: (label, metric) =>
      label === '__name__' && metric === undefined
        ? metricNames()
        : list(`/api/v1/label/${encodeURIComponent(label)}/values`, matchOf(metric)),
    metricMetadata: async () => {
      try {
        return (
          await request<Answer<Record<string, { type: string; help: string }[]>>>(
            `${base}/api/v1/metadata${queryText({ limit: NAME_LIMIT })}`,
          )
        ).data;
      } catch {
        return {};
      }
    },
    series: () => Promise.resolve([]),
    flags: () => Promise.resolve({}),
  };
}

function matchOf(metric: string | undefined): string | undefined {
  return metric === undefined || metric === '' ? undefined : `{__name__=${JSON.stringify(metric)}}`;
}
