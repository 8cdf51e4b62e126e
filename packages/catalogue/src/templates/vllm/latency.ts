import type { Group } from '../../document/dashboard.ts';
import { heatmap, timeSeries } from '../../document/panel.ts';
import { distributionOf, promql, quantileOf } from '../../document/query.ts';
import { engine } from './selectors.ts';

/** Is it slow, and is it the queue, the prefill or the decode. */
export const latencyGroup: Group = {
  title: 'Latency: is it slow, and where',
  rows: [
    {
      height: 8,
      panels: [
        timeSeries({
          title: 'Time to first token',
          description:
            'Queue time plus prefill. Rises with long prompts and with a queue. If only p99 rises, few long prompts are the cause.',
          unit: 'seconds',
          limits: { high: [1, 2] },
          queries: [
            promql(quantileOf(0.5, 'vllm:time_to_first_token_seconds', engine), 'p50'),
            promql(quantileOf(0.95, 'vllm:time_to_first_token_seconds', engine), 'p95'),
            promql(quantileOf(0.99, 'vllm:time_to_first_token_seconds', engine), 'p99'),
          ],
        }),
        timeSeries({
          title: 'Inter-token latency',
          description:
            'Decode speed. Rises with the batch (more running requests) and with GPU throttling. TTFT normal and this high: the decode is the limit.',
          unit: 'seconds',
          limits: { high: [0.05, 0.1] },
          queries: [
            promql(quantileOf(0.5, 'vllm:inter_token_latency_seconds', engine), 'p50'),
            promql(quantileOf(0.95, 'vllm:inter_token_latency_seconds', engine), 'p95'),
            promql(quantileOf(0.99, 'vllm:inter_token_latency_seconds', engine), 'p99'),
          ],
        }),
        timeSeries({
          title: 'Queue against inference, p95',
          description:
            'Queue far above inference: add replicas. Inference high and queue low: the engine is the limit; look at batch size, prompt length, GPUs.',
          unit: 'seconds',
          queries: [
            promql(quantileOf(0.95, 'vllm:request_queue_time_seconds', engine), 'in queue'),
            promql(quantileOf(0.95, 'vllm:request_inference_time_seconds', engine), 'in inference'),
          ],
        }),
      ],
    },
    {
      height: 9,
      panels: [
        heatmap({
          title: 'Time to first token, distribution',
          description:
            'Where the mass of requests lies. Two bands mean two kinds of requests, for instance with and without a cached prefix; percentiles hide that.',
          unit: 'seconds',
          queries: [promql(distributionOf('vllm:time_to_first_token_seconds', engine))],
        }),
        timeSeries({
          title: 'End-to-end latency',
          description:
            'Whole answer: median and tail. Grows with answer length; see request size below before blaming the engine.',
          unit: 'seconds',
          queries: [
            promql(quantileOf(0.5, 'vllm:e2e_request_latency_seconds', engine), 'p50'),
            promql(quantileOf(0.9, 'vllm:e2e_request_latency_seconds', engine), 'p90'),
            promql(quantileOf(0.99, 'vllm:e2e_request_latency_seconds', engine), 'p99'),
          ],
        }),
      ],
    },
  ],
};
