import { createReadStream } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsCoding, contentCodings } from './content-coding.ts';
import type { CompressedCopies } from './compressed-copies.ts';
import type { StaticFile } from './static-files.ts';

/** Sends one listed file: 304 for a copy the browser has, a compressed copy when there is one, else the file itself. */
export function sendStatic(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StaticFile,
  copies: CompressedCopies | null,
): FastifyReply {
  reply.header('content-type', file.mediaType);
  reply.header('cache-control', file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  reply.header('vary', 'accept-encoding');
  reply.header('etag', file.etag);
  // Only what is there can be unchanged: the page that says that nothing is here is sent whole.
  if (reply.statusCode === 200 && matchesTag(request.headers['if-none-match'], file.etag))
    return reply.code(304).send();
  const accepted = String(request.headers['accept-encoding'] ?? '');
  for (const coding of contentCodings) {
    const built = file.copies[coding];
    if (built === undefined || !acceptsCoding(accepted, coding)) continue;
    reply.header('content-encoding', coding).header('content-length', built.bytes);
    return reply.send(createReadStream(built.diskPath));
  }
  const copy = copies?.find(file, accepted) ?? null;
  if (copy !== null) return reply.header('content-encoding', copy.coding).send(copy.body);
  return reply.header('content-length', file.bytes).send(file.body ?? createReadStream(file.diskPath));
}

/** Whether an `If-None-Match` or `If-Match` header names this tag; weak and strong spellings are the same document here. */
export function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((candidate) => {
    const tag = candidate.trim();
    return tag === '*' || tag.replace(/^W\//, '') === etag;
  });
}
