import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from './ask-datasource.ts';
import { clientSignal } from './client-signal.ts';

/** Who waits for an answer, as HTTP says it: `Cache-Control: no-cache` or `no-store` asks for a fresh one. */
export function readAsker(request: FastifyRequest, reply: FastifyReply): Asker {
  const control = request.headers['cache-control'] ?? '';
  return { signal: clientSignal(reply), wantsFresh: /\bno-(?:cache|store)\b/i.test(control) };
}
