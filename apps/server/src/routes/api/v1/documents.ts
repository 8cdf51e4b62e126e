import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { printDocument, type KindEntry } from '@hecate/perses';
import type { Store } from '@hecate/store';
import { datasourceFacts } from '../../../documents/datasource-default.ts';
import { documentText, textBody } from '../../../documents/document-body.ts';
import { DocumentToWrite, PersesDocument, PersesDocumentList } from '../../../documents/document-schema.ts';
import {
  isDatasource,
  place,
  placeProject,
  type DocumentService,
} from '../../../documents/document-service.ts';
import { listDocuments } from '../../../documents/list-documents.ts';
import { DatasourceListQuery, ListQuery, listedProject } from '../../../documents/list-query.ts';
import { hasVersion, tagVersion, writeCondition } from '../../../documents/version-tags.ts';
import { writtenBy } from '../../../documents/written-by.ts';

export interface DocumentRoutesDeps {
  readonly store: Store;
  readonly documents: DocumentService;
  /** The kinds that this server takes. */
  readonly kinds: readonly KindEntry[];
  readonly isReadonly: boolean;
}

interface InProject {
  readonly project?: string;
}

interface Named extends InProject {
  readonly name: string;
}

const json = 'application/json; charset=utf-8';

/**
 * The resource API of Perses for every kind: `/api/v1/<root>`, and `/api/v1/projects/:project/<root>` for kinds inside projects. One file
 * for all paths, because they differ in nothing but the kind.
 */
export function registerDocuments(app: FastifyInstance, deps: DocumentRoutesDeps): void {
  for (const entry of deps.kinds) {
    const root = `/api/v1/${entry.root}`;
    registerCollection(app, deps, entry, root);
    if (entry.scope === 'global') registerSingle(app, deps, entry, root);
    else {
      const inProject = `/api/v1/projects/:project/${entry.root}`;
      registerCollection(app, deps, entry, inProject);
      registerSingle(app, deps, entry, inProject);
    }
  }
}

/** Lists and creates. */
function registerCollection(
  app: FastifyInstance,
  deps: DocumentRoutesDeps,
  entry: KindEntry,
  url: string,
): void {
  const { kind } = entry;
  const params = pathParams(url);
  const listSchema = {
    summary: `List ${kind} documents`,
    tags: ['perses'],
    ...params,
    querystring: isDatasource(kind) ? DatasourceListQuery : ListQuery,
    response: { 200: PersesDocumentList },
  };
  app.get<{ Params: InProject; Querystring: ListQuery & DatasourceListQuery }>(
    url,
    { schema: listSchema },
    async (request, reply) => {
      const pathProject = placeProject(kind, request.params.project);
      if (pathProject !== null) await deps.documents.requireProject(pathProject);
      const { query } = request;
      const project = listedProject(kind, entry.scope === 'project', query, pathProject);
      const filter = {
        ...(project === null ? {} : { project }),
        ...(query.name === undefined ? {} : { namePrefix: query.name.toLowerCase() }),
        ...(query.metadata_only === true ? { metadataOnly: true } : {}),
      };
      const list = await listDocuments(deps.store, kind, filter, ({ specText }) => {
        if (!isDatasource(kind)) return true;
        const facts = datasourceFacts(JSON.parse(specText));
        return (
          (query.kind === undefined || query.kind === facts.pluginKind) &&
          (query.default === undefined || query.default === facts.isDefault)
        );
      });
      return reply.header('content-type', json).send(list);
    },
  );
  if (deps.isReadonly) return;

  const createSchema = {
    summary: `Create a ${kind}`,
    tags: ['perses'],
    ...params,
    body: DocumentToWrite,
    response: { 200: PersesDocument },
  };
  app.post<{ Params: InProject }>(url, { schema: createSchema, ...textBody }, async (request, reply) => {
    const pathProject = placeProject(kind, request.params.project);
    const text = documentText(request);
    const stored = await deps.documents.create(kind, pathProject, text, writtenBy(request));
    tagVersion(reply, stored);
    return reply.header('content-type', json).send(printDocument(stored));
  });
}

/** Reads, updates and deletes one. */
function registerSingle(
  app: FastifyInstance,
  deps: DocumentRoutesDeps,
  { kind }: KindEntry,
  root: string,
): void {
  const url = `${root}/:name`;
  const params = pathParams(url);
  const tags = ['perses'];
  const readSchema = {
    summary: `Read a ${kind}`,
    tags,
    ...params,
    response: { 200: PersesDocument, 304: Type.Null() },
  };
  app.get<{ Params: Named }>(url, { schema: readSchema }, async (request, reply) => {
    const stored = await deps.documents.get(place(kind, request.params));
    tagVersion(reply, stored);
    if (hasVersion(request, stored)) return reply.code(304).send();
    return reply.header('content-type', json).send(printDocument(stored));
  });
  if (deps.isReadonly) return;

  const writeSchema = {
    summary: `Update a ${kind}; with If-Match only when the version is the named one`,
    tags,
    ...params,
    body: DocumentToWrite,
    response: { 200: PersesDocument },
  };
  app.put<{ Params: Named }>(url, { schema: writeSchema, ...textBody }, async (request, reply) => {
    const at = place(kind, request.params);
    const text = documentText(request);
    const stored = await deps.documents.update(at, text, writtenBy(request), writeCondition(request));
    tagVersion(reply, stored);
    return reply.header('content-type', json).send(printDocument(stored));
  });
  const deleteSchema = { summary: `Delete a ${kind}`, tags, ...params, response: { 204: Type.Null() } };
  app.delete<{ Params: Named }>(url, { schema: deleteSchema }, async (request, reply) => {
    await deps.documents.remove(place(kind, request.params), writtenBy(request), writeCondition(request));
    return reply.code(204).send();
  });
}

function pathParams(url: string): { readonly params?: ReturnType<typeof Type.Object> } {
  const names = url.split('/').filter((segment) => segment.startsWith(':'));
  if (names.length === 0) return {};
  return { params: Type.Object(Object.fromEntries(names.map((name) => [name.slice(1), Type.String()]))) };
}
