import {
  dynamicImportPluginLoader,
  type PluginLoader,
  type PluginModuleResource,
} from '@perses-dev/plugin-system';
import { INSTALLED_PLUGINS, type InstalledPlugin, type InstalledPluginKey } from './installed-plugins.ts';

/** Where the code of each plugin is; each arrives in its own chunk when the first panel of its kind is drawn. */
const IMPORTS: Readonly<Record<InstalledPluginKey, () => Promise<unknown>>> = {
  timeseries: () => import('./plugins/timeseries.ts'),
  stat: () => import('./plugins/stat.ts'),
  gauge: () => import('./plugins/gauge.ts'),
  bar: () => import('./plugins/bar.ts'),
  table: () => import('@perses-dev/table-plugin'),
  timeseriesTable: () => import('./plugins/timeseries-table.ts'),
  markdown: () => import('@perses-dev/markdown-plugin'),
  statusHistory: () => import('./plugins/status-history.ts'),
  pie: () => import('@perses-dev/pie-chart-plugin'),
  heatmap: () => import('./plugins/heatmap.ts'),
  histogram: () => import('@perses-dev/histogram-chart-plugin'),
  scatter: () => import('@perses-dev/scatter-chart-plugin'),
  prometheus: () => import('./plugins/prometheus.ts'),
  staticList: () => import('@perses-dev/static-list-variable-plugin'),
  datasource: () => import('@perses-dev/datasource-variable-plugin'),
};

/** The plugin loader of the console: metadata at once, code per plugin on first use, nothing from another origin. */
export function createPluginLoader(): PluginLoader {
  return dynamicImportPluginLoader(
    Object.entries(INSTALLED_PLUGINS).map(([key, plugin]) => ({
      resource: resourceOf(plugin),
      importPlugin: IMPORTS[isKey(key) ? key : 'markdown'],
    })),
  );
}

function isKey(key: string): key is InstalledPluginKey {
  return Object.hasOwn(IMPORTS, key);
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
