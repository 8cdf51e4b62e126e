import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createServer, readConfig, type HecateServer } from '@hecate/server';
import { createSqliteStore, type Store } from '@hecate/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCache } from './cache.ts';

/** A fake Prometheus whose every range has one series. */
function startFake(): Promise<{ readonly url: string; readonly server: Server }> {
  const body =
    '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1600000000,"1"]]}]}}';
  const server = createHttpServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(body));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address !== 'object' || address === null) throw new Error('no address');
      resolve({ url: `http://127.0.0.1:${address.port}`, server });
    });
  });
}

describe('hecate cache flush', () => {
  let folder = '';
  let store: Store;
  let hecate: HecateServer;
  let fake: Awaited<ReturnType<typeof startFake>>;
  let url = '';
  const lines: string[] = [];
  const run = (...words: readonly string[]): Promise<number> =>
    runCache(words, {
      cwd: folder,
      signal: new AbortController().signal,
      report: (line) => void lines.push(line),
    });
  const ask = async (query: string): Promise<string | null> => {
    const response = await fetch(
      `${url}/prometheus/api/v1/query_range?query=${query}&start=1600000000&end=1600000060&step=15`,
    );
    await response.text();
    return response.headers.get('x-hecate-query');
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-cache-'));
    lines.length = 0;
    fake = await startFake();
    store = await createSqliteStore({ file: join(folder, 'hecate.sqlite'), clock: Date.now });
    hecate = await createServer({
      config: readConfig({ env: { PROMETHEUS_URL: fake.url }, flags: { port: '0' } }),
      logger: createLogger('silent'),
      store,
      version: 'test',
      webDist: join(folder, 'no-dist'),
      webPackage: null,
    });
    ({ url } = await hecate.listen());
  });
  afterEach(async () => {
    await hecate.close();
    await store.close();
    fake.server.close();
    fake.server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  it('lets go of what is named, and of all', async () => {
    for (const query of ['up', 'down']) expect(await ask(query)).toContain('cache=miss');
    expect(await ask('up')).toContain('cache=hit');
    expect(await run('flush', '--server', url, '--metric', 'up')).toBe(0);
    expect(await ask('up')).toContain('cache=miss');
    expect(await ask('down')).toContain('cache=hit');
    await run('flush', '--server', url, '--project', 'team');
    await run('flush', '--server', url);
    expect(lines).toEqual([
      'Let go of the answers of one query.',
      'Let go of the answers of 0 queries.',
      'Let go of the answers of 2 queries.',
    ]);
  });

  it('says what it can do, and when no server runs', async () => {
    await expect(run()).rejects.toThrow('Say what to do: flush.');
    await expect(run('fill', '--server', url)).rejects.toThrow('Say what to do: flush.');
    await expect(run('flush')).rejects.toThrow(/No Hecate runs on/);
  });
});
