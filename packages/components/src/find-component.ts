import { firstThatWorks, had, noSuchWay, nothing, type Outcome } from './attempt.ts';
import type { ComponentCache } from './cache.ts';
import type { ComponentSpec } from './component-table.ts';
import { ComponentsError } from './components-error.ts';
import { inspectBinary } from './inspect-binary.ts';
import { satisfies, type VersionRange } from './version.ts';
import { findOnPath } from './ways/find-on-path.ts';
import type { WayDeps } from './ways/way.ts';

/** The ways in that fetch nothing, in their order: configured path, PATH, cache. */
export async function findComponent(
  component: ComponentSpec,
  range: VersionRange,
  cache: ComponentCache,
  deps: WayDeps,
): Promise<Outcome> {
  return firstThatWorks([
    () => findConfigured(component, range, deps),
    () => findInstalled(component, range, deps),
    () => findCached(component, range, cache, deps),
  ]);
}

/** The binary that an environment variable names; throws `configured_unusable`, because going on with another one would be a surprise. */
export async function findConfigured(
  component: ComponentSpec,
  range: VersionRange,
  deps: WayDeps,
): Promise<Outcome> {
  const { variable, title } = component;
  const path = deps.env[variable];
  if (path === undefined || path === '') return noSuchWay;
  const found = await inspectBinary(component, path, range, deps);
  if (found.kind === 'usable') return had(component, path, found.version.text, 'configured');
  throw new ComponentsError('configured_unusable', { variable, path, title, why: found.why });
}

/** The first usable one of the component's executables on PATH. */
export async function findInstalled(
  component: ComponentSpec,
  range: VersionRange,
  deps: WayDeps,
): Promise<Outcome> {
  const reasons: string[] = [];
  for (const executable of component.executables) {
    const path = await findOnPath(executable, deps.env.PATH);
    if (path === null) continue;
    const found = await inspectBinary(component, path, range, deps);
    if (found.kind === 'usable') return had(component, path, found.version.text, 'path');
    reasons.push(found.why);
  }
  return nothing(
    'path',
    reasons.length > 0 ? reasons.join('; ') : `no ${component.executables.join(', ')} there`,
  );
}

/** The newest intact and usable version of the cache; a damaged one is reported, and replaced by the next fetch. */
export async function findCached(
  component: ComponentSpec,
  range: VersionRange,
  cache: ComponentCache,
  deps: WayDeps,
): Promise<Outcome> {
  const reasons: string[] = [];
  for (const version of await cache.versions(component.name)) {
    if (!satisfies(version, range)) {
      reasons.push(`it holds ${version.text}, ${range.text} is wanted`);
      continue;
    }
    const entry = await cache.read(component.name, version);
    if (entry.kind === 'damaged') {
      deps.report(`  the cached ${component.title} ${version.text} is damaged and not used: ${entry.why}`);
      reasons.push(entry.why);
      continue;
    }
    const found = await inspectBinary(component, entry.path, range, deps);
    if (found.kind === 'usable') return had(component, entry.path, found.version.text, 'cache');
    reasons.push(found.why);
  }
  return nothing(
    'cache',
    reasons.length > 0 ? reasons.join('; ') : `nothing in ${cache.folderOf(component.name)}`,
  );
}
