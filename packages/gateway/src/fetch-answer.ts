import { GatewayError } from './gateway-error.ts';
import type { PrometheusQuery } from './prometheus-query.ts';
import type { Upstream, UpstreamAnswer } from './upstream-request.ts';
import { writePrometheusRequest } from './write-prometheus-request.ts';

/** Where and how long a query is asked. */
export interface FetchOptions {
  readonly upstream: Upstream;
  readonly method: 'GET' | 'POST';
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const newline = 0x0a;

/** Asks the upstream and makes sure that what came is a whole JSON object; its text is not parsed on this path. */
export async function fetchAnswer(query: PrometheusQuery, options: FetchOptions): Promise<UpstreamAnswer> {
  const { upstream, method, deadlineMs, signal } = options;
  const answer = await upstream.request(writePrometheusRequest(query, { deadlineMs, method }), signal);
  if (query.kind !== 'healthy' && Buffer.isBuffer(answer.body) && !isWholeObject(answer.body)) {
    throw new GatewayError('answer_incomplete', { upstream: upstream.name, why: 'its JSON does not end' });
  }
  return answer;
}

function isWholeObject(body: Buffer): boolean {
  const last = body.at(-1) === newline ? body.at(-2) : body.at(-1);
  return body[0] === openBrace && last === closeBrace;
}
