import { createHash } from 'node:crypto';
import { documentError, type ResourceKind } from '@hecate/perses';
import {
  readProxySpec,
  type ConnectionFiles,
  type HttpProxySpec,
  type Upstream,
  type Upstreams,
} from '@hecate/gateway';
import type { Store, StoredDocument } from '@hecate/store';
import type { Config } from '../config/config-schema.ts';
import { ServerError } from '../errors/server-error.ts';
import { datasourceFacts } from '../documents/datasource-default.ts';
import { isServed } from '../documents/served-kinds.ts';
import { createBoundedMap } from '../metrics/bounded-map.ts';
import type { ObserveBound } from '../metrics/observe-bounds.ts';
import { createDatasourceMemory } from './datasource-memory.ts';
import { prometheusFiles } from './prometheus-files.ts';
import { secretCredentials } from './secret-credentials.ts';

/** Where a datasource is saved: globally, in a project, or inside a dashboard's spec. */
export type DatasourceReference =
  | { readonly scope: 'global'; readonly name: string }
  | { readonly scope: 'project'; readonly project: string; readonly name: string }
  | {
      readonly scope: 'dashboard';
      readonly kind: 'Dashboard' | 'EphemeralDashboard';
      readonly project: string;
      readonly dashboard: string;
      readonly name: string;
    };

/** A datasource that can be asked. */
export interface Datasource {
  readonly name: string;
  readonly pluginKind: string;
  readonly proxy: HttpProxySpec;
  /** The project it belongs to; null for the global ones. */
  readonly project: string | null;
  /** Its pool; throws when the document names a secret that may not be sent to its host. */
  upstream(): Upstream;
}

/** A saved datasource as lists and the health report name it. */
export interface ListedDatasource {
  readonly name: string;
  readonly project: string | null;
  readonly pluginKind: string;
  readonly isDefault: boolean;
  readonly spec: unknown;
}

/** A datasource that is being written. */
export interface UnsavedDatasource {
  readonly spec: unknown;
  readonly name: string;
  /** The project whose secrets it may name; null for the global ones. */
  readonly project: string | null;
}

/** Finds datasources by where they are saved. What was checked is the object that is used: nothing is looked up again by name. */
export interface DatasourceDirectory {
  find(reference: DatasourceReference): Promise<Datasource>;
  /** A datasource that is not saved; the caller has checked the right to the secrets that its spec names. */
  fromSpec(unsaved: UnsavedDatasource): Promise<Datasource>;
  /** PROMETHEUS_URL, else the default global Prometheus datasource; refuses when there is neither. */
  defaultPrometheus(): Promise<Datasource>;
  /** Name of the default global Prometheus datasource, null without one. */
  defaultName(): Promise<string | null>;
  /** All global and project datasources, at most `datasourceListLimit`. */
  list(): Promise<readonly ListedDatasource[]>;
  /** Drops what is remembered of the store; called after every write of this process. */
  forget(): void;
}

/** Most datasources that are listed and probed. */
export const datasourceListLimit = 200;
/** Most specs whose reading is remembered: reading one compiles its endpoint patterns. */
const specCacheLimit = 500;

export interface DirectoryDeps {
  readonly store: Store;
  readonly upstreams: Upstreams;
  readonly config: Config;
  readonly now: () => number;
  readonly observeBound: ObserveBound;
}

/** Builds the directory over the store and the pools. */
export function createDatasourceDirectory({
  store,
  upstreams,
  config,
  now,
  observeBound,
}: DirectoryDeps): DatasourceDirectory {
  const readSpec = rememberSpecs(observeBound);
  const memory = createDatasourceMemory<Datasource>(now, observeBound);

  const configuredFiles = prometheusFiles(config);
  /**
   * What the configuration proves itself with goes along with global documents of the very URL it names: they reach what
   * `/prometheus` reaches. A project's own datasource brings its own secret.
   */
  const isConfigured = (pluginKind: string, proxy: HttpProxySpec): boolean =>
    config.prometheus.url !== null &&
    pluginKind === 'PrometheusDatasource' &&
    proxy.secret === undefined &&
    isSameUrl(proxy.url, config.prometheus.url);
  const datasource = async (id: string, name: string, project: string | null, text: string) => {
    const { pluginKind, proxy } = readSpec(text);
    const credentials = await secretCredentials(store, proxy.secret, { datasource: name, project });
    const files = project === null && isConfigured(pluginKind, proxy) ? configuredFiles : noFiles;
    const upstream = () => upstreams.of(id, name, proxy, credentials, files);
    return { name, pluginKind, proxy, project, upstream };
  };
  const stored = async (kind: ResourceKind, project: string | null, name: string): Promise<string> => {
    const document = await store.get(kind, project, name);
    if (document === null) throw documentError('document_not_found', {});
    return document.specText;
  };
  const read = async (reference: DatasourceReference): Promise<Datasource> => {
    const { name } = reference;
    switch (reference.scope) {
      case 'global':
        return datasource(`global/${name}`, name, null, await stored('GlobalDatasource', null, name));
      case 'project': {
        const { project } = reference;
        const text = await stored('Datasource', project, name);
        return datasource(`project/${project}/${name}`, name, project, text);
      }
      case 'dashboard': {
        const { kind, project, dashboard } = reference;
        const spec: unknown = JSON.parse(await stored(kind, project, dashboard));
        const own = embedded(spec, name);
        if (own === undefined) throw documentError('document_not_found', {});
        const id = `${kind}/${project}/${dashboard}/${name}`;
        return datasource(id, name, project, JSON.stringify(own));
      }
    }
  };
  const find = (reference: DatasourceReference): Promise<Datasource> =>
    memory.get(keyOf(reference), () => read(reference));
  const listed = async (kind: 'GlobalDatasource' | 'Datasource'): Promise<readonly StoredDocument[]> =>
    isServed(kind, config) ? store.list(kind, { limit: datasourceListLimit }) : [];
  const defaultGlobal = async (): Promise<string | null> => {
    const all = await listed('GlobalDatasource');
    const found = all.find(({ specText }) => {
      const facts = datasourceFacts(JSON.parse(specText));
      return facts.isDefault && facts.pluginKind === 'PrometheusDatasource';
    });
    return found?.metadata.name ?? null;
  };

  return {
    find,
    fromSpec: ({ spec, name, project }) => {
      const text = JSON.stringify(spec ?? null);
      // Equal specs of one project share a pool; the pools are bounded.
      const hash = createHash('sha256').update(text).digest('hex');
      return datasource(`unsaved/${project ?? ''}/${hash}`, name, project, text);
    },
    defaultName: defaultGlobal,
    forget: () => memory.forget(),
    defaultPrometheus: async () => {
      const { url } = config.prometheus;
      if (url !== null) return configured(url, upstreams, configuredFiles);
      return memory.get('default', async () => {
        const name = await defaultGlobal();
        if (name === null) throw new ServerError('no_datasource');
        return read({ scope: 'global', name });
      });
    },
    list: async () => {
      const [global, inProjects] = await Promise.all([listed('GlobalDatasource'), listed('Datasource')]);
      return [...global, ...inProjects].slice(0, datasourceListLimit).map(({ metadata, specText }) => {
        const spec: unknown = JSON.parse(specText);
        return {
          name: metadata.name,
          project: metadata.project ?? null,
          spec,
          ...datasourceFacts(spec),
        };
      });
    },
  };
}

function keyOf(reference: DatasourceReference): string {
  const project = reference.scope === 'global' ? '' : reference.project;
  const dashboard = reference.scope === 'dashboard' ? `${reference.kind}/${reference.dashboard}` : '';
  // None of the names can hold a slash.
  return `${reference.scope}/${project}/${dashboard}/${reference.name}`;
}

/** The datasource that PROMETHEUS_URL names; it has no document. */
function configured(url: string, upstreams: Upstreams, files: ConnectionFiles): Datasource {
  const proxy: HttpProxySpec = { url, allowedEndpoints: [], headers: {}, secret: undefined };
  return {
    name: 'prometheus',
    pluginKind: 'PrometheusDatasource',
    proxy,
    project: null,
    upstream: () => upstreams.of('configured', 'prometheus', proxy, null, files),
  };
}

const noFiles: ConnectionFiles = {};

function isSameUrl(left: string, right: string): boolean {
  const plain = (text: string): string | null => URL.parse(text)?.href.replace(/\/$/, '') ?? null;
  return plain(left) === plain(right);
}

function embedded(spec: unknown, name: string): unknown {
  if (typeof spec !== 'object' || spec === null) return undefined;
  const datasources: unknown = Reflect.get(spec, 'datasources');
  if (typeof datasources !== 'object' || datasources === null) return undefined;
  // Names of dashboard datasources keep their case, the path was lower-cased by no one.
  return Object.hasOwn(datasources, name) ? Reflect.get(datasources, name) : undefined;
}

/** Reads specs by their text, each once while it is in use. */
function rememberSpecs(
  observeBound: ObserveBound,
): (text: string) => { readonly pluginKind: string; readonly proxy: HttpProxySpec } {
  const read = createBoundedMap<string, { readonly pluginKind: string; readonly proxy: HttpProxySpec }>(
    'datasource specs',
    specCacheLimit,
    observeBound,
  );
  return (text) => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const spec: unknown = JSON.parse(text);
    const fresh = { pluginKind: datasourceFacts(spec).pluginKind, proxy: readProxySpec(spec) };
    read.set(text, fresh);
    return fresh;
  };
}
