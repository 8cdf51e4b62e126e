import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** One entry of Vite's manifest. */
type Entry = {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};

/** Gzip budgets in kB; the check fails 10 % above. A route's figure holds the shell it needs. */
const budgets = [
  { name: 'shell', roots: ['index.html'], kB: 170, mayHavePerses: false },
  { name: 'overview', roots: ['src/pages/overview/OverviewPage.tsx'], kB: 400, mayHavePerses: false },
  { name: 'workloads', roots: ['src/pages/workloads/WorkloadsPage.tsx'], kB: 400, mayHavePerses: false },
  { name: 'workload', roots: ['src/pages/workloads/WorkloadPage.tsx'], kB: 400, mayHavePerses: false },
  { name: 'settings', roots: ['src/pages/settings/SettingsPage.tsx'], kB: 400, mayHavePerses: false },
  { name: 'dashboards', roots: ['src/pages/dashboards/DashboardsPage.tsx'], kB: 400, mayHavePerses: false },
  { name: 'projects', roots: ['src/pages/projects/ProjectsPage.tsx'], kB: 400, mayHavePerses: false },
  { name: 'project', roots: ['src/pages/projects/ProjectPage.tsx'], kB: 400, mayHavePerses: false },
  { name: 'gallery', roots: ['src/pages/gallery/GalleryPage.tsx'], kB: 850, mayHavePerses: true },
  { name: 'dashboard', roots: ['src/pages/dashboard/DashboardPage.tsx'], kB: 850, mayHavePerses: true },
  {
    name: 'edit',
    roots: ['src/pages/dashboard/DashboardPage.tsx', 'src/pages/dashboard/DashboardEdit.tsx'],
    kB: 1050,
    mayHavePerses: true,
  },
  { name: 'preview', roots: ['src/pages/preview/PreviewPage.tsx'], kB: 850, mayHavePerses: true },
  { name: 'explore', roots: ['src/pages/explore/ExplorePage.tsx'], kB: 650, mayHavePerses: true },
  { name: 'admin', roots: ['src/pages/admin/AdminPage.tsx'], kB: 400, mayHavePerses: true },
  { name: 'transfer', roots: ['src/pages/transfer/TransferPage.tsx'], kB: 400, mayHavePerses: false },
] as const;

const tolerance = 1.1;
/** The build to measure: the folder given as the first argument, else `dist`. */
const dist = pathToFileURL(`${resolve(process.argv[2] ?? `${import.meta.dirname}/dist`)}/`);

process.exitCode = report() ? 0 : 1;

function report(): boolean {
  const manifest = readJson<Readonly<Record<string, Entry>>>('.vite/manifest.json');
  const packages = readJson<Readonly<Record<string, readonly string[]>>>('.vite/packages.json');
  const shell = closure(manifest, 'index.html');
  let isWithin = true;
  for (const { name, roots, kB, mayHavePerses } of budgets) {
    const files = new Set([...shell, ...roots.flatMap((root) => [...closure(manifest, root)])]);
    const size = [...files].reduce((sum, file) => sum + gzipSize(file), 0) / 1000;
    const perses = [...files]
      .flatMap((file) => packages[file] ?? [])
      .filter((each) => each.startsWith('@perses-dev/'));
    const isTooBig = size > kB * tolerance;
    const isForbidden = perses.length > 0 && !mayHavePerses;
    isWithin &&= !isTooBig && !isForbidden;
    const verdict = isTooBig ? 'TOO BIG' : 'ok';
    const note = isForbidden ? ` carries ${[...new Set(perses)].join(', ')}` : '';
    process.stdout.write(
      `${name.padEnd(10)} ${size.toFixed(1).padStart(7)} kB of ${String(kB).padStart(3)} kB gzip, ${files.size} files: ${verdict}${note}\n`,
    );
  }
  return isWithin;
}

/** The JavaScript files of a manifest entry and of all it imports statically. */
function closure(manifest: Readonly<Record<string, Entry>>, root: string): ReadonlySet<string> {
  if (manifest[root] === undefined)
    throw new Error(`The manifest has no ${root}. Run vite build in apps/web first.`);
  const files = new Set<string>();
  const seen = new Set<string>();
  const queue = [root];
  for (const key of queue) {
    const entry = manifest[key];
    if (entry === undefined || seen.has(key)) continue;
    seen.add(key);
    files.add(entry.file);
    queue.push(...(entry.imports ?? []));
  }
  return files;
}

function gzipSize(file: string): number {
  return gzipSync(readFileSync(new URL(file, dist))).byteLength;
}

function readJson<T>(path: string): T {
  // Written by our own build a moment ago.
  return JSON.parse(readFileSync(new URL(path, dist), 'utf8')) as T;
}
