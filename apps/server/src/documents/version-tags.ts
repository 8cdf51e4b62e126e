import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoredDocument, WriteOptions } from '@hecate/store';
import { ServerError } from '../errors/server-error.ts';
import { matchesTag } from '../static/send-static.ts';

/** Names version and time of a document in the answer; `ETag` is the quoted version. */
export function tagVersion(reply: FastifyReply, { metadata }: StoredDocument): void {
  reply.header('etag', `"${metadata.version}"`);
  reply.header('last-modified', new Date(metadata.updatedAt).toUTCString());
  reply.header('cache-control', 'no-cache');
}

/**
 * Whether the asking client has this version already. A document that was deleted and made again counts from 0 again, so
 * the time must agree as well where the client sends it.
 */
export function hasVersion(request: FastifyRequest, { metadata }: StoredDocument): boolean {
  const since = request.headers['if-modified-since'];
  const isSameTime = since === undefined || since === new Date(metadata.updatedAt).toUTCString();
  return isSameTime && matchesTag(request.headers['if-none-match'], `"${metadata.version}"`);
}

/** The condition of a write from `If-Match`: a version, quoted or not; none without the header or with `*`. */
export function writeCondition(request: FastifyRequest): WriteOptions {
  const header = request.headers['if-match']?.trim();
  if (header === undefined || header === '*') return {};
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version === undefined) {
    throw new ServerError('bad_request', {
      detail: 'If-Match must be the metadata.version of one document, such as "3"',
    });
  }
  return { ifMatch: Number(version) };
}
