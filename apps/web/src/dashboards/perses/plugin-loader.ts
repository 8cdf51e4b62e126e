import {
  dynamicImportPluginLoader,
  type PluginLoader,
  type PluginModuleResource,
} from '@perses-dev/plugin-system';
import { createPrometheus } from './drawings/prometheus.ts';
import { StatChart } from './drawings/stat.ts';
import { TimeSeriesChart } from './drawings/timeseries.ts';
import {
  INSTALLED_PLUGINS,
  type InstalledPlugin,
  type InstalledPluginKey,
  type InstalledPluginType,
} from './installed-plugins.ts';

type Imports = Readonly<Partial<Record<InstalledPluginKey, () => Promise<unknown>>>>;

/** Modules of plugins that are loaded with the page. */
type Present = Readonly<Partial<Record<InstalledPluginKey, object>>>;

/** A plugin that is there without loading, by its type and kind. */
export interface ReadyPlugin {
  readonly type: InstalledPluginType;
  readonly kind: string;
  readonly plugin: unknown;
}

/** The plugins of one page: how they are loaded, and those that are there already. */
interface Plugins {
  readonly loader: PluginLoader;
  readonly ready: readonly ReadyPlugin[];
}

/** Plugins that look the same whether they are edited or not; each arrives in its own chunk on first use. */
const SHARED = {
  table: () => import('@perses-dev/table-plugin'),
  markdown: () => import('@perses-dev/markdown-plugin'),
  pie: () => import('@perses-dev/pie-chart-plugin'),
  histogram: () => import('@perses-dev/histogram-chart-plugin'),
  scatter: () => import('@perses-dev/scatter-chart-plugin'),
  staticList: () => import('@perses-dev/static-list-variable-plugin'),
  datasource: () => import('@perses-dev/datasource-variable-plugin'),
};

/** For looking: the console's own drawings, without any editor. */
const VIEW: Imports = {
  ...SHARED,
  gauge: () => import('./drawings/gauge.ts'),
  bar: () => import('./drawings/bar.ts'),
  timeseriesTable: () => import('./drawings/timeseries-table.ts'),
  statusHistory: () => import('./drawings/status-history.ts'),
  heatmap: () => import('./drawings/heatmap.ts'),
};

/** For editing: the same drawings with the editors, schemas and initial options of upstream. */
const EDIT: Imports = {
  ...SHARED,
  timeseries: () => import('./plugins/timeseries.ts'),
  stat: () => import('./plugins/stat.ts'),
  gauge: () => import('./plugins/gauge.ts'),
  bar: () => import('./plugins/bar.ts'),
  timeseriesTable: () => import('./plugins/timeseries-table.ts'),
  statusHistory: () => import('./plugins/status-history.ts'),
  heatmap: () => import('./plugins/heatmap.ts'),
  prometheus: () => import('./plugins/prometheus.ts'),
};

/** The plugins of the console: metadata at once, code per plugin on first use, nothing from another origin. */
export function createPlugins(isEditing: boolean): Plugins {
  // What nearly every dashboard has comes with the page: its first curve does not wait for one more file.
  const present: Present = isEditing
    ? {}
    : { timeseries: { TimeSeriesChart }, stat: { StatChart }, prometheus: createPrometheus() };
  const imports = isEditing ? EDIT : VIEW;
  const keys = Object.keys(INSTALLED_PLUGINS).filter(isKey);
  return {
    loader: dynamicImportPluginLoader(
      keys.map((key) => ({
        resource: resourceOf(INSTALLED_PLUGINS[key]),
        importPlugin: async () => present[key] ?? (await imports[key]?.()),
      })),
    ),
    ready: keys.flatMap((key) => readyOf(INSTALLED_PLUGINS[key], present[key])),
  };
}

function isKey(key: string): key is InstalledPluginKey {
  return Object.hasOwn(INSTALLED_PLUGINS, key);
}

function readyOf({ kinds }: InstalledPlugin, module: object | undefined): readonly ReadyPlugin[] {
  const exported = new Map<string, unknown>(Object.entries(module ?? {}));
  return kinds.flatMap(([type, kind]) => {
    const plugin = exported.get(kind);
    return plugin === undefined ? [] : [{ type, kind, plugin }];
  });
}

function resourceOf(plugin: InstalledPlugin): PluginModuleResource {
  return {
    kind: 'PluginModule',
    metadata: { name: plugin.name, version: plugin.version },
    spec: {
      plugins: plugin.kinds.map(([kind, name, shown]) => ({
        kind,
        spec: { name, display: { name: shown } },
      })),
    },
  };
}
