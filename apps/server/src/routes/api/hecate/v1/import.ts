import { Readable } from 'node:stream';
import type { FastifyInstance, RouteShorthandOptions } from 'fastify';
import { validateName } from '@hecate/perses';
import { Type, type Static } from 'typebox';
import { ConflictPolicy, type ImportLine } from '../../../../contract/index.ts';
import { clientSignal } from '../../../../datasources/client-signal.ts';
import type { DocumentService } from '../../../../documents/document-service.ts';
import { writtenBy } from '../../../../documents/written-by.ts';
import { ServerError } from '../../../../errors/server-error.ts';
import { compileValidator } from '../../../../http/validate-request.ts';
import { importDocuments, type ImportOptions } from '../../../../transfer/import-documents.ts';
import { openScratchFile } from '../../../../transfer/scratch-file.ts';
import type { TransferGate } from '../../../../transfer/transfer-gate.ts';
import { unpackArchive, type UnpackedArchive } from '../../../../transfer/unpack-archive.ts';
import { opaque } from '../../../opaque.ts';
import type { ExportDeps } from './export.ts';

export interface ImportDeps extends ExportDeps {
  readonly documents: DocumentService;
  readonly gate: TransferGate;
  /** Folder in which archives wait unpacked; nothing in it has a name for longer than a moment. */
  readonly scratchFolder: string;
}

const ImportQuery = Type.Object({
  dryRun: Type.Optional(Type.Boolean({ description: 'Only says what would happen' })),
  onConflict: Type.Optional(ConflictPolicy),
  project: Type.Optional(Type.String({ description: 'Everything goes into this project' })),
  prune: Type.Optional(
    Type.Boolean({
      description:
        'Removes documents (never secrets) that the archive does not hold, of every project that it holds as a document, or of `project`',
    }),
  ),
});

/** The body schema is for the reference page: the body is a stream, which `unpackArchive` checks. */
const streamBody: Pick<RouteShorthandOptions, 'validatorCompiler'> = {
  validatorCompiler: (part) =>
    part.httpPart === 'body' ? (value: unknown) => ({ value }) : compileValidator(part),
};

/** `POST /api/hecate/v1/import`: a .tar.gz is read whole and checked, then its documents are written one by one. */
export function registerImport(app: FastifyInstance, deps: ImportDeps): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/gzip', 'application/x-gzip'], (_request, payload, done) =>
    done(null, payload),
  );
  const schema = {
    summary: 'Import a .tar.gz of documents, as `export` writes it',
    tags: ['hecate'],
    querystring: ImportQuery,
    body: opaque('A gzip-compressed tar archive of .json, .yaml and .yml files'),
    response: {
      200: opaque('Lines of JSON (application/x-ndjson): begin, one for each document, end or error'),
    },
  };
  app.post<{ Querystring: Static<typeof ImportQuery> }>(
    '/api/hecate/v1/import',
    // An archive has bounds of its own, which are counted while it is read.
    { schema, bodyLimit: Number.MAX_SAFE_INTEGER, ...streamBody },
    async (request, reply) => {
      if (!(request.body instanceof Readable)) throw new ServerError('unsupported_media_type');
      const { dryRun = false, onConflict = 'skip', project, prune = false } = request.query;
      if (project !== undefined) {
        validateName(project);
        await deps.documents.requireProject(project.toLowerCase());
      }
      const options = {
        onConflict,
        isDryRun: dryRun,
        project: project?.toLowerCase() ?? null,
        prunes: prune,
        by: writtenBy(request),
        signal: clientSignal(reply),
      };
      const leave = deps.gate.enter();
      let scratch: Awaited<ReturnType<typeof openScratchFile>> | null = null;
      try {
        scratch = await openScratchFile(deps.scratchFolder);
        const opened = scratch;
        // The request itself must outlive a refusal: the answer goes back over its connection.
        const body = request.body.iterator({ destroyOnReturn: false });
        const archive = await unpackArchive(body, opened, { signal: options.signal });
        const lines = Readable.from(linesOf(archive, deps, options));
        lines.once('close', () => {
          leave();
          void opened.close();
        });
        scratch = null;
        return reply
          .header('content-type', 'application/x-ndjson; charset=utf-8')
          .header('cache-control', 'no-store')
          .send(lines);
      } catch (error) {
        leave();
        await readAway(request.body);
        reply.header('connection', 'close');
        throw error;
      } finally {
        await scratch?.close();
      }
    },
  );
}

/** What is read away of a refused archive, in bytes and milliseconds; beyond that the connection is cut. */
const readAwayLimit = { bytes: 64 * 1024 * 1024, ms: 10_000 };

/** Reads the rest of a refused upload, because a client that is still sending does not see the answer. */
async function readAway(body: Readable): Promise<void> {
  const deadline = AbortSignal.timeout(readAwayLimit.ms);
  let bytes = 0;
  await new Promise<void>((resolve) => {
    const finish = (): void => resolve();
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > readAwayLimit.bytes) finish();
    });
    for (const event of ['end', 'error', 'close']) body.once(event, finish);
    deadline.addEventListener('abort', finish, { once: true });
    if (body.readableEnded || body.destroyed) finish();
  });
}

async function* linesOf(
  archive: UnpackedArchive,
  deps: ImportDeps,
  options: ImportOptions,
): AsyncGenerator<string> {
  try {
    for await (const line of importDocuments(archive, deps, options)) yield printed(line);
  } catch (error) {
    if (options.signal.aborted) return;
    // The status is on its way already, so the reason is the last line.
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    const isKnown = error instanceof Error && typeof Reflect.get(error, 'status') === 'number';
    if (!isKnown) throw error;
    yield printed({ type: 'error', code: String(code), message: error.message });
  }
}

function printed(line: ImportLine): string {
  return `${JSON.stringify(line)}\n`;
}
