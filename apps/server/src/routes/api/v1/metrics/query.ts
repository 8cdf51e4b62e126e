import type { FastifyInstance } from 'fastify';
import { validateName } from '@hecate/perses';
import { parse, print, restrict } from '@hecate/promql';
import { MetricsQuery, MetricsQueryAnswer } from '../../../../contract/index.ts';
import { askDatasource } from '../../../../datasources/ask-datasource.ts';
import { readAsker } from '../../../../datasources/read-asker.ts';
import { readAnswer } from '../../../../datasources/read-answer.ts';
import { ServerError } from '../../../../errors/server-error.ts';
import type { ProxyDeps } from '../../../proxy/saved.ts';

/** `POST /api/v1/metrics/query`: one PromQL query as JSON, answered by a global datasource. */
export function registerMetricsQuery(app: FastifyInstance, deps: ProxyDeps): void {
  const schema = {
    summary: 'One PromQL query: instant, or over a range with start, end and step',
    tags: ['query'],
    body: MetricsQuery,
    response: { 200: MetricsQueryAnswer },
  };
  app.post<{ Body: MetricsQuery }>('/api/v1/metrics/query', { schema }, async (request, reply) => {
    const { datasource: name, namespace, ...body } = request.body;
    const asked = namespace === undefined ? body : { ...body, query: withinNamespace(body.query, namespace) };
    const raw = {
      method: 'POST',
      path: endpoint(asked),
      search: '',
      contentType: 'application/x-www-form-urlencoded',
      body: Buffer.from(parameters(asked)),
    };
    const datasource =
      name === undefined ? await deps.datasources.defaultPrometheus() : await named(deps.datasources, name);
    const answer = await askDatasource(deps, datasource, raw, readAsker(request, reply));
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await readAnswer(answer, datasource.name));
  });
}

function endpoint({ start, end, step }: MetricsQuery): '/api/v1/query' | '/api/v1/query_range' {
  const given = [start, end, step].filter((value) => value !== undefined).length;
  if (given !== 0 && given !== 3) {
    throw new ServerError('bad_request', {
      detail: 'a range needs start, end and step; an instant none of them',
    });
  }
  return given === 0 ? '/api/v1/query' : '/api/v1/query_range';
}

function parameters(asked: MetricsQuery): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(asked)) search.set(key, String(value));
  return search.toString();
}

/** The query with the namespace added to everything it selects; nothing is sent on that was not read and printed by us. */
function withinNamespace(query: string, namespace: string): string {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  const restricted = restrict(expr, { label: 'namespace', values: [namespace], whenDisjoint: 'empty' });
  if (restricted.kind === 'error') throw restricted;
  return print(restricted);
}

async function named(datasources: ProxyDeps['datasources'], name: string) {
  validateName(name);
  return datasources.find({ scope: 'global', name: name.toLowerCase() });
}
