import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import { pagePolicy } from '../http/security-headers.ts';
import type { CompressedCopies } from '../static/compressed-copies.ts';
import { sendStatic } from '../static/send-static.ts';
import { contentOf, inlineScriptHashes, type StaticFile } from '../static/static-files.ts';

/** The one page of the console, which shows what belongs to the address it was loaded from. */
export interface ConsolePage {
  send(request: FastifyRequest, reply: FastifyReply): FastifyReply;
  /** Whether a person who typed an address that nothing answers is asking: the page says so better than JSON. */
  isForUnknown(request: FastifyRequest): boolean;
}

export interface ConsolePageDeps {
  /** Files of the built browser app by path; empty when it is not built. */
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly copies: CompressedCopies | null;
}

/** Where programs ask, whatever they say they accept. */
const programPaths = /^\/(?:(?:api|proxy|plugins|prometheus|metrics|assets)(?:[/?]|$)|-\/)/;

/** The page with the policy that names its inline scripts. */
export function createConsolePage({ files, copies }: ConsolePageDeps): ConsolePage {
  const page = files.get('index.html');
  const policy = page === undefined ? '' : pagePolicy(inlineScriptHashes(contentOf(page).toString('utf8')));
  return {
    send(request, reply) {
      if (page === undefined) throw new ServerError('console_missing');
      reply.header('content-security-policy', policy);
      return sendStatic(request, reply, page, copies);
    },
    isForUnknown: ({ method, url, headers }) =>
      page !== undefined &&
      method === 'GET' &&
      !programPaths.test(url) &&
      (headers.accept ?? '').includes('text/html'),
  };
}
