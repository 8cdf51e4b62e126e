import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** What one route loads before it can be used. */
export interface RouteSize {
  readonly name: string;
  /** JavaScript with the shell it needs, gzip. */
  readonly kB: number;
  readonly budgetKB: number;
  readonly fileCount: number;
  /** More than its budget. */
  readonly isTooBig: boolean;
  /** Perses packages that it must not carry. */
  readonly forbidden: readonly string[];
}

/** One entry of Vite's manifest. */
type Entry = {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};

/** Gzip budgets in kB: the check fails above. A route's figure holds the shell it needs. */
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

/** Measures every route of a build; `dist` is the URL of its folder, ending with a slash. */
export function routeSizes(dist: URL): readonly RouteSize[] {
  const manifest = readJson<Readonly<Record<string, Entry>>>(dist, '.vite/manifest.json');
  const packages = readJson<Readonly<Record<string, readonly string[]>>>(dist, '.vite/packages.json');
  const shell = closure(manifest, 'index.html');
  return budgets.map(({ name, roots, kB: budgetKB, mayHavePerses }) => {
    const files = new Set([...shell, ...roots.flatMap((root) => [...closure(manifest, root)])]);
    const kB = [...files].reduce((sum, file) => sum + gzipSize(dist, file), 0) / 1000;
    const perses = [...files]
      .flatMap((file) => packages[file] ?? [])
      .filter((each) => each.startsWith('@perses-dev/'));
    return {
      name,
      kB,
      budgetKB,
      fileCount: files.size,
      isTooBig: kB > budgetKB,
      forbidden: mayHavePerses ? [] : [...new Set(perses)],
    };
  });
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

function gzipSize(dist: URL, file: string): number {
  return gzipSync(readFileSync(new URL(file, dist))).byteLength;
}

function readJson<T>(dist: URL, path: string): T {
  // Written by our own build a moment ago.
  return JSON.parse(readFileSync(new URL(path, dist), 'utf8')) as T;
}
