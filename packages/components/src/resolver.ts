import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createComponentCache } from './cache.ts';
import {
  componentNames,
  componentTable,
  type ComponentName,
  type ComponentSpec,
  type ResolveOrder,
} from './component-table.ts';
import { ComponentsError } from './components-error.ts';
import { inspectBinary } from './inspect-binary.ts';
import { withLock } from './lock.ts';
import { runCommand, type RunCommand } from './run-command.ts';
import { parseVersionRange, satisfies, type VersionRange } from './version.ts';
import { findOnPath } from './ways/find-on-path.ts';
import { fromArchive } from './ways/from-archive.ts';
import { fromGoBuild } from './ways/from-go-build.ts';
import { fromInstalledPackage } from './ways/from-installed-package.ts';
import { fromPackage } from './ways/from-package.ts';
import type { FetchWay, WayDeps } from './ways/way.ts';

/** How a binary was had. */
export type ComponentWay =
  | 'path'
  | 'configured'
  | 'cache'
  | 'archive'
  | 'package'
  | 'go-build'
  | 'installed-package';

/** A program that was run a moment ago and printed this version. */
export interface ComponentBinary {
  readonly name: ComponentName;
  readonly path: string;
  readonly version: string;
  readonly way: ComponentWay;
}

/** What `list` says of one component: what is wanted, and what is here without fetching anything. */
export interface ComponentListing {
  readonly name: ComponentName;
  readonly title: string;
  readonly range: Readonly<Record<ResolveOrder, string>>;
  /** The version that a build or an archive brings; null where the distribution decides. */
  readonly pinned: string | null;
  readonly found: readonly ComponentBinary[];
}

/** Gets real programs, each by the first way in that works. */
export interface ComponentResolver {
  /** Answers a program of the wanted range or throws `unavailable` with every way tried and why. */
  resolve(
    name: ComponentName,
    options: { readonly order: ResolveOrder; readonly signal?: AbortSignal },
  ): Promise<ComponentBinary>;
  list(signal?: AbortSignal): Promise<readonly ComponentListing[]>;
}

/** What the resolver needs of the outside world; only `report` has no default. */
export interface ResolverDeps {
  /** Default: HECATE_CACHE, else `~/.cache/hecate/components`. */
  readonly cacheDir?: string;
  /** Gets one line for people at a time: what is waited for, and what was chosen. */
  readonly report: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  readonly run?: RunCommand;
  readonly fetch?: typeof globalThis.fetch;
  readonly arch?: string;
  readonly isRoot?: boolean;
}

interface Attempt {
  readonly way: ComponentWay;
  readonly why: string;
}

type Outcome =
  | { readonly kind: 'had'; readonly binary: ComponentBinary }
  | { readonly kind: 'not'; readonly tried: readonly Attempt[] };

type FetchingWay = 'archive' | 'package' | 'go-build';

/** After PATH and cache: by time to the first curve, or by version. */
const fetchOrder: Readonly<Record<ResolveOrder, readonly FetchingWay[]>> = {
  'first-start': ['archive', 'package', 'go-build'],
  tests: ['archive', 'go-build', 'package'],
};

const fetchWays: Readonly<Record<FetchingWay, FetchWay>> = {
  archive: fromArchive,
  package: fromPackage,
  'go-build': fromGoBuild,
};

/** Creates the resolver; nothing is looked at before the first call. */
export function createResolver(deps: ResolverDeps): ComponentResolver {
  const env = deps.env ?? process.env;
  const cacheDir = deps.cacheDir ?? env.HECATE_CACHE ?? join(homedir(), '.cache', 'hecate', 'components');
  const cache = createComponentCache(cacheDir);
  const isRoot = deps.isRoot ?? process.getuid?.() === 0;
  const wayDeps = (signal: AbortSignal | undefined): WayDeps => ({
    run: deps.run ?? runCommand,
    fetch: deps.fetch ?? globalThis.fetch,
    env,
    arch: deps.arch ?? process.arch,
    report: deps.report,
    signal,
    lockFolder: join(cacheDir, 'locks'),
  });

  return {
    async resolve(name, { order, signal }) {
      const component = componentTable[name];
      const range = parseVersionRange(component.range[order]);
      const ways = wayDeps(signal);
      signal?.throwIfAborted();
      const outcome = await firstThatWorks([
        () => configured(component, range, ways),
        () => onPath(component, range, ways),
        () => cached(component, range, ways),
        () => fetched(component, range, order, ways),
        () => installed(component, range, order, ways),
      ]);
      if (outcome.kind === 'had') {
        const { binary } = outcome;
        deps.report(`${component.title} ${binary.version} (${wayWords[binary.way]}): ${binary.path}`);
        return binary;
      }
      throw new ComponentsError('unavailable', {
        title: component.title,
        range: range.text,
        tried: outcome.tried.map(({ way, why }) => `  - ${wayWords[way]}: ${why}`).join('\n'),
        remedy: component.remedy,
      });
    },

    async list(signal) {
      const ways = wayDeps(signal);
      const listings: ComponentListing[] = [];
      for (const name of componentNames) {
        const component = componentTable[name];
        const range = parseVersionRange(component.range['first-start']);
        const found: ComponentBinary[] = [];
        for (const look of [configured, onPath, cached]) {
          const outcome = await look(component, range, ways);
          if (outcome.kind === 'had') found.push(outcome.binary);
        }
        const pinned = component.goBuild?.version ?? null;
        listings.push({ name, title: component.title, range: component.range, pinned, found });
      }
      return listings;
    },
  };

  async function configured(component: ComponentSpec, range: VersionRange, ways: WayDeps): Promise<Outcome> {
    const path = env[component.variable];
    if (path === undefined || path === '') return { kind: 'not', tried: [] };
    const found = await inspectBinary(component, path, range, ways);
    if (found.kind === 'usable') return had(component, path, found.version.text, 'configured');
    // Somebody chose it: going on with another one would be a surprise.
    const { variable, title } = component;
    throw new ComponentsError('configured_unusable', { variable, path, title, why: found.why });
  }

  async function onPath(component: ComponentSpec, range: VersionRange, ways: WayDeps): Promise<Outcome> {
    const reasons: string[] = [];
    for (const executable of component.executables) {
      const path = await findOnPath(executable, env.PATH);
      if (path === null) continue;
      const found = await inspectBinary(component, path, range, ways);
      if (found.kind === 'usable') return had(component, path, found.version.text, 'path');
      reasons.push(found.why);
    }
    return not(
      'path',
      reasons.length > 0 ? reasons.join('; ') : `no ${component.executables.join(', ')} there`,
    );
  }

  async function cached(component: ComponentSpec, range: VersionRange, ways: WayDeps): Promise<Outcome> {
    const reasons: string[] = [];
    for (const version of await cache.versions(component.name)) {
      if (!satisfies(version, range)) {
        reasons.push(`${version.text} is not ${range.text}`);
        continue;
      }
      const entry = await cache.read(component.name, version);
      if (entry.kind === 'damaged') {
        deps.report(
          `  the cached ${component.title} ${version.text} is damaged and will be replaced: ${entry.why}`,
        );
        reasons.push(entry.why);
        continue;
      }
      const found = await inspectBinary(component, entry.path, range, ways);
      if (found.kind === 'usable') return had(component, entry.path, found.version.text, 'cache');
      reasons.push(found.why);
    }
    return not(
      'cache',
      reasons.length > 0 ? reasons.join('; ') : `nothing in ${join(cacheDir, component.name)}`,
    );
  }

  async function fetched(
    component: ComponentSpec,
    range: VersionRange,
    order: ResolveOrder,
    ways: WayDeps,
  ): Promise<Outcome> {
    const offered = fetchOrder[order].filter((way) => isOffered(component, way));
    if (offered.length === 0) return { kind: 'not', tried: [] };
    const lock = { folder: ways.lockFolder, name: component.name, report: deps.report, signal: ways.signal };
    return withLock(lock, async () => {
      // Whoever held the lock before may have fetched it.
      const again = await cached(component, range, ways);
      if (again.kind === 'had') return again;
      return firstThatWorks(offered.map((way) => () => fetchedBy(way, component, range, ways)));
    });
  }

  async function fetchedBy(
    way: FetchingWay,
    component: ComponentSpec,
    range: VersionRange,
    ways: WayDeps,
  ): Promise<Outcome> {
    const work = await cache.workFolder(component.name);
    try {
      const result = await fetchWays[way](component, work, ways);
      if (result.kind === 'nothing') return not(way, result.why);
      let outcome = not(way, 'it did not bring the program that was asked for');
      for (const { name, file } of result.programs) {
        const isAsked = name === component.name;
        // A neighbour in the same archive is kept when it is usable at all; who asks for it later has a range of their own.
        const wanted = isAsked ? range : parseVersionRange(componentTable[name].range['first-start']);
        const found = await inspectBinary(componentTable[name], file, wanted, ways);
        if (found.kind === 'unusable') {
          if (isAsked) return not(way, found.why);
          continue;
        }
        const version = found.version.text;
        const path = await cache.store({ name, version, way, source: file });
        if (isAsked) outcome = had(component, path, version, way);
      }
      return outcome;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  async function installed(
    component: ComponentSpec,
    range: VersionRange,
    order: ResolveOrder,
    ways: WayDeps,
  ): Promise<Outcome> {
    if (component.aptPackage?.how !== 'install') return { kind: 'not', tried: [] };
    if (order !== 'tests') return not('installed-package', 'only the set-up of the tests installs packages');
    const lock = { folder: ways.lockFolder, name: component.name, report: deps.report, signal: ways.signal };
    const why = await withLock(lock, () => fromInstalledPackage(component, { ...ways, isRoot }));
    if (why !== null) return not('installed-package', why);
    const found = await onPath(component, range, ways);
    if (found.kind === 'had')
      return had(component, found.binary.path, found.binary.version, 'installed-package');
    return not('installed-package', found.tried.map((attempt) => attempt.why).join('; '));
  }
}

const wayWords: Readonly<Record<ComponentWay, string>> = {
  configured: 'configured path',
  path: 'PATH',
  cache: 'cache',
  archive: 'release archive',
  package: 'unpacked package',
  'go-build': 'go build',
  'installed-package': 'installed package',
};

async function firstThatWorks(attempts: readonly (() => Promise<Outcome>)[]): Promise<Outcome> {
  const tried: Attempt[] = [];
  for (const attempt of attempts) {
    const outcome = await attempt();
    if (outcome.kind === 'had') return outcome;
    tried.push(...outcome.tried);
  }
  return { kind: 'not', tried };
}

function isOffered(component: ComponentSpec, way: FetchingWay): boolean {
  switch (way) {
    case 'archive':
      return Object.keys(component.archives).length > 0;
    case 'package':
      return component.aptPackage?.how === 'unpack';
    case 'go-build':
      return component.goBuild !== null;
    default:
      return way satisfies never;
  }
}

function had(component: ComponentSpec, path: string, version: string, way: ComponentWay): Outcome {
  return { kind: 'had', binary: { name: component.name, path, version, way } };
}

function not(way: ComponentWay, why: string): Outcome {
  return { kind: 'not', tried: [{ way, why }] };
}
