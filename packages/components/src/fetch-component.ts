import { rm } from 'node:fs/promises';
import { firstThatWorks, had, noSuchWay, nothing, type Outcome } from './attempt.ts';
import type { ComponentCache } from './cache.ts';
import { componentTable, type ComponentSpec, type ResolveOrder } from './component-table.ts';
import { findCached, findInstalled } from './find-component.ts';
import { inspectBinary } from './inspect-binary.ts';
import { withLock } from './lock.ts';
import { parseVersionRange, type VersionRange } from './version.ts';
import { fromArchive } from './ways/from-archive.ts';
import { fromGoBuild } from './ways/from-go-build.ts';
import { fromInstalledPackage } from './ways/from-installed-package.ts';
import { fromPackage } from './ways/from-package.ts';
import type { FetchWay, WayDeps } from './ways/way.ts';

/** What is fetched, for whom, and where it goes. */
export interface FetchRequest {
  readonly component: ComponentSpec;
  readonly range: VersionRange;
  readonly order: ResolveOrder;
  readonly cache: ComponentCache;
  readonly deps: WayDeps;
}

type FetchWayName = 'archive' | 'package' | 'go-build';

/** After PATH and cache: by time to the first curve, or by version. */
const fetchOrder: Readonly<Record<ResolveOrder, readonly FetchWayName[]>> = {
  'first-start': ['archive', 'package', 'go-build'],
  tests: ['archive', 'go-build', 'package'],
};

const fetchWays: Readonly<Record<FetchWayName, FetchWay>> = {
  archive: fromArchive,
  package: fromPackage,
  'go-build': fromGoBuild,
};

/** The ways in that put a program into the cache, in their order; processes that ask at once fetch once. */
export async function fetchComponent(request: FetchRequest): Promise<Outcome> {
  const { component, range, cache, deps } = request;
  const ways = fetchOrder[request.order].filter((way) => exists(way, component));
  if (ways.length === 0) return noSuchWay;
  return locked(request, async () => {
    // Whoever held the lock before may have fetched it.
    const meanwhile = await findCached(component, range, cache, deps);
    return meanwhile.kind === 'had'
      ? meanwhile
      : firstThatWorks(ways.map((way) => () => fetchBy(way, request)));
  });
}

/** Installs the distribution's package; only what cannot be unpacked, and only for the tests. */
export async function installComponent(
  request: FetchRequest & { readonly isRoot: boolean },
): Promise<Outcome> {
  const { component, range, deps, isRoot } = request;
  if (component.aptPackage?.how !== 'install') return noSuchWay;
  if (request.order !== 'tests')
    return nothing('installed-package', 'only the set-up of the tests installs packages');
  return locked(request, async () => {
    const meanwhile = await findInstalled(component, range, deps);
    if (meanwhile.kind === 'had') return meanwhile;
    const why = await fromInstalledPackage(component, { ...deps, isRoot });
    if (why !== null) return nothing('installed-package', why);
    const found = await findInstalled(component, range, deps);
    return found.kind === 'had'
      ? had(component, found.binary.path, found.binary.version, 'installed-package')
      : {
          kind: 'not',
          tried: found.tried.map(({ why: reason }) => ({ way: 'installed-package', why: reason })),
        };
  });
}

async function fetchBy(way: FetchWayName, { component, range, cache, deps }: FetchRequest): Promise<Outcome> {
  const work = await cache.workFolder(component.name);
  try {
    const result = await fetchWays[way](component, work, deps);
    if (result.kind === 'nothing') return nothing(way, result.why);
    let outcome = nothing(way, 'it did not bring the program that was asked for');
    for (const { name, file } of result.programs) {
      const isAsked = name === component.name;
      // A neighbour out of the same archive is kept if it is of any use; who asks for it later has a range of their own.
      const wanted = isAsked ? range : parseVersionRange(componentTable[name].range['first-start']);
      const found = await inspectBinary(componentTable[name], file, wanted, deps);
      if (found.kind === 'unusable') {
        if (isAsked) return nothing(way, found.why);
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

function locked(request: FetchRequest, work: () => Promise<Outcome>): Promise<Outcome> {
  const { report, signal, lockFolder } = request.deps;
  return withLock({ folder: lockFolder, name: request.component.family, report, signal }, work);
}

function exists(way: FetchWayName, component: ComponentSpec): boolean {
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
