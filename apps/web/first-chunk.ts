import { fileURLToPath } from 'node:url';

/** What the bundler tells about a module. */
type ModuleInfo = { readonly importedIds: readonly string[] };

/** The bundler's view of the modules while it divides them into files. */
type Chunking = { readonly getModuleInfo: (id: string) => ModuleInfo | null };

/** Modules that draw; pages without a chart do not need them. */
const drawing = /\/(echarts|zrender|tslib)\/|\/src\/chart\/|\/src\/dashboards\/charts\//;

/**
 * Names one of the files for what the first screen `page` needs beyond the shell: two requests instead of twenty, one with the
 * chart, one with the parts that pages without charts share too. What `list`, a page whose charts come later, needs of the
 * drawing (its small curves) is a part. The pages' own code stays in files of their own.
 */
export function firstScreenChunk(
  { page, list }: { readonly page: string; readonly list: string },
  file: 'charts' | 'parts',
): (id: string, chunking: Chunking) => string | null {
  let needed: ReadonlySet<string> | undefined;
  let listed: ReadonlySet<string> | undefined;
  return (id, chunking) => {
    needed ??= reachable(page, chunking);
    listed ??= reachable(list, chunking);
    if (!needed.has(id) || id.includes('/src/pages/')) return null;
    const draws = drawing.test(id) && !listed.has(id);
    return draws === (file === 'charts') ? file : null;
  };
}

function reachable(page: string, chunking: Chunking): ReadonlySet<string> {
  const seen = new Set([fileURLToPath(new URL(page, import.meta.url))]);
  for (const id of seen) {
    for (const imported of chunking.getModuleInfo(id)?.importedIds ?? []) seen.add(imported);
  }
  return seen;
}
