import type { FastifyInstance } from 'fastify';
import { validateName } from '@hecate/perses';
import type { Store } from '@hecate/store';
import { Type, type Static } from 'typebox';
import { clientSignal } from '../../../../datasources/client-signal.ts';
import { ServerError } from '../../../../errors/server-error.ts';
import { exportDocuments, requireExportable } from '../../../../transfer/export-documents.ts';
import type { TransferGate } from '../../../../transfer/transfer-gate.ts';
import { writeArchive } from '../../../../transfer/write-archive.ts';
import { opaque } from '../../../opaque.ts';

export interface ExportDeps {
  readonly store: Store;
  readonly gate: TransferGate;
}

const ExportQuery = Type.Object({
  project: Type.Optional(Type.String({ description: 'Only this project and what is in it' })),
  dashboard: Type.Optional(Type.String({ description: 'Only this dashboard of the project' })),
});

/** `GET /api/hecate/v1/export`: documents as a .tar.gz, written while it is read. */
export function registerExport(app: FastifyInstance, { store, gate }: ExportDeps): void {
  const schema = {
    summary: 'Everything, one project or one dashboard as a .tar.gz',
    tags: ['hecate'],
    querystring: ExportQuery,
    response: { 200: opaque('A gzip-compressed tar archive with hecate-manifest.json as its last file') },
  };
  app.get<{ Querystring: Static<typeof ExportQuery> }>(
    '/api/hecate/v1/export',
    { schema },
    async (request, reply) => {
      const selection = {
        project: nameOf(request.query.project),
        dashboard: nameOf(request.query.dashboard),
      };
      if (selection.dashboard !== null && selection.project === null) {
        throw new ServerError('bad_request', { detail: 'a dashboard needs its project beside it' });
      }
      await requireExportable(store, selection);
      const leave = gate.enter();
      const archive = writeArchive(exportDocuments(store, selection, clientSignal(reply)));
      archive.once('close', leave);
      const name = [selection.project ?? 'hecate', selection.dashboard]
        .filter((part) => part !== null)
        .join('-');
      return reply
        .header('content-type', 'application/gzip')
        .header('content-disposition', `attachment; filename="${name}.tar.gz"`)
        .header('cache-control', 'no-store')
        .send(archive);
    },
  );
}

function nameOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  validateName(given);
  return given.toLowerCase();
}
