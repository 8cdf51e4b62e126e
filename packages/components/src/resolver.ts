import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { firstThatWorks, wayWords, type ComponentBinary, type Outcome } from './attempt.ts';
import { createComponentCache } from './cache.ts';
import { componentNames, componentTable, type ComponentName, type ResolveOrder } from './component-table.ts';
import { ComponentsError } from './components-error.ts';
import { fetchComponent, installComponent } from './fetch-component.ts';
import { findCached, findComponent, findConfigured, findInstalled } from './find-component.ts';
import { runCommand, type RunCommand } from './run-command.ts';
import { parseVersionRange } from './version.ts';
import type { WayDeps } from './ways/way.ts';

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
  /** As `process.arch` spells it. */
  readonly arch?: string;
  readonly isRoot?: boolean;
}

/** Creates the resolver; nothing is looked at before the first call. */
export function createResolver(deps: ResolverDeps): ComponentResolver {
  const env = deps.env ?? process.env;
  // Absolute, because `go build` runs in another folder.
  const cacheDir = resolve(
    deps.cacheDir ?? (env.HECATE_CACHE || join(homedir(), '.cache', 'hecate', 'components')),
  );
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
      signal?.throwIfAborted();
      const component = componentTable[name];
      const range = parseVersionRange(component.range[order]);
      const ways = wayDeps(signal);
      const request = { component, range, order, cache, deps: ways };
      const outcome = await firstThatWorks([
        () => findComponent(component, range, cache, ways),
        () => fetchComponent(request),
        () => installComponent({ ...request, isRoot }),
      ]);
      if (outcome.kind === 'not') throw unavailable(component.title, range.text, outcome, component.remedy);
      const { version, way, path } = outcome.binary;
      deps.report(`${component.title} ${version} (${wayWords[way]}): ${path}`);
      return outcome.binary;
    },

    async list(signal) {
      const ways = wayDeps(signal);
      return Promise.all(
        componentNames.map(async (name) => {
          const component = componentTable[name];
          const range = parseVersionRange(component.range['first-start']);
          const outcomes = [
            await findConfigured(component, range, ways),
            await findInstalled(component, range, ways),
            await findCached(component, range, cache, ways),
          ];
          return {
            name,
            title: component.title,
            range: component.range,
            pinned: component.goBuild?.version ?? null,
            found: outcomes.flatMap((outcome) => (outcome.kind === 'had' ? [outcome.binary] : [])),
          };
        }),
      );
    },
  };
}

function unavailable(
  title: string,
  range: string,
  outcome: Extract<Outcome, { readonly kind: 'not' }>,
  remedy: string,
): ComponentsError {
  const tried = outcome.tried.map(({ way, why }) => `  - ${wayWords[way]}: ${why}`).join('\n');
  return new ComponentsError('unavailable', { title, range, tried, remedy });
}
