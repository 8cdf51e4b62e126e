import type { Group } from '../../document/dashboard.ts';
import { statusHistory, table, timeSeries, word } from '../../document/panel.ts';
import { gaugeOf, promql, quantileOf, rateOf } from '../../document/query.ts';
import { cpuPanel, memoryOfLimitPanel, podVariables, readinessPanel, restartsPanel } from '../pods.ts';
import { engine, enginePods } from './selectors.ts';

/** Replicas side by side: one outlier means hardware or routing. */
export const replicasGroup: Group = {
  title: 'Replicas',
  rows: [
    {
      height: 7,
      panels: [
        {
          columns: 14,
          panel: table({
            title: 'Replicas compared',
            description:
              'All replicas side by side. Healthy replicas of one model look alike; the odd one out is the cause.',
            columns: [
              { name: 'pod', header: 'Replica' },
              { name: 'value #1', header: 'Running', unit: 'requests' },
              { name: 'value #2', header: 'Waiting', unit: 'requests' },
              { name: 'value #3', header: 'KV cache', unit: 'ratio' },
              { name: 'value #4', header: 'Generated/s', unit: 'tokens/sec' },
              { name: 'value #5', header: 'TTFT p95', unit: 'seconds' },
            ],
            queries: [
              promql(`sum by (pod) (${gaugeOf('vllm:num_requests_running', engine)})`),
              promql(`sum by (pod) (${gaugeOf('vllm:num_requests_waiting', engine)})`),
              promql(`max by (pod) (${gaugeOf('vllm:kv_cache_usage_perc', engine)})`),
              promql(`sum by (pod) (${rateOf('vllm:generation_tokens_total', engine)})`),
              promql(quantileOf(0.95, 'vllm:time_to_first_token_seconds', engine, ['pod'])),
            ],
          }),
        },
        statusHistory({
          title: 'Scrape of replicas',
          description:
            'Whether Prometheus reached the metrics endpoint. Down while the pod is ready: the numbers above are missing, the service is not.',
          mappings: [word(1, 'answers', 'good'), word(0, 'down', 'critical')],
          queries: [promql(`min by (pod) (up{${enginePods}})`, '{{pod}}')],
        }),
      ],
    },
    {
      height: 6,
      panels: [
        timeSeries({
          title: 'Replicas by model',
          description:
            'Engines that report, and targets among them that do not answer. Good: as many as you asked for, and none unreachable.',
          unit: 'count',
          queries: [
            promql(
              `count by (namespace, model_name) (group by (namespace, model_name, pod) (${gaugeOf('vllm:num_requests_running', engine)}))`,
              '{{model_name}}',
            ),
            promql(`sum(up{${enginePods}} == bool 0)`, 'unreachable'),
          ],
        }),
        readinessPanel(podVariables),
        restartsPanel(podVariables),
      ],
    },
    { height: 7, panels: [memoryOfLimitPanel(podVariables), cpuPanel(podVariables)] },
  ],
};
