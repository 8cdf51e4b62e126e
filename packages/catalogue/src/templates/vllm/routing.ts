import type { Group } from '../../document/dashboard.ts';
import { timeSeries } from '../../document/panel.ts';
import { gaugeOf, promql, quantileOf, rateOf } from '../../document/query.ts';
import { engine, gateway, scheduler } from './selectors.ts';

/** Gateway and llm-d scheduler in front of the replicas; closed at first because only LLMInferenceService has them. */
export const routingGroup: Group = {
  title: 'Routing: gateway and llm-d scheduler',
  open: false,
  rows: [
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'Requests at the scheduler',
          description:
            'Requests per second that the endpoint picker routed. Only LLMInferenceService has one.',
          unit: 'requests/sec',
          queries: [
            promql(`sum by (model_name) (${rateOf('llm_d_epp_request_total', scheduler)})`, '{{model_name}}'),
          ],
        }),
        timeSeries({
          title: 'Latency at the scheduler, p95',
          description:
            'Latency seen in front of the engines. The difference to the engine is routing and network.',
          unit: 'seconds',
          queries: [
            promql(quantileOf(0.95, 'llm_d_epp_request_ttft_seconds', scheduler), 'first token'),
            promql(quantileOf(0.95, 'llm_d_epp_request_duration_seconds', scheduler), 'whole answer'),
          ],
        }),
        timeSeries({
          title: 'Queue by endpoint',
          description:
            'Queue length of each replica as the scheduler sees it. Uneven queues: prefix affinity is too strong, or a replica is slow.',
          unit: 'requests',
          queries: [
            promql(
              `sum by (model_server_endpoint) (${gaugeOf('llm_d_epp_per_endpoint_queue_size', 'namespace=~"$namespace"')})`,
              '{{model_server_endpoint}}',
            ),
          ],
        }),
      ],
    },
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'Whole answer at gateway and engine, p99',
          description:
            'What callers wait for, against what the engine takes. The gap is the gateway, its policies and the network; a gap that grows is not the model.',
          unit: 'seconds',
          queries: [
            promql(`${quantileOf(0.99, 'istio_request_duration_milliseconds', gateway)} / 1000`, 'gateway'),
            promql(quantileOf(0.99, 'vllm:e2e_request_latency_seconds', engine), 'engine'),
          ],
        }),
      ],
    },
  ],
};
