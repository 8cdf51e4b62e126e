import type { Group } from '../../document/dashboard.ts';
import { timeSeries } from '../../document/panel.ts';
import { gaugeOf, promql, quantileOf, rateOf } from '../../document/query.ts';
import { engine, enginePods } from './selectors.ts';

/** How much work comes in, and of what size. */
export const loadGroup: Group = {
  title: 'Load: how much work comes in',
  rows: [
    {
      height: 8,
      panels: [
        timeSeries({
          title: 'Requests in the engine',
          description:
            'Running and waiting, stacked: the height is all requests in flight. Good: waiting stays at 0. Above 10 for 5 min: add replicas.',
          unit: 'requests',
          stacked: true,
          queries: [
            promql(`sum(${gaugeOf('vllm:num_requests_running', engine)})`, 'running'),
            promql(`sum(${gaugeOf('vllm:num_requests_waiting', engine)})`, 'waiting'),
          ],
        }),
        timeSeries({
          title: 'Tokens per second',
          description:
            'Prompt tokens are prefill work, generated tokens decode work. Flat while requests wait: the engine is full.',
          unit: 'tokens/sec',
          stacked: true,
          queries: [
            promql(`sum(${rateOf('vllm:prompt_tokens_total', engine)})`, 'prompt'),
            promql(`sum(${rateOf('vllm:generation_tokens_total', engine)})`, 'generated'),
          ],
        }),
        timeSeries({
          title: 'Finished requests by reason',
          description:
            'stop: the model ended by itself. length: cut by max_tokens. abort: the client left. error: the engine failed. Good: stop and length only.',
          unit: 'requests/sec',
          bars: true,
          stacked: true,
          queries: [
            promql(
              `sum by (finished_reason) (${rateOf('vllm:request_success_total', engine)})`,
              '{{finished_reason}}',
            ),
          ],
        }),
      ],
    },
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'Request size p95 (tokens)',
          description:
            'Length of prompts and answers by model. A jump here explains a jump in latency without any fault.',
          unit: 'tokens',
          queries: [
            promql(
              quantileOf(0.95, 'vllm:request_prompt_tokens', engine, ['model_name']),
              '{{model_name}} prompt',
            ),
            promql(
              quantileOf(0.95, 'vllm:request_generation_tokens', engine, ['model_name']),
              '{{model_name}} answer',
            ),
          ],
        }),
        timeSeries({
          title: 'HTTP answers by status',
          description:
            'What clients see. 4xx: wrong requests or limits. 5xx: the server failed. An error after the first streamed token still counts as 2xx. Good: 2xx only.',
          unit: 'requests/sec',
          stacked: true,
          queries: [promql(`sum by (status) (${rateOf('http_requests_total', enginePods)})`, '{{status}}')],
        }),
      ],
    },
  ],
};
