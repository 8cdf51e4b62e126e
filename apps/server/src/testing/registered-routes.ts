/**
 * Method and path of every route in the tree that Fastify's `printRoutes` prints, parameters as `{}`. Routes with a wildcard are left
 * out: the tree shows them merged, and their paths without it are there. So are the HEAD routes that Fastify adds by itself.
 */
export function registeredRoutes(tree: string): readonly string[] {
  const routes: string[] = [];
  const parents: string[] = [];
  for (const line of tree.split('\n')) {
    const [, indent = '', part = '', methods = ''] =
      /^((?:[│ ] {3})*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? [];
    parents.length = indent.length / 4;
    const path = `${parents.at(-1) ?? ''}${part}`;
    parents.push(path);
    if (part === '' || path.includes('*')) continue;
    const named = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD');
    routes.push(...named.map((method) => `${method} ${path.replaceAll(/:[\w|:]+/g, '{}')}`));
  }
  return routes;
}
