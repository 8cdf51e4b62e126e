import type { FastifyReply } from 'fastify';

/** Aborted when the client goes before its answer is written, so that nobody works for it any longer. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
