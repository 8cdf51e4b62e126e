import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { listStaticFiles, staticFile, type StaticFile } from './static-files.ts';

const PluginPackage = Type.Object({
  name: Type.String(),
  version: Type.String(),
  perses: Type.Object({
    schemasPath: Type.Optional(Type.String()),
    plugins: Type.Array(Type.Unknown()),
  }),
});

/** One entry of `GET /api/v1/plugins`, as Perses answers it. */
export const PluginModule = Type.Object({
  kind: Type.Literal('PluginModule'),
  metadata: Type.Object({ name: Type.String(), version: Type.String() }),
  spec: Type.Object({ schemasPath: Type.String(), plugins: Type.Array(Type.Unknown()) }),
  status: Type.Object({ isLoaded: Type.Boolean() }),
});
export type PluginModule = Static<typeof PluginModule>;

/** The plugin modules at hand and the files they may serve below `/plugins/`, by path (`TimeSeriesChart/__mf/…`). */
export interface PluginPackages {
  readonly modules: readonly PluginModule[];
  readonly files: ReadonlyMap<string, StaticFile>;
}

/**
 * Finds the Perses plugins among the dependencies of the package in `packageFolder` (the browser app) the way Node does: in the nearest
 * `node_modules`. The module's name is its federation manifest's, under which the official UI asks for its files.
 */
export function findPluginPackages(packageFolder: string): PluginPackages {
  const modules: PluginModule[] = [];
  const files = new Map<string, StaticFile>();
  for (const dependency of pluginDependencies(packageFolder)) {
    const folder = installedAt(packageFolder, dependency);
    if (folder === null || !existsSync(join(folder, 'mf-manifest.json'))) continue;
    const manifest = readJson(join(folder, 'package.json'));
    if (!Value.Check(PluginPackage, manifest)) continue;
    const module = moduleName(join(folder, 'mf-manifest.json')) ?? dependency;
    modules.push({
      kind: 'PluginModule',
      metadata: { name: module, version: manifest.version },
      spec: { schemasPath: manifest.perses.schemasPath ?? '', plugins: manifest.perses.plugins },
      status: { isLoaded: true },
    });
    for (const [path, file] of pluginFiles(folder)) {
      files.set(`${module}/${path}`, file);
      files.set(`${module}~${manifest.version}/${path}`, file);
    }
  }
  return { modules, files };
}

function pluginFiles(folder: string): [string, StaticFile][] {
  const name = 'mf-manifest.json';
  const manifest = staticFile(join(folder, name), name, 'application/json; charset=utf-8');
  const federated = existsSync(join(folder, '__mf'))
    ? listStaticFiles(join(folder, '__mf'))
    : new Map<string, StaticFile>();
  return [
    [name, manifest],
    ...[...federated].map(([path, file]): [string, StaticFile] => [`__mf/${path}`, file]),
  ];
}

function pluginDependencies(packageFolder: string): string[] {
  const manifest = readJson(join(packageFolder, 'package.json'));
  const dependencies: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'dependencies') : undefined;
  if (typeof dependencies !== 'object' || dependencies === null) return [];
  return Object.keys(dependencies).filter((name) => /^@perses-dev\/[a-z-]+-plugin$/.test(name));
}

function installedAt(from: string, dependency: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', dependency);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return null;
  }
}

function moduleName(manifestFile: string): string | null {
  const manifest = readJson(manifestFile);
  const name: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'name') : undefined;
  return typeof name === 'string' && /^[\w.-]{1,75}$/.test(name) ? name : null;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
