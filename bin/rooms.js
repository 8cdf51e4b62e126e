// The floors of the house, lowest first. A room may import only rooms of lower floors, and web only what its line names.
export const floors = [
  ['packages/promql', 'packages/perses', 'packages/catalogue', 'packages/kube', 'packages/components'],
  ['packages/store', 'packages/gateway'],
  ['packages/access'],
  ['packages/workloads', 'packages/stack'],
  ['packages/simulator', 'apps/server'],
  ['apps/cli'],
];

/** The browser app stands beside the floors: it may import the isomorphic rooms and the server's contract types. */
export const web = {
  room: 'apps/web',
  mayImport: ['packages/promql', 'packages/perses', 'packages/catalogue', 'apps/server'],
};
