import type { Plugin } from 'vite';

/** Writes `.vite/packages.json`: which npm packages each file of the build carries. The size and licence checks read it. */
export function chunkPackages(): Plugin {
  return {
    name: 'chunk-packages',
    generateBundle(_options, bundle) {
      const packages: Record<string, readonly string[]> = {};
      for (const output of Object.values(bundle)) {
        // Fonts are assets; every module of a chunk and every file an asset was made of counts.
        const sources = output.type === 'chunk' ? Object.keys(output.modules) : output.originalFileNames;
        const names = sources.flatMap((id) => packageOf(id) ?? []);
        if (output.type !== 'chunk' && names.length === 0) continue;
        packages[output.fileName] = [...new Set(names)].toSorted();
      }
      this.emitFile({
        type: 'asset',
        fileName: '.vite/packages.json',
        source: JSON.stringify(packages, null, 1),
      });
    },
  };
}

function packageOf(id: string): string | undefined {
  const path = id.split('node_modules/').at(-1);
  if (path === undefined || !id.includes('node_modules/')) return undefined;
  const [first = '', second = ''] = path.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
