import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  ChangeReport,
  DashboardLocation,
  DeleteRequest,
  DuplicateRequest,
  MoveRequest,
  TagRequest,
  UndeleteRequest,
} from '../../../../../contract/index.ts';
import type { DashboardChanges } from '../../../../../documents/dashboard-changes.ts';
import { tagVersion, writeCondition } from '../../../../../documents/version-tags.ts';
import { writtenBy } from '../../../../../documents/written-by.ts';

interface Named {
  readonly project: string;
  readonly name: string;
}

/**
 * `POST /api/hecate/v1/dashboards/{tag,move,delete,undelete}` for many dashboards, `POST …/projects/:project/dashboards/:name/duplicate` for
 * one. One file, because they are one service.
 */
export function registerDashboardChanges(
  app: FastifyInstance,
  { changes, isReadonly }: { readonly changes: DashboardChanges; readonly isReadonly: boolean },
): void {
  if (isReadonly) return;
  const root = '/api/hecate/v1/dashboards';
  const tags = ['hecate'];
  const response = { 200: ChangeReport };

  const tagSchema = {
    summary: 'Add tags to dashboards, or take them away',
    tags,
    body: TagRequest,
    response,
  };
  app.post<{ Body: TagRequest }>(`${root}/tag`, { schema: tagSchema }, (request) =>
    changes.tag(request.body, writtenBy(request)),
  );
  const moveSchema = {
    summary: 'Move dashboards to another project, into a folder or out of all, with their history',
    tags,
    body: MoveRequest,
    response,
  };
  app.post<{ Body: MoveRequest }>(`${root}/move`, { schema: moveSchema }, (request) =>
    changes.move(request.body, writtenBy(request)),
  );
  const deleteSchema = {
    summary: 'Delete dashboards; `undo` of the answer takes that back',
    tags,
    body: DeleteRequest,
    response,
  };
  app.post<{ Body: DeleteRequest }>(`${root}/delete`, { schema: deleteSchema }, (request) =>
    changes.remove(request.body.dashboards, writtenBy(request)),
  );
  const undeleteSchema = {
    summary: 'Bring back what one deletion took',
    tags,
    body: UndeleteRequest,
    response,
  };
  app.post<{ Body: UndeleteRequest }>(`${root}/undelete`, { schema: undeleteSchema }, (request) =>
    changes.undelete(request.body.undo, writtenBy(request)),
  );

  const duplicateSchema = {
    summary: 'Make a copy of a dashboard; with If-Match only of the named version',
    tags,
    params: Type.Object({ project: Type.String(), name: Type.String() }),
    body: DuplicateRequest,
    response: { 200: DashboardLocation },
  };
  app.post<{ Params: Named; Body: DuplicateRequest }>(
    '/api/hecate/v1/projects/:project/dashboards/:name/duplicate',
    { schema: duplicateSchema },
    async (request, reply) => {
      const { ifMatch } = writeCondition(request);
      const at = { ...request.params, ...(ifMatch === undefined ? {} : { version: ifMatch }) };
      const stored = await changes.duplicate(at, request.body, writtenBy(request));
      tagVersion(reply, stored);
      const { project = '', name, version } = stored.metadata;
      return { project, name, version };
    },
  );
}
