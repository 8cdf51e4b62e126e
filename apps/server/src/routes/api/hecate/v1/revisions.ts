import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { diffDocuments, documentError, printDocument, summarizeDiff, type KindEntry } from '@hecate/perses';
import type { RevisionRow, Store, StoredDocument } from '@hecate/store';
import {
  type Revision,
  RevisionDiff,
  RevisionDocument,
  RevisionList,
  RestoreRequest,
} from '../../../../contract/index.ts';
import { PersesDocument } from '../../../../documents/document-schema.ts';
import { place, type DocumentService, type Place } from '../../../../documents/document-service.ts';
import { tagVersion, writeCondition } from '../../../../documents/version-tags.ts';
import { writtenBy } from '../../../../documents/written-by.ts';

export interface RevisionRoutesDeps {
  readonly store: Store;
  readonly documents: DocumentService;
  /** The kinds that this server takes. */
  readonly kinds: readonly KindEntry[];
  readonly isReadonly: boolean;
}

const Version = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });
const RevisionsQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  before: Type.Optional(Version),
});
const DiffQuery = Type.Object({ against: Type.Optional(Version) });

interface Named {
  readonly project?: string;
  readonly name: string;
}
interface Versioned extends Named {
  readonly version: number;
}

const json = 'application/json; charset=utf-8';

/** The history of every kind: `…/:name/revisions`, `…/:version`, `…/:version/diff`, `…/:version/restore`. */
export function registerRevisions(app: FastifyInstance, deps: RevisionRoutesDeps): void {
  for (const entry of deps.kinds) {
    const parent = entry.scope === 'project' ? `/projects/:project/${entry.root}` : `/${entry.root}`;
    registerForKind(app, deps, entry, `/api/hecate/v1${parent}/:name/revisions`);
  }
}

function registerForKind(
  app: FastifyInstance,
  deps: RevisionRoutesDeps,
  { kind, scope }: KindEntry,
  url: string,
): void {
  const { store, documents } = deps;
  const names = { ...(scope === 'project' ? { project: Type.String() } : {}), name: Type.String() };
  const params = Type.Object(names);
  const versionParams = Type.Object({ ...names, version: Version });
  const tags = ['hecate'];

  const listSchema = {
    summary: `Versions of a ${kind}, newest first`,
    tags,
    params,
    querystring: RevisionsQuery,
    response: { 200: RevisionList },
  };
  app.get<{ Params: Named; Querystring: Static<typeof RevisionsQuery> }>(
    url,
    { schema: listSchema },
    async (request) => {
      const at = place(kind, request.params);
      const rows = await store.revisions(kind, at.project, at.name, request.query);
      const newest = rows[0];
      if (newest === undefined) throw documentError('document_not_found', {});
      const current = (await store.get(kind, at.project, at.name))?.metadata.version ?? newest.version;
      return { revisions: rows.map(shown), current };
    },
  );

  const oneSchema = {
    summary: `A ${kind} as it was`,
    tags,
    params: versionParams,
    response: { 200: RevisionDocument },
  };
  app.get<{ Params: Versioned }>(`${url}/:version`, { schema: oneSchema }, async (request, reply) => {
    const { revision, document } = await contentOf(
      store,
      place(kind, request.params),
      request.params.version,
    );
    // The document is sent as the text it was saved as.
    const body = `{"revision":${JSON.stringify(shown(revision))},"document":${printDocument(document)}}`;
    return reply.header('content-type', json).send(body);
  });

  const diffSchema = {
    summary: `What changed in a version of a ${kind}`,
    tags,
    params: versionParams,
    querystring: DiffQuery,
    response: { 200: RevisionDiff },
  };
  app.get<{ Params: Versioned; Querystring: Static<typeof DiffQuery> }>(
    `${url}/:version/diff`,
    { schema: diffSchema },
    async (request) => {
      const at = place(kind, request.params);
      const { version } = request.params;
      const against = request.query.against ?? Math.max(0, version - 1);
      const [before, after] = await Promise.all([
        contentOf(store, at, against),
        contentOf(store, at, version),
      ]);
      const diff = diffDocuments(before.document, after.document);
      return {
        from: against,
        to: version,
        summary: summarizeDiff(diff),
        textOnly: diff.textOnly,
        entries: [...diff.entries],
      };
    },
  );
  if (deps.isReadonly) return;

  const restoreSchema = {
    summary: `Write an old version of a ${kind} as a new one`,
    tags,
    params: versionParams,
    body: Type.Union([RestoreRequest, Type.Null()]),
    response: { 200: PersesDocument },
  };
  app.post<{ Params: Versioned; Body: RestoreRequest | null }>(
    `${url}/:version/restore`,
    { schema: restoreSchema, preValidation: async (request: FastifyRequest) => void (request.body ??= null) },
    async (request, reply) => {
      const at = place(kind, request.params);
      const message = request.body?.message;
      const by = message === undefined ? writtenBy(request) : writtenBy(request, message);
      const restored = await documents.restore(at, request.params.version, by, writeCondition(request));
      tagVersion(reply, restored);
      return reply.header('content-type', json).send(printDocument(restored));
    },
  );
}

async function contentOf(
  store: Store,
  { kind, project, name }: Place,
  version: number,
): Promise<{ readonly revision: RevisionRow; readonly document: StoredDocument }> {
  const found = await store.revision(kind, project, name, version);
  if (found === null || found.document === null)
    throw documentError('revision_not_found', { version, kind, name });
  return { revision: found.revision, document: found.document };
}

function shown({ version, author, savedAt, message, summary }: RevisionRow): Revision {
  return { version, author, savedAt, message, summary };
}
