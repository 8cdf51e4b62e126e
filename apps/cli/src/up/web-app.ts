import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { precompressFolder } from '@hecate/server';
import { projectRoot } from '../project-root.ts';

const sources = [
  'apps/web',
  'packages/catalogue/src',
  'packages/perses/src',
  'packages/promql/src',
  'apps/server/src/contract',
];
const deadlineMs = 10 * 60_000;

/** Makes sure that apps/web/dist was built from the present sources; progress goes to `report`. */
export async function builtWebApp(deps: {
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}): Promise<{ readonly folder: string; readonly built: boolean }> {
  const folder = join(projectRoot, 'apps/web/dist');
  const stampFile = join(folder, '.built-from');
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return { folder, built: false };
  deps.report('Building the browser app (about 20 s)…');
  await build(deps);
  await precompressFolder(folder);
  writeFileSync(stampFile, stamp);
  return { folder, built: true };
}

/** A hash over every source file and the lockfile. */
function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(projectRoot, 'package-lock.json')));
  for (const source of sources) {
    const files = readdirSync(join(projectRoot, source), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/\/(dist|node_modules)\/|\.test\.tsx?$/.test(path))
      .toSorted();
    for (const path of files) hash.update(path.slice(projectRoot.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function build(deps: {
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}): Promise<void> {
  const started = Date.now();
  const ticker = setInterval(
    () => deps.report(`  still building, ${Math.round((Date.now() - started) / 1000)} s`),
    10_000,
  );
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = deps.signal === undefined ? deadline : AbortSignal.any([deps.signal, deadline]);
  return new Promise<void>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(projectRoot, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      {
        cwd: join(projectRoot, 'apps/web'),
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_ENV: 'production' },
        signal,
      },
    );
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The browser app could not be built:\n${output}`));
    });
  }).finally(() => clearInterval(ticker));
}
