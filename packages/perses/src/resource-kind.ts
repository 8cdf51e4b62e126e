/** The Perses resource kinds this console keeps (Perses 0.54; roles, secrets and users come with login). */
export type ResourceKind =
  | 'Project'
  | 'Dashboard'
  | 'Folder'
  | 'Variable'
  | 'Datasource'
  | 'GlobalDatasource'
  | 'GlobalVariable';

/** One row of the kind table: the kind, its collection in the URL, and whether it lives inside a project. */
export interface KindEntry {
  readonly kind: ResourceKind;
  /** The collection's path segment: `/api/v1/<root>` and, inside projects, `/api/v1/projects/:project/<root>`. */
  readonly root: string;
  readonly scope: 'global' | 'project';
}

/** Every kind once, projects first, so that a copy in this order never meets a missing project. */
export const resourceKinds: readonly KindEntry[] = [
  { kind: 'Project', root: 'projects', scope: 'global' },
  { kind: 'GlobalDatasource', root: 'globaldatasources', scope: 'global' },
  { kind: 'GlobalVariable', root: 'globalvariables', scope: 'global' },
  { kind: 'Folder', root: 'folders', scope: 'project' },
  { kind: 'Variable', root: 'variables', scope: 'project' },
  { kind: 'Datasource', root: 'datasources', scope: 'project' },
  { kind: 'Dashboard', root: 'dashboards', scope: 'project' },
];

/** True when documents of this kind live inside a project. */
export function isProjectScoped(kind: ResourceKind): boolean {
  return resourceKinds.some((entry) => entry.kind === kind && entry.scope === 'project');
}

/** The kind whose exact spelling is `text`, or null. */
export function parseResourceKind(text: string): ResourceKind | null {
  return resourceKinds.find((entry) => entry.kind === text)?.kind ?? null;
}
