import type { FastifyRequest } from 'fastify';
import type { WrittenBy } from '@hecate/store';
import { ServerError } from '../errors/server-error.ts';

/** Longest message of a version, in characters. */
const messageLimit = 500;

/** Who writes and the message of the version, from `X-Hecate-Message` (percent-encoded). */
export function writtenBy(request: FastifyRequest, message = headerMessage(request)): WrittenBy {
  if (message.length > messageLimit) {
    throw new ServerError('bad_request', {
      detail: `the message has ${message.length} characters, at most ${messageLimit} are allowed`,
    });
  }
  return { author: whoAsks(request), ...(message === '' ? {} : { message }) };
}

/** Whoever sent a request; nobody has a name while there is no login. */
export function whoAsks(_request: FastifyRequest): string {
  return 'anonymous';
}

function headerMessage(request: FastifyRequest): string {
  const header = request.headers['x-hecate-message'];
  if (header === undefined) return '';
  try {
    return decodeURIComponent(String(header));
  } catch (error) {
    throw new ServerError('bad_request', { detail: 'X-Hecate-Message is not percent-encoded UTF-8' }, error);
  }
}
