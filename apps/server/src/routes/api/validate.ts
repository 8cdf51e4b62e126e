import type { FastifyInstance } from 'fastify';
import type { KindEntry } from '@hecate/perses';
import { documentText, textBody } from '../../documents/document-body.ts';
import { DocumentToWrite } from '../../documents/document-schema.ts';
import type { DocumentService } from '../../documents/document-service.ts';
import { whoAsks } from '../../documents/written-by.ts';
import { opaque } from '../opaque.ts';

/** The kinds that Perses validates without storing. */
const validated = new Set(['Dashboard', 'Datasource', 'GlobalDatasource', 'Variable', 'GlobalVariable']);

/** `POST /api/validate/<root>`: 200 without a body when the document could be stored, else what is wrong with it. */
export function registerValidate(
  app: FastifyInstance,
  documents: DocumentService,
  kinds: readonly KindEntry[],
): void {
  for (const { kind, root } of kinds.filter((entry) => validated.has(entry.kind))) {
    const schema = {
      summary: `Check a ${kind} without storing it`,
      tags: ['perses'],
      body: DocumentToWrite,
      response: { 200: opaque('No body') },
    };
    app.post(`/api/validate/${root}`, { schema, ...textBody }, async (request, reply) => {
      await documents.validate(kind, documentText(request), whoAsks(request));
      return reply.code(200).send();
    });
  }
}
