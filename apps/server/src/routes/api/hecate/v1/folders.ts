import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { DashboardLocation, FolderTitleRequest, FolderTreeList } from '../../../../contract/index.ts';
import { place, placeProject } from '../../../../documents/document-service.ts';
import type { FolderService } from '../../../../documents/folder-service.ts';
import { tagVersion, writeCondition } from '../../../../documents/version-tags.ts';
import { writtenBy } from '../../../../documents/written-by.ts';

interface InProject {
  readonly project: string;
}

/** `GET` and `POST /api/hecate/v1/projects/:project/folders`, `PUT …/folders/:name/title`: folders as trees. */
export function registerFolders(
  app: FastifyInstance,
  { folders, isReadonly }: { readonly folders: FolderService; readonly isReadonly: boolean },
): void {
  const root = '/api/hecate/v1/projects/:project/folders';
  const tags = ['hecate'];
  const params = Type.Object({ project: Type.String() });
  const listSchema = {
    summary: 'Folders of a project with the folders inside them, in both shapes of Perses',
    tags,
    params,
    response: { 200: FolderTreeList },
  };
  app.get<{ Params: InProject }>(root, { schema: listSchema }, async ({ params: { project } }, reply) => {
    reply.header('cache-control', 'no-store');
    return { folders: await folders.list(placeProject('Folder', project) ?? '') };
  });
  if (isReadonly) return;

  const createSchema = {
    summary: 'Create an empty folder; its name is made from the title',
    tags,
    params,
    body: FolderTitleRequest,
    response: { 200: DashboardLocation },
  };
  app.post<{ Params: InProject; Body: FolderTitleRequest }>(
    root,
    { schema: createSchema },
    async (request, reply) => {
      const project = placeProject('Folder', request.params.project) ?? '';
      const stored = await folders.create(project, request.body.title, writtenBy(request));
      tagVersion(reply, stored);
      return { project, name: stored.metadata.name, version: stored.metadata.version };
    },
  );

  const renameSchema = {
    summary: 'Give a folder another title; a folder in the older shape becomes one in the current shape',
    tags,
    params: Type.Object({ project: Type.String(), name: Type.String() }),
    body: FolderTitleRequest,
    response: { 200: DashboardLocation },
  };
  app.put<{ Params: InProject & { readonly name: string }; Body: FolderTitleRequest }>(
    `${root}/:name/title`,
    { schema: renameSchema },
    async (request, reply) => {
      const { project, name } = place('Folder', request.params);
      const stored = await folders.rename(
        project ?? '',
        name,
        request.body.title,
        writtenBy(request),
        writeCondition(request),
      );
      tagVersion(reply, stored);
      return { project: project ?? '', name, version: stored.metadata.version };
    },
  );
}
