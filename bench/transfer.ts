import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { writeArchive, type FileToPack } from '@hecate/server';
import { request } from 'undici';
import { benchServer, type BenchServer } from './bench-server.ts';
import { percentile, type Benchmark, type BenchRow } from './row.ts';

const dashboards = 10_000;
/** How often the memory of the server is read meanwhile. */
const sampleMs = 100;

/**
 * Import and export of 10 000 dashboards through the server's own door, beside what reading or writing the same bytes as plain
 * files and packing them with the same gzip takes on this disk, in turns.
 */
export const transfer: Benchmark = {
  name: 'transfer',
  async run(signal) {
    const folder = mkdtempSync(join(tmpdir(), 'hecate-bench-'));
    const server = await benchServer({ prometheusUrl: 'http://127.0.0.1:9' });
    try {
      const archive = join(folder, 'made.tar.gz');
      await pipeline(writeArchive(madeDocuments()), createWriteStream(archive));
      const plain = await plainFiles(folder, archive);
      const importing = await measured(server, () => importArchive(server, archive, signal));
      const again = await measured(server, () => importArchive(server, archive, signal));
      const exported = join(folder, 'exported.tar.gz');
      const exporting = await measured(server, () => exportArchive(server, exported, signal));
      const rate = (seconds: number): string => `${(plain.bytes / 1_000_000 / seconds).toFixed(1)} MB/s`;
      const what = `of ${dashboards} dashboards (${(plain.bytes / 1_000_000).toFixed(0)} MB, ${(statSync(archive).size / 1_000_000).toFixed(1)} MB packed)`;
      const row = (
        name: string,
        { seconds, grownBytes }: Measured,
        beside: { readonly seconds: number; readonly words: string },
      ): readonly BenchRow[] => [
        {
          what: `${name} ${what}`,
          measured: `${rate(seconds)}, ${seconds.toFixed(1)} s`,
          comparedWith: `${beside.words} ${rate(beside.seconds)}`,
          ratio: `${(seconds / beside.seconds).toFixed(1)}×`,
          goal: 'stated',
          met: true,
        },
        {
          what: `${name}, growth of the server's resident memory at most`,
          measured: `${(grownBytes / 1024 / 1024).toFixed(0)} MiB`,
          comparedWith: `all documents ${(plain.bytes / 1024 / 1024).toFixed(0)} MiB`,
          ratio: `${(grownBytes / plain.bytes).toFixed(2)}×`,
          goal: '≤ 128 MiB',
          met: grownBytes <= 128 * 1024 * 1024,
        },
      ];
      const writing = {
        seconds: plain.writeSeconds,
        words: `one synced page on this disk ${plain.syncMs.toFixed(1)} ms; gunzip and plain files, not synced`,
      };
      return [
        ...row('import, each document a synced version', importing, writing),
        ...row('import again, nothing changed', again, writing),
        ...row('export', exporting, { seconds: plain.readSeconds, words: 'plain files and gzip' }),
      ];
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Measured {
  readonly seconds: number;
  readonly grownBytes: number;
}

async function measured(server: BenchServer, work: () => Promise<void>): Promise<Measured> {
  const before = server.residentBytes();
  let largest = before;
  const sampling = setInterval(() => {
    largest = Math.max(largest, server.residentBytes());
  }, sampleMs);
  const begun = performance.now();
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  return { seconds: (performance.now() - begun) / 1000, grownBytes: largest - before };
}

async function importArchive(server: BenchServer, archive: string, signal: AbortSignal): Promise<void> {
  const response = await request(`${server.url}/api/hecate/v1/import?onConflict=overwrite`, {
    method: 'POST',
    headers: { 'content-type': 'application/gzip' },
    body: createReadStream(archive),
    signal,
  });
  if (response.statusCode !== 200) throw new Error(`the import answered ${response.statusCode}`);
  let done = 0;
  for await (const line of createInterface({ input: response.body })) {
    if (line.includes('"refused"')) throw new Error(line);
    done += 1;
    if (done % 2_500 === 0) console.log(`  ${done} of ${dashboards} documents`);
  }
}

async function exportArchive(server: BenchServer, target: string, signal: AbortSignal): Promise<void> {
  const response = await request(`${server.url}/api/hecate/v1/export`, { signal });
  if (response.statusCode !== 200) throw new Error(`the export answered ${response.statusCode}`);
  await pipeline(response.body, createWriteStream(target));
  console.log(`  exported ${(statSync(target).size / 1_000_000).toFixed(1)} MB`);
}

/** The same bytes as plain files: how long they take to be unpacked and written, and to be read and packed. */
async function plainFiles(
  folder: string,
  archive: string,
): Promise<{
  readonly bytes: number;
  readonly writeSeconds: number;
  readonly readSeconds: number;
  readonly syncMs: number;
}> {
  const place = join(folder, 'plain');
  mkdirSync(place);
  const writeBegun = performance.now();
  // The archive is unpacked as the server has to, and the documents are written from memory.
  await pipeline(createReadStream(archive), createGunzip(), async (decoded: AsyncIterable<Buffer>) => {
    for await (const chunk of decoded) void chunk.length;
  });
  let bytes = 0;
  const names: string[] = [];
  for await (const file of madeDocuments()) {
    const name = join(place, file.name.replaceAll('/', '-'));
    writeFileSync(name, file.bytes);
    names.push(name);
    bytes += file.bytes.length;
  }
  const writeSeconds = (performance.now() - writeBegun) / 1000;
  const readBegun = performance.now();
  await pipeline(
    Readable.from(names).map((name: string) => readFileSync(name)),
    createGzip({ level: 6 }),
    createWriteStream(join(folder, 'plain.gz')),
  );
  const readSeconds = (performance.now() - readBegun) / 1000;
  return { bytes, writeSeconds, readSeconds, syncMs: syncedPageMs(join(folder, 'synced')) };
}

/** What the least durable write takes, the median of 200: every imported document waits for one. */
function syncedPageMs(file: string): number {
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4_096);
  try {
    const times = Array.from({ length: 200 }, () => {
      const begun = performance.now();
      writeSync(handle, page);
      fsyncSync(handle);
      return performance.now() - begun;
    });
    return percentile(times, 0.5);
  } finally {
    closeSync(handle);
  }
}

/** A project and its dashboards, each of about 9 kB with names and queries of its own. */
async function* madeDocuments(): AsyncGenerator<FileToPack> {
  yield packed('projects/bench/project.json', { kind: 'Project', metadata: { name: 'bench' }, spec: {} });
  for (let number = 0; number < dashboards; number += 1) {
    const name = `board-${number}`;
    const spec = { duration: '1h', panels: panels(24, number), layouts: [] };
    yield packed(`projects/bench/dashboards/${name}.json`, {
      kind: 'Dashboard',
      metadata: { name, project: 'bench' },
      spec,
    });
  }
}

function packed(
  name: string,
  document: { readonly kind: string; readonly metadata: unknown; readonly spec: unknown },
): FileToPack {
  return { name, bytes: Buffer.from(JSON.stringify(document)), modified: new Date(0), kind: document.kind };
}

function panels(count: number, seed: number): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const metric = `metric_${(seed * 31 + index * 17) % 9_973}_total`;
      const query = `sum by (namespace, pod) (rate(${metric}{namespace="team-${seed % 97}",job=~"job-${index}.*"}[5m]))`;
      return [
        `panel-${index}`,
        {
          kind: 'Panel',
          spec: {
            display: {
              name: `Panel ${index} of ${metric}`,
              description: `What ${metric} says about ${seed}`,
            },
            plugin: { kind: 'TimeSeriesChart', spec: { legend: { position: 'bottom' } } },
            queries: [
              {
                kind: 'TimeSeriesQuery',
                spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query } } },
              },
            ],
          },
        },
      ];
    }),
  );
}
