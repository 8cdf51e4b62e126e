import type { MetricEntry } from './metric-entry.ts';
import { cadvisorMetrics } from './metrics/cadvisor.ts';
import { dcgmMetrics } from './metrics/dcgm.ts';
import { gatewayMetrics } from './metrics/gateway.ts';
import { kubeStateMetrics } from './metrics/kube-state-metrics.ts';
import { kubeletMetrics } from './metrics/kubelet.ts';
import { kueueMetrics } from './metrics/kueue.ts';
import { llmdMetrics } from './metrics/llm-d.ts';
import { nodeMetrics } from './metrics/node.ts';
import { notebookMetrics } from './metrics/notebook.ts';
import { ovmsMetrics } from './metrics/ovms.ts';
import { prometheusMetrics } from './metrics/prometheus.ts';
import { rayMetrics } from './metrics/ray.ts';
import { trainingMetrics } from './metrics/training.ts';
import { vllmMetrics } from './metrics/vllm.ts';

/** Every metric the house knows, by source. */
export const metrics: readonly MetricEntry[] = [
  ...vllmMetrics,
  ...llmdMetrics,
  ...ovmsMetrics,
  ...dcgmMetrics,
  ...kubeStateMetrics,
  ...trainingMetrics,
  ...cadvisorMetrics,
  ...kubeletMetrics,
  ...kueueMetrics,
  ...rayMetrics,
  ...notebookMetrics,
  ...gatewayMetrics,
  ...prometheusMetrics,
  ...nodeMetrics,
];

/** Series of LLMInferenceService engines are scraped twice; the second name carries this prefix and means the same. */
const duplicateScrapePrefix = 'kserve_';
const histogramSuffix = /_(?:bucket|sum|count)$/;

const byName: ReadonlyMap<string, MetricEntry> = new Map(
  metrics.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => [name, entry] as const)),
);

/** Finds a metric by its name, an older or newer name, or a histogram's `_bucket`, `_sum`, `_count`; undefined when unknown. */
export function metricEntry(name: string): MetricEntry | undefined {
  const bare = name.startsWith(`${duplicateScrapePrefix}vllm:`)
    ? name.slice(duplicateScrapePrefix.length)
    : name;
  const exact = byName.get(bare);
  if (exact !== undefined) return exact;
  const family = byName.get(bare.replace(histogramSuffix, ''));
  return family?.type === 'histogram' ? family : undefined;
}
