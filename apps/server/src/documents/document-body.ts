import type { FastifyInstance, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import { compileValidator } from '../http/validate-request.ts';

/** Makes every route of this scope receive its JSON body as the text that came, so that documents are kept byte for byte. */
export function acceptDocumentText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(
        null,
        new TextDecoder('utf-8', { fatal: true }).decode(Buffer.isBuffer(body) ? body : Buffer.from(body)),
      );
    } catch (error) {
      done(new ServerError('bad_request', { detail: 'the body is not UTF-8' }, error), undefined);
    }
  });
}

/** Route options whose body schema is for the reference page only: the body is text here, its own room checks it. */
export const textBody: Pick<RouteShorthandOptions, 'validatorCompiler'> = {
  validatorCompiler: (part) =>
    part.httpPart === 'body' ? (value: unknown) => ({ value }) : compileValidator(part),
};

/** The text of a document that was sent; a write without JSON is refused as Perses does. */
export function documentText(request: FastifyRequest): string {
  if (typeof request.body !== 'string') throw new ServerError('unsupported_media_type');
  return request.body;
}
