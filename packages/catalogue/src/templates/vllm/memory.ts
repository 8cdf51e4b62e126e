import type { Group } from '../../document/dashboard.ts';
import { gauge, timeSeries } from '../../document/panel.ts';
import { gaugeOf, promql, rateOf } from '../../document/query.ts';
import { engine } from './selectors.ts';

/** The KV cache: how full, how even, how well shared. */
export const memoryGroup: Group = {
  title: 'Memory: KV cache',
  rows: [
    {
      height: 8,
      panels: [
        {
          columns: 4,
          panel: gauge({
            title: 'Fullest KV cache',
            description: 'Good: under 90%. From 95% requests wait or are preempted.',
            unit: 'ratio',
            max: 1,
            limits: { high: [0.9, 0.95] },
            queries: [promql(`max(${gaugeOf('vllm:kv_cache_usage_perc', engine)})`, 'fullest replica')],
          }),
        },
        timeSeries({
          title: 'KV cache by replica',
          description:
            'Share of the KV cache in use. Good: under 90% and even over replicas. One replica far above the rest: traffic is skewed.',
          unit: 'ratio',
          max: 1,
          limits: { high: [0.9, 0.95] },
          queries: [promql(`max by (pod) (${gaugeOf('vllm:kv_cache_usage_perc', engine)})`, '{{pod}}')],
        }),
        timeSeries({
          title: 'Preemptions per second',
          description:
            'Requests pushed out for lack of KV cache; each computes its prefill again. Good: 0. Above 0.1/s: shorten the context, lower max_num_seqs or add memory.',
          unit: 'count/sec',
          limits: { high: [0.1, 0.5] },
          queries: [promql(`sum by (pod) (${rateOf('vllm:num_preemptions_total', engine)})`, '{{pod}}')],
        }),
        timeSeries({
          title: 'Prefix cache hits',
          description:
            'Share of looked-up tokens found. Chat and RAG with a common system prompt reach 40–70%. Falls to 0 after a restart and recovers.',
          unit: 'ratio',
          max: 1,
          queries: [
            promql(
              `sum(${rateOf('vllm:prefix_cache_hits_total', engine)}) / (sum(${rateOf('vllm:prefix_cache_queries_total', engine)}) > 0)`,
              'hits',
            ),
          ],
        }),
      ],
    },
  ],
};
