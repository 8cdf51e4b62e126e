import type { ResourceKind } from '../resource-kind.ts';

/** The versions of the Perses operator's resources. */
export type CustomResourceVersion = 'v1alpha1' | 'v1alpha2';

/** The API group of the Perses operator. */
export const customResourceGroup = 'perses.dev';

/** The kinds that both sides have. */
export const customResourceKinds: readonly {
  readonly kind: ResourceKind;
  readonly resource: string;
  readonly versions: readonly CustomResourceVersion[];
}[] = [
  { kind: 'Dashboard', resource: 'PersesDashboard', versions: ['v1alpha1', 'v1alpha2'] },
  { kind: 'Datasource', resource: 'PersesDatasource', versions: ['v1alpha1', 'v1alpha2'] },
  { kind: 'GlobalDatasource', resource: 'PersesGlobalDatasource', versions: ['v1alpha2'] },
];

/** Annotations that carry what the other side has no place for, so that a way back finds it again. */
export const carried = {
  tags: 'hecate.dev/tags',
  instanceSelector: 'hecate.dev/instance-selector',
  client: 'hecate.dev/client',
} as const;
