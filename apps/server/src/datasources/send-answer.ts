import type { FastifyReply } from 'fastify';
import type { UpstreamAnswer } from '@hecate/gateway';
import { proxyHeaders } from '../http/security-headers.ts';

/** Sends what a datasource answered: the gateway's listed headers, never as a page of this origin. */
export function sendAnswer(reply: FastifyReply, { status, headers, body }: UpstreamAnswer): FastifyReply {
  return reply.code(status).headers(headers).headers(proxyHeaders).send(body);
}
