import type { Group } from '../../document/dashboard.ts';
import { stat } from '../../document/panel.ts';
import { promql, quantileOf, rateOf } from '../../document/query.ts';
import { engine, finished, finishedAll } from './selectors.ts';

/** The first row: six numbers that say whether anything is wrong. */
export const vitalsGroup: Group = {
  title: 'Vitals',
  rows: [
    {
      height: 4,
      panels: [
        stat({
          title: 'Requests',
          description: 'Finished requests per second, whatever the reason they finished for.',
          unit: 'requests/sec',
          queries: [promql(finishedAll)],
        }),
        stat({
          title: 'Errors',
          description:
            'Requests that ended with error or abort, of all finished. Good: under 1%. Aborts are clients that went away, often because they waited too long.',
          unit: 'ratio',
          limits: { high: [0.01, 0.05] },
          queries: [promql(`${finished('error|abort')} / (${finishedAll} > 0)`)],
        }),
        stat({
          title: 'TTFT p95',
          description:
            'Time to first token, 95th percentile. Good in a chat: under 1 s. Above 2 s people notice.',
          unit: 'seconds',
          limits: { high: [1, 2] },
          queries: [promql(quantileOf(0.95, 'vllm:time_to_first_token_seconds', engine))],
        }),
        stat({
          title: 'Inter-token p95',
          description:
            'Time between two tokens, 95th percentile. Good: under 50 ms, which is 20 tokens per second: faster than people read.',
          unit: 'seconds',
          limits: { high: [0.05, 0.1] },
          queries: [promql(quantileOf(0.95, 'vllm:inter_token_latency_seconds', engine))],
        }),
        stat({
          title: 'End to end p95',
          description:
            'Whole answer, 95th percentile. Depends on the length of answers: compare with yesterday, not with other models.',
          unit: 'seconds',
          queries: [promql(quantileOf(0.95, 'vllm:e2e_request_latency_seconds', engine))],
        }),
        stat({
          title: 'Tokens/s',
          description: 'Prompt and generated tokens per second over all replicas: the work done.',
          unit: 'tokens/sec',
          queries: [
            promql(
              `sum(${rateOf('vllm:prompt_tokens_total', engine)}) + sum(${rateOf('vllm:generation_tokens_total', engine)})`,
            ),
          ],
        }),
      ],
    },
  ],
};
