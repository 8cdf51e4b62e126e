import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { INSTALLED_PLUGINS, isKindInstalled, type InstalledPlugin } from './installed-plugins.ts';

const require = createRequire(import.meta.url);
const plugins: readonly InstalledPlugin[] = Object.values(INSTALLED_PLUGINS);

describe('installed plugins', () => {
  it.each(plugins)('$name is listed as its package says', ({ name, version, kinds }) => {
    const published = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as {
      readonly version: string;
      readonly perses: {
        readonly plugins: readonly { readonly kind: string; readonly spec: { readonly name: string } }[];
      };
    };
    expect(version).toBe(published.version);
    const used = published.perses.plugins
      .filter((plugin) => plugin.kind !== 'Explore')
      .map((plugin) => [plugin.kind, plugin.spec.name]);
    expect(kinds.map(([type, kind]) => [type, kind])).toStrictEqual(used);
  });

  it('know which kinds are not there', () => {
    expect(isKindInstalled('Panel', 'HeatMapChart')).toBe(true);
    expect(isKindInstalled('Panel', 'FlameChart')).toBe(false);
    expect(isKindInstalled('TimeSeriesQuery', 'LokiLogQuery')).toBe(false);
  });
});
