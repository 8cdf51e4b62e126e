import { createServer } from 'node:http';
import { hostileTexts } from './hostile-texts.ts';

/** Series of one answer: one chart shows so many at once. */
const seriesOfAnswer = 10;

export interface HostileDatasource {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A fake Prometheus whose names and label values are the corpus, because no honest one has them: `evil{set="3"}` answers with the texts
 * 30 to 39 in every label, `bucket{…}` with buckets whose bound is a text.
 */
export async function startHostileDatasource(): Promise<HostileDatasource> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const parameters = new URLSearchParams(`${url.search.slice(1)}&${Buffer.concat(chunks).toString()}`);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ status: 'success', data: answer(url.pathname, parameters) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the hostile datasource has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(path: string, parameters: URLSearchParams): unknown {
  const query = parameters.get('query') ?? '';
  if (path.endsWith('/query_range')) return { resultType: 'matrix', result: series(query, parameters) };
  if (path.endsWith('/query')) {
    const result = labels(query).map((metric, index) => ({
      metric,
      value: [Number(parameters.get('time') ?? Date.now() / 1000), String(index + 1)],
    }));
    return { resultType: 'vector', result };
  }
  if (path.endsWith('/metadata')) {
    return Object.fromEntries(
      hostileTexts.map((text) => [text, [{ type: 'gauge', help: text, unit: text }]]),
    );
  }
  return path.endsWith('/series') ? labels('') : hostileTexts;
}

function series(query: string, parameters: URLSearchParams): readonly unknown[] {
  const [start, end, step] = ['start', 'end', 'step'].map((name) =>
    Number.parseFloat(parameters.get(name) ?? ''),
  );
  const times: number[] = [];
  for (let time = start ?? 0; time <= (end ?? 0) && times.length < 500; time += Math.max(1, step ?? 60))
    times.push(time);
  return labels(query).map((metric, index) => ({
    metric,
    values: times.map((time, at) => [time, String(1 + index + (at % 5))]),
  }));
}

function labels(query: string): readonly Readonly<Record<string, string>>[] {
  const set = Number(/set="(\d+)"/.exec(query)?.[1] ?? 0);
  const bound = query.includes('bucket');
  return hostileTexts
    .slice(set * seriesOfAnswer, (set + 1) * seriesOfAnswer)
    .map((text) => ({ __name__: text, evil: text, [text]: text, ...(bound ? { le: text } : {}) }));
}
