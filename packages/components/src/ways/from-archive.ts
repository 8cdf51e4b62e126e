import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256Of } from '../cache.ts';
import { neighboursOf, type ComponentSpec, type ReleaseArchive } from '../component-table.ts';
import { explainCommand } from '../run-command.ts';
import type { FetchOutcome, FetchWay, WayDeps } from './way.ts';
import { withProgress } from './with-progress.ts';

/** A closed network must not hold up the next way in. */
const firstByteTimeoutMs = 6_000;
const downloadTimeoutMs = 10 * 60_000;
const maxArchiveBytes = 400 * 1024 * 1024;
const unpackTimeoutMs = 120_000;

/** Downloads the project's release archive, compares its pinned SHA-256, and only then unpacks it. */
export const fromArchive: FetchWay = async (component, workFolder, deps) => {
  const archive = component.archives[deps.arch];
  if (archive === undefined) return { kind: 'nothing', why: `no release archive is pinned for ${deps.arch}` };
  const host = new URL(archive.url).host;
  const packed = join(workFolder, 'archive.tar.gz');
  const response = await firstBytes(archive.url, deps);
  if (typeof response === 'string')
    return { kind: 'nothing', why: `${host} cannot be reached (${response})` };
  const failure = await withProgress(
    deps.report,
    `Downloading ${component.title} ${archive.version} from ${host}${size(response.headers.get('content-length'))}.`,
    `downloading ${component.title}`,
    () => saved(response, packed, deps),
  );
  if (failure !== null) return { kind: 'nothing', why: failure };
  const actual = await sha256Of(packed);
  if (actual !== archive.sha256) {
    return {
      kind: 'nothing',
      why: `what ${host} sent is not the pinned archive (SHA-256 ${actual}, not ${archive.sha256})`,
    };
  }
  return unpacked(component, archive, packed, workFolder, deps);
};

async function firstBytes(url: string, deps: WayDeps): Promise<Response | string> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), firstByteTimeoutMs);
  const signals = [
    giveUp.signal,
    AbortSignal.timeout(downloadTimeoutMs),
    ...(deps.signal === undefined ? [] : [deps.signal]),
  ];
  try {
    const response = await deps.fetch(url, { signal: AbortSignal.any(signals) });
    if (response.ok && response.body !== null) return response;
    await response.body?.cancel();
    return `HTTP ${response.status}`;
  } catch (error) {
    deps.signal?.throwIfAborted();
    if (giveUp.signal.aborted) return `no answer within ${firstByteTimeoutMs / 1000} s`;
    return networkReason(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Null when the whole body is on disk. */
async function saved(response: Response, file: string, deps: WayDeps): Promise<string | null> {
  let bytes = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      bytes += chunk.length;
      if (bytes > maxArchiveBytes) callback(new Error(`more than ${maxArchiveBytes} bytes`));
      else callback(null, chunk);
    },
  });
  try {
    if (response.body === null) return 'the download has no body';
    await pipeline(response.body, bounded, createWriteStream(file));
    return null;
  } catch (error) {
    deps.signal?.throwIfAborted();
    return `the download broke off (${networkReason(error)})`;
  }
}

async function unpacked(
  component: ComponentSpec,
  archive: ReleaseArchive,
  packed: string,
  workFolder: string,
  deps: WayDeps,
): Promise<FetchOutcome> {
  const folder = join(workFolder, 'archive');
  await mkdir(folder, { recursive: true });
  // One archive carries several programs (prometheus and promtool): all of them go into the cache.
  const programs = [component, ...neighboursOf(component)].flatMap(({ name, archives }) => {
    const row = archives[deps.arch];
    return row?.url === archive.url ? [{ name, path: row.file }] : [];
  });
  const result = await deps.run('tar', ['-xzf', packed, '-C', folder, ...programs.map(({ path }) => path)], {
    timeoutMs: unpackTimeoutMs,
    signal: deps.signal,
    env: deps.env,
  });
  if (result.kind !== 'ended' || result.code !== 0)
    return { kind: 'nothing', why: explainCommand('tar', result) };
  return {
    kind: 'fetched',
    programs: programs.map(({ name, path }) => ({ name, file: join(folder, path) })),
  };
}

function size(contentLength: string | null): string {
  const bytes = Number(contentLength);
  return contentLength === null || !Number.isFinite(bytes) ? '' : ` (${Math.round(bytes / 1e6)} MB)`;
}

/** fetch says "fetch failed"; the reason is in its cause. */
function networkReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : String(cause);
}
