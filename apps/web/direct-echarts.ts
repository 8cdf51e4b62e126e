import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Where a name of an ECharts barrel really lives. */
type Source = { readonly name: string; readonly file: string };

const barrels = ['charts', 'components', 'features', 'renderers'] as const;
const importLine = /import\s*\{([^}]*)\}\s*from\s*['"]echarts\/(charts|components|features|renderers)['"];?/g;

/**
 * Rewrites imports from ECharts' barrels to the files behind them. A chunk that reaches a barrel carries everything that
 * any page takes from it: the overview would load gauges, pies and zoom sliders for the dashboards' sake.
 */
export function directEcharts(): Plugin {
  const root = dirname(createRequire(import.meta.url).resolve('echarts/package.json'));
  const sources = new Map(barrels.map((barrel) => [barrel, readBarrel(root, barrel)]));
  return {
    name: 'direct-echarts',
    enforce: 'pre',
    transform(code, id) {
      if (!/echarts\/(charts|components|features|renderers)['"]/.test(code) || id.includes('/echarts/'))
        return null;
      const direct = code.replace(importLine, (line, names: string, barrel: (typeof barrels)[number]) => {
        const imports = names
          .split(',')
          .map((each) => each.trim())
          .filter((each) => each !== '' && !each.startsWith('type '))
          .map((each) => directImport(each, sources.get(barrel)));
        // The lines below stay where the source map has them.
        return imports.join(' ') + '\n'.repeat(line.split('\n').length - 1);
      });
      return { code: direct, map: null };
    },
  };
}

function directImport(text: string, sources: ReadonlyMap<string, Source> | undefined): string {
  const [name = '', alias = name] = text.split(/\s+as\s+/);
  const source = sources?.get(name);
  if (source === undefined)
    throw new Error(`ECharts exports no ${name}; its barrels changed, see direct-echarts.ts.`);
  return `import { ${source.name} as ${alias} } from ${JSON.stringify(source.file)};`;
}

function readBarrel(root: string, barrel: string): ReadonlyMap<string, Source> {
  const folder = join(root, 'lib', 'export');
  const text = readFileSync(join(folder, `${barrel}.js`), 'utf8');
  const lines = text.matchAll(/export\s*\{\s*(\w+)\s+as\s+(\w+)\s*\}\s*from\s*['"]([^'"]+)['"]/g);
  return new Map(
    [...lines].map(([, name = '', exported = '', file = '']) => [
      exported,
      { name, file: join(folder, file) },
    ]),
  );
}
