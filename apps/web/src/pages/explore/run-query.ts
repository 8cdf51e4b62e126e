import { request } from '../../api/client.ts';
import { answerSeries, type AnswerData, type AnswerSeries } from './prometheus-answers.ts';

/** What a run query brought. */
export interface QueryAnswer {
  readonly series: readonly AnswerSeries[];
  readonly durationMs: number;
  readonly warnings: readonly string[];
}

/** Asks the datasource: a range for the graph, the end of the range for the table. */
export async function runQuery(
  base: string,
  query: string,
  window: { readonly startMs: number; readonly endMs: number; readonly stepMs: number },
  view: 'graph' | 'table',
  signal: AbortSignal | undefined,
): Promise<QueryAnswer> {
  const body = new URLSearchParams({ query });
  if (view === 'table') {
    body.set('time', String(window.endMs / 1000));
  } else {
    body.set('start', String(Math.floor(window.startMs / window.stepMs) * (window.stepMs / 1000)));
    body.set('end', String(Math.floor(window.endMs / window.stepMs) * (window.stepMs / 1000)));
    body.set('step', String(window.stepMs / 1000));
  }
  const startedAt = performance.now();
  const path = view === 'table' ? '/api/v1/query' : '/api/v1/query_range';
  const answer = await request<{ data: AnswerData; warnings?: readonly string[]; infos?: readonly string[] }>(
    `${base}${path}`,
    { method: 'POST', body, signal },
  );
  return {
    series: answerSeries(answer.data),
    durationMs: performance.now() - startedAt,
    warnings: [...(answer.warnings ?? []), ...(answer.infos ?? [])],
  };
}
