import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseSync, type Plugin } from 'vite';

/** The module that defines a name, and what the name is called there. */
type Source = { readonly file: string; readonly name: string };

/** The names a module exports, each with the module that defines it. */
type Exports = ReadonlyMap<string, Source>;

/** One name an import brings: `imported as local`. */
type Binding = { readonly imported: string; readonly local: string };

const libraries = ['core', 'components', 'plugin-system', 'dashboards', 'explore'] as const;
const libraryName = /^@perses-dev\/(core|components|plugin-system|dashboards|explore)$/;
const libraryFile = /\/@perses-dev\/(core|components|plugin-system|dashboards|explore)\/dist\//;
const mention = /@perses-dev\/(core|components|plugin-system|dashboards|explore)['"]/;

/**
 * Rewrites imports from the barrels of the Perses libraries, also those within the libraries, to the modules behind them. A chunk
 * that reaches a barrel carries all of it: looking at a dashboard would load the JSON editor, the forms and the movable grid.
 * Every importer is led to the same file of a name, so contexts stay single. Only for builds: the development server bundles
 * the libraries itself, and a path into them would bring a second copy.
 */
export function directPerses(): Plugin {
  const require = createRequire(import.meta.url);
  const roots = new Map(
    libraries.map((library) => {
      const name = `@perses-dev/${library}`;
      return [name, join(dirname(require.resolve(`${name}/package.json`)), 'dist', 'index.js')];
    }),
  );
  // One entry per module of the five libraries, some 450.
  const known = new Map<string, Exports>();
  return {
    name: 'direct-perses',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const isWithin = libraryFile.test(id);
      if (!isWithin && !mention.test(code)) return null;
      const { staticImports } = parseSync(id, code).module;
      let direct = code;
      for (const { start, end, moduleRequest, entries } of staticImports.toReversed()) {
        const target = targetOf(moduleRequest.value, isWithin ? id : undefined, roots);
        if (
          target === undefined ||
          entries.some((entry) => !entry.isType && entry.importName.kind !== 'Name')
        )
          continue;
        const bindings = entries
          .filter((entry) => !entry.isType)
          .map((entry) => ({ imported: entry.importName.name ?? '', local: entry.localName.value }));
        if (bindings.length > 0)
          direct =
            direct.slice(0, start) +
            directImports(bindings, target, known) +
            // The lines below stay where the source map has them.
            '\n'.repeat(code.slice(start, end).split('\n').length - 1) +
            direct.slice(end);
      }
      return { code: direct, map: null };
    },
  };
}

/** The file an import names, where it is one of the libraries' own. */
function targetOf(
  request: string,
  importer: string | undefined,
  roots: ReadonlyMap<string, string>,
): string | undefined {
  if (libraryName.test(request)) return roots.get(request);
  return importer !== undefined && request.startsWith('.') ? fileOf(importer, request) : undefined;
}

function directImports(bindings: readonly Binding[], target: string, known: Map<string, Exports>): string {
  const exported = exportsOf(target, known);
  return bindings
    .map(({ imported, local }) => {
      const source = exported.get(imported);
      if (source === undefined)
        throw new Error(
          `${target} exports no ${imported}; the Perses libraries changed, see direct-perses.ts.`,
        );
      return `import { ${source.name} as ${local} } from ${JSON.stringify(source.file)};`;
    })
    .join(' ');
}

function exportsOf(file: string, known: Map<string, Exports>): Exports {
  const before = known.get(file);
  if (before !== undefined) return before;
  const found = new Map<string, Source>();
  known.set(file, found);
  const { staticExports } = parseSync(file, readFileSync(file, 'utf8')).module;
  for (const { exportName, importName, moduleRequest } of staticExports.flatMap((each) => each.entries)) {
    const from =
      moduleRequest?.value.startsWith('.') === true ? fileOf(file, moduleRequest.value) : undefined;
    const behind = from === undefined ? undefined : exportsOf(from, known);
    if (importName.kind === 'AllButDefault') {
      for (const [name, source] of behind ?? []) if (name !== 'default') found.set(name, source);
    } else {
      const name = exportName.kind === 'Default' ? 'default' : (exportName.name ?? '');
      // What a module re-exports as a namespace, as its default or from another package is taken from that module.
      found.set(name, behind?.get(importName.name ?? '') ?? { file, name });
    }
  }
  return found;
}

function fileOf(importer: string, request: string): string {
  const path = join(dirname(importer), request);
  const file = [`${path}.js`, join(path, 'index.js'), path].find((each) => existsSync(each));
  if (file === undefined)
    throw new Error(`${importer} imports ${request}, which is no file; see direct-perses.ts.`);
  return file;
}
