import type { Group } from '../../document/dashboard.ts';
import { timeSeries } from '../../document/panel.ts';
import { gaugeOf, promql, quantileOf, rateOf } from '../../document/query.ts';
import { scheduler } from './selectors.ts';

/** The llm-d scheduler in front of the replicas; closed at first because only LLMInferenceService has one. */
export const routingGroup: Group = {
  title: 'Routing: llm-d scheduler',
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
  ],
};
