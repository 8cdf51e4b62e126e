import { Type, type Static } from 'typebox';
import { validateName, type ResourceKind } from '@hecate/perses';
import { ServerError } from '../errors/server-error.ts';

/** What a list may be asked for; a parameter that comes twice is an array and no string, so it is refused. */
export const ListQuery = Type.Object({
  name: Type.Optional(Type.String({ description: 'Beginning of the name', maxLength: 1_000 })),
  project: Type.Optional(Type.String({ description: 'Exact project; kinds inside projects only' })),
  metadata_only: Type.Optional(Type.Boolean({ description: 'Leaves the specs out' })),
});
export type ListQuery = Static<typeof ListQuery>;

/** Datasource lists filter by plugin kind and default instead of leaving the specs out. */
export const DatasourceListQuery = Type.Object({
  name: ListQuery.properties.name,
  project: ListQuery.properties.project,
  kind: Type.Optional(Type.String({ description: 'Plugin kind, such as PrometheusDatasource' })),
  default: Type.Optional(Type.Boolean({ description: 'Only defaults, or only others' })),
});
export type DatasourceListQuery = Static<typeof DatasourceListQuery>;

/** The one project a list is about: of the path or of the query, checked by the rule of names; null for all. */
export function listedProject(
  kind: ResourceKind,
  isInProject: boolean,
  query: ListQuery,
  pathProject: string | null,
): string | null {
  const asked = query.project;
  if (asked === undefined || asked === '') return pathProject;
  validateName(asked);
  if (!isInProject) {
    throw new ServerError('bad_request', {
      detail: `${kind} is not inside a project; leave the parameter project out`,
    });
  }
  const project = asked.toLowerCase();
  if (pathProject !== null && pathProject !== project) {
    throw new ServerError('bad_request', {
      detail: `the project of the query ("${project}") is not the project of the path ("${pathProject}")`,
    });
  }
  return project;
}
