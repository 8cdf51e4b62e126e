import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceKinds } from '@hecate/perses';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostileArchive } from '../testing/hostile-archive.ts';
import { hostileDocument } from '../testing/hostile-documents.ts';
import { call } from '../testing/http-client.ts';
import { seededRandom, type SeededRandom } from '../testing/seeded-random.ts';
import { startServerProcess, type ServerProcess } from '../testing/start-server-process.ts';

const isDeep = process.env['HECATE_TEST_DEEP'] === '1';
/** A fifth of the full count in the ordinary run. */
const inputs = isDeep ? 10_000 : 2_000;
/** The largest file of an archive is 5 MiB; reading it takes some tens of megabytes, four run at once. */
const residentLimitBytes = 512 * 1024 * 1024;
const clients = 4;

let folder = '';
let server: ServerProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-hostile-'));
  for (const name of ['store', 'scratch', 'cwd']) mkdirSync(join(folder, name));
  server = await startServerProcess({
    file: join(folder, 'store', 'hecate.sqlite'),
    scratchFolder: join(folder, 'scratch'),
    cwd: join(folder, 'cwd'),
  });
});
afterEach(async () => {
  if (server.exitCode() === null) await server.kill('SIGTERM');
  rmSync(folder, { recursive: true });
});

it(`answers ${inputs} hostile documents and archives with 2xx or 4xx, in bounded memory, as one process that writes nothing elsewhere`, async () => {
  const seed = Number(process.env['HECATE_TEST_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`hostile input seed: ${seed} (HECATE_TEST_SEED repeats it)\n`);
  await call(`${server.url}/api/v1/projects`, {
    method: 'POST',
    body: { kind: 'Project', metadata: { name: 'team' }, spec: {} },
  });
  const statuses = new Map<number, number>();
  const reached = new Map<string, number>();
  const wrong: string[] = [];
  const base = server.residentBytes();
  let largest = 0;
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < inputs; index = next++) {
      // Each input has a seed of its own, so that one can be sent again alone.
      const sent = hostileRequest(seededRandom(seed + index * 7_919));
      const answer = await send(sent).catch((error: unknown) => ({ status: 0, text: String(error) }));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const door = ['/api/migrate', '/api/hecate/v1/convert', '/folders'].find((end) =>
        sent.path.includes(end),
      );
      if (door !== undefined) reached.set(door, (reached.get(door) ?? 0) + 1);
      const isRefusedOrTaken =
        (answer.status >= 200 && answer.status < 300) || (answer.status >= 400 && answer.status < 500);
      // An import that broke off says so in its last line.
      if (!isRefusedOrTaken || answer.text.includes('{"type":"error"')) {
        wrong.push(
          `${index}: ${sent.method} ${sent.path} (${sent.how}) answered ${answer.status} ${answer.text.slice(0, 300)}`,
        );
      }
      if (index % 20 === 0) largest = Math.max(largest, server.residentBytes());
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  process.stdout.write(
    `${inputs} inputs: ${JSON.stringify(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)))}, memory ${mebibytes(base)} MiB before, at most ${mebibytes(largest)} MiB\n`,
  );
  process.stdout.write(`of these ${JSON.stringify(Object.fromEntries(reached))}\n`);
  expect(wrong).toEqual([]);
  expect([...reached.keys()].toSorted()).toEqual(['/api/hecate/v1/convert', '/api/migrate', '/folders']);
  expect(server.exitCode()).toBeNull();
  expect(server.complaints()).toBe('');
  expect(largest).toBeLessThan(residentLimitBytes);
  expect((await call(`${server.url}/api/v1/health`)).status).toBe(200);
  expect(statuses.get(200) ?? 0).toBeGreaterThan(inputs / 20);
  expect(readdirSync(join(folder, 'scratch'))).toEqual([]);
  expect(readdirSync(join(folder, 'cwd'))).toEqual([]);
  expect(readdirSync(folder).toSorted()).toEqual(['cwd', 'scratch', 'store']);
  expect(
    readdirSync(join(folder, 'store')).filter((name) => !/^(hecate\.sqlite|secrets\.key)/.test(name)),
  ).toEqual([]);
  expect(existsSync('/tmp/hecate-was-here.json')).toBe(false);
}, 1_800_000);

interface HostileRequest {
  readonly how: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

function hostileRequest(random: SeededRandom): HostileRequest {
  if (random.next() < 0.5) {
    const policy = random.one(['skip', 'overwrite', 'rename']);
    const query = `onConflict=${policy}&dryRun=${random.one(['true', 'false', 'false'])}`;
    const { how, bytes } = hostileArchive(random);
    return { how, bytes, method: 'POST', type: 'application/gzip', path: `/api/hecate/v1/import?${query}` };
  }
  const { how, bytes } = hostileDocument(random);
  const [first = { root: 'projects', scope: 'global' }, ...rest] = resourceKinds;
  const { root, scope } = random.one([first, ...rest]);
  const parent =
    scope === 'project' && random.next() < 0.7 ? `/api/v1/projects/team/${root}` : `/api/v1/${root}`;
  const door = random.whole(4);
  const type = random.one([
    'application/json',
    'application/json',
    'application/json',
    'text/plain',
    'application/gzip',
  ]);
  if (door === 0) return { how, bytes, type, method: 'PUT', path: `${parent}/${random.one(['one', 'two'])}` };
  if (door === 1 && random.next() < 0.5) return convertingRequest(random, how, bytes);
  if (door === 1)
    return {
      how,
      bytes,
      type,
      method: 'POST',
      path: `/api/validate/${random.one(['dashboards', 'datasources', 'variables'])}`,
    };
  return { how, bytes, type, method: 'POST', path: parent };
}

/** The doors that make a document of another: they take the hostile text inside a request of their own. */
function convertingRequest(random: SeededRandom, how: string, bytes: Buffer): HostileRequest {
  const text = bytes.toString('utf8');
  const doors = {
    '/api/migrate': `{"grafanaDashboard":${text},"useDefaultDatasource":true}`,
    '/api/hecate/v1/convert': JSON.stringify({
      text,
      to: random.one(['perses', 'cr-v1alpha1', 'cr-v1alpha2']),
    }),
  };
  const path = random.one(['/api/migrate', '/api/hecate/v1/convert'] as const);
  return { how, method: 'POST', path, type: 'application/json', bytes: Buffer.from(doors[path]) };
}

async function send({
  method,
  path,
  type,
  bytes,
}: HostileRequest): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
    signal: AbortSignal.timeout(60_000),
  });
  return { status: response.status, text: await response.text() };
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
