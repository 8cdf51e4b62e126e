import type { DatasourceResource, DatasourceSelector, GlobalDatasourceResource } from '@perses-dev/core';
import type { DatasourceApi } from '@perses-dev/dashboards';
import { below } from '../../api/base-path.ts';

/** What the cached lists are read with: `GET` of a Perses collection, JSON parsed. */
export interface DatasourceLists {
  readonly ofProject: (project: string) => Promise<readonly DatasourceResource[]>;
  readonly global: () => Promise<readonly GlobalDatasourceResource[]>;
}

/** Where the dashboard is stored whose own datasources are asked. */
export type DashboardCollection = 'dashboards' | 'ephemeraldashboards';

/** The datasource lookup of the Perses packages over lists that are fetched once. */
export interface CachedDatasourceApi extends DatasourceApi {
  /** Forgets the lists: called after a datasource was added, changed or deleted. */
  readonly invalidate: () => void;
}

/** Projects whose lists are kept at the same time. */
const PROJECT_LIMIT = 32;

/** A `DatasourceApi` that asks the server once for the global list and once per project; failures are not kept. */
export function createDatasourceApi(
  lists: DatasourceLists,
  collection: DashboardCollection = 'dashboards',
): CachedDatasourceApi {
  let globalList: Promise<readonly GlobalDatasourceResource[]> | undefined;
  const byProject = new Map<string, Promise<readonly DatasourceResource[]>>();

  const readGlobal = () => {
    globalList ??= lists.global().catch((error: unknown) => {
      globalList = undefined;
      throw error;
    });
    return globalList;
  };
  const readProject = (project: string) => {
    const known = byProject.get(project);
    if (known) return known;
    if (byProject.size >= PROJECT_LIMIT) byProject.clear();
    const list = lists.ofProject(project).catch((error: unknown) => {
      byProject.delete(project);
      throw error;
    });
    byProject.set(project, list);
    return list;
  };

  return {
    // The plugins of Perses fetch it themselves.
    buildProxyUrl: (place) => below(buildProxyUrl(place, collection)),
    getDatasource: async (project, selector) => pick(await readProject(project), selector),
    getGlobalDatasource: async (selector) => pick(await readGlobal(), selector),
    listDatasources: async (project, kind) => ofKind(await readProject(project), kind),
    listGlobalDatasources: async (kind) => ofKind(await readGlobal(), kind),
    invalidate: () => {
      globalList = undefined;
      byProject.clear();
    },
  };
}

/** The path of the datasource proxy for a global, project or dashboard datasource. */
export function buildProxyUrl(
  place: { project?: string; dashboard?: string; name: string },
  collection: DashboardCollection = 'dashboards',
): string {
  const scope = [
    ...(place.project === undefined ? [] : ['projects', place.project]),
    ...(place.dashboard === undefined ? [] : [collection, place.dashboard]),
    place.project === undefined ? 'globaldatasources' : 'datasources',
    place.name,
  ];
  return `/proxy/${scope.map(encodeURIComponent).join('/')}`;
}

interface Named {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly default: boolean; readonly plugin: { readonly kind: string } };
}

/** By name where one is given (names are stored in lower case), else the default of the kind. */
function pick<T extends Named>(list: readonly T[], { kind, name }: DatasourceSelector): T | undefined {
  const fitting = list.filter((one) => one.spec.plugin.kind.toLowerCase() === kind.toLowerCase());
  return name === undefined
    ? fitting.find((one) => one.spec.default)
    : fitting.find((one) => one.metadata.name.toLowerCase() === name.toLowerCase());
}

function ofKind<T extends Named>(list: readonly T[], kind: string | undefined): T[] {
  return list.filter((one) => kind === undefined || one.spec.plugin.kind === kind);
}
