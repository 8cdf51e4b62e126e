import {
  dynamicImportPluginLoader,
  type PluginLoader,
  type PluginModuleResource,
} from '@perses-dev/plugin-system';
import { createPrometheus } from './drawings/prometheus.ts';
import * as stat from './drawings/stat.ts';
import * as timeseries from './drawings/timeseries.ts';
import { INSTALLED_PLUGINS, type InstalledPlugin, type InstalledPluginKey } from './installed-plugins.ts';

type Imports = Readonly<Record<InstalledPluginKey, () => Promise<unknown>>>;

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

/** For looking: the console's own drawings and the queries, without any editor. What nearly every dashboard has is there at once. */
const VIEW: Imports = {
  ...SHARED,
  timeseries: async () => timeseries,
  stat: async () => stat,
  gauge: () => import('./drawings/gauge.ts'),
  bar: () => import('./drawings/bar.ts'),
  timeseriesTable: () => import('./drawings/timeseries-table.ts'),
  statusHistory: () => import('./drawings/status-history.ts'),
  heatmap: () => import('./drawings/heatmap.ts'),
  prometheus: async () => createPrometheus(),
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

/** The plugin loader of the console: metadata at once, code per plugin on first use, nothing from another origin. */
export function createPluginLoader(isEditing: boolean): PluginLoader {
  const imports = isEditing ? EDIT : VIEW;
  return dynamicImportPluginLoader(
    Object.entries(INSTALLED_PLUGINS).map(([key, plugin]) => ({
      resource: resourceOf(plugin),
      importPlugin: imports[isKey(key) ? key : 'markdown'],
    })),
  );
}

function isKey(key: string): key is InstalledPluginKey {
  return Object.hasOwn(VIEW, key);
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
