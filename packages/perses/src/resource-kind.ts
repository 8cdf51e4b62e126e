/** The Perses resource kinds this console keeps (Perses 0.54; roles and users come with login). */
export type ResourceKind =
  | 'Project'
  | 'Dashboard'
  | 'EphemeralDashboard'
  | 'Folder'
  | 'Variable'
  | 'Secret'
  | 'Datasource'
  | 'GlobalSecret'
  | 'GlobalDatasource'
  | 'GlobalVariable';

/** The kinds whose values are encrypted and shown as `<secret>`. */
export type SecretKind = 'Secret' | 'GlobalSecret';

/** One row of the kind table: the kind, its collection in the URL, and whether it lives inside a project. */
export interface KindEntry {
  readonly kind: ResourceKind;
  /** The collection's path segment: `/api/v1/<root>` and, inside projects, `/api/v1/projects/:project/<root>`. */
  readonly root: string;
  readonly scope: 'global' | 'project';
}

/** Every kind once, projects and secrets first, so that a copy in this order never meets a missing one. */
export const resourceKinds: readonly KindEntry[] = [
  { kind: 'Project', root: 'projects', scope: 'global' },
  { kind: 'GlobalSecret', root: 'globalsecrets', scope: 'global' },
  { kind: 'GlobalDatasource', root: 'globaldatasources', scope: 'global' },
  { kind: 'GlobalVariable', root: 'globalvariables', scope: 'global' },
  { kind: 'Folder', root: 'folders', scope: 'project' },
  { kind: 'Variable', root: 'variables', scope: 'project' },
  { kind: 'Secret', root: 'secrets', scope: 'project' },
  { kind: 'Datasource', root: 'datasources', scope: 'project' },
  { kind: 'Dashboard', root: 'dashboards', scope: 'project' },
  { kind: 'EphemeralDashboard', root: 'ephemeraldashboards', scope: 'project' },
];

/** True when documents of this kind live inside a project. */
export function isProjectScoped(kind: ResourceKind): boolean {
  return resourceKinds.some((entry) => entry.kind === kind && entry.scope === 'project');
}

/** The kind whose exact spelling is `text`, or null. */
export function parseResourceKind(text: string): ResourceKind | null {
  return resourceKinds.find((entry) => entry.kind === text)?.kind ?? null;
}

/** True for the kinds whose values are encrypted. */
export function isSecretKind(kind: ResourceKind): kind is SecretKind {
  return kind === 'Secret' || kind === 'GlobalSecret';
}

/** True for dashboards that stay and those that expire: they follow the same rules. */
export function isDashboardKind(kind: ResourceKind): kind is 'Dashboard' | 'EphemeralDashboard' {
  return kind === 'Dashboard' || kind === 'EphemeralDashboard';
}
