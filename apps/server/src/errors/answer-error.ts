import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorBody } from '../contract/index.ts';
import { formatByteSize } from '../config/byte-size.ts';
import { ServerError } from './server-error.ts';

/** What a refusal looks like on the wire. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Whether the cause is ours and belongs into the log with its stack. */
  readonly isOurFault: boolean;
}

interface RefusalOptions {
  readonly bodyLimitBytes: number;
  /** Shows what broke in the answer itself; for tests only. */
  readonly showsInternals: boolean;
}

export interface AnswerErrorOptions extends RefusalOptions {
  /** Told of every answer with an error; codes that no table names are told as `internal`. */
  readonly onRefusal: (code: string, status: number) => void;
}

/** Answers any error with the one body shape; what is not in a table is logged with its id and told without internals. */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: AnswerErrorOptions,
): FastifyReply {
  const refusal = refusalOf(error, request.id, options);
  options.onRefusal(refusal.isOurFault ? 'internal' : refusal.code, refusal.status);
  if (refusal.isOurFault) request.log.error({ err: error }, 'an error that no table names');
  else if (error instanceof Error && error.message !== refusal.message && refusal.status >= 500) {
    request.log.error({ err: error }, 'a refusal that is told without the folders of this machine');
  }
  const body: ErrorBody = {
    ...(isForPrometheusClient(request) ? prometheusError(error, refusal) : {}),
    message: refusal.message,
    code: refusal.code,
    requestId: request.id,
  };
  if (error instanceof ServerError && error.retryAfterSeconds !== null) {
    void reply.header('retry-after', String(error.retryAfterSeconds));
  }
  return reply
    .code(refusal.status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** Clients of a Prometheus read `status`, `errorType` and `error`. */
function isForPrometheusClient({ url }: FastifyRequest): boolean {
  return url.startsWith('/prometheus/') || url.startsWith('/proxy/');
}

function prometheusError(error: unknown, { status, message }: Refusal): Readonly<Record<string, string>> {
  const named: unknown = error instanceof Error ? Reflect.get(error, 'errorType') : undefined;
  const general = status >= 500 ? 'internal' : 'bad_data';
  return { status: 'error', errorType: typeof named === 'string' ? named : general, error: message };
}

/** The row of the tables that an error stands for: this room's, a lower room's, Fastify's, or "ours". */
export function refusalOf(error: unknown, requestId: string, options: RefusalOptions): Refusal {
  const known = codedRefusal(error) ?? fastifyRefusal(error, options);
  if (known !== null) return known;
  const fault = new ServerError('internal', { requestId });
  const detail = options.showsInternals && error instanceof Error ? `: ${error.message}` : '';
  return { status: 500, code: codeOf(error), message: `${fault.message}${detail}`, isOurFault: true };
}

/** Errors of our own rooms carry `code` and `status`, from their room's table. */
function codedRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const code: unknown = Reflect.get(error, 'code');
  const status: unknown = Reflect.get(error, 'status');
  if (typeof code !== 'string' || typeof status !== 'number' || status < 400 || status > 599) return null;
  if (status === 500) return null;
  const told: unknown = Reflect.get(error, 'publicMessage');
  const message = typeof told === 'string' ? told : error.message;
  return { status, code, message, isOurFault: false };
}

function fastifyRefusal(error: unknown, { bodyLimitBytes }: RefusalOptions): Refusal | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return refusal(new ServerError('body_too_large', { limit: formatByteSize(bodyLimitBytes) }, error));
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return refusal(new ServerError('unsupported_media_type', {}, error));
  if (code === 'FST_ERR_VALIDATION') {
    return refusal(new ServerError('bad_request', { detail: validationDetail(error) }, error));
  }
  const status: unknown = Reflect.get(error, 'statusCode');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return refusal(
      new ServerError(
        'bad_request',
        { detail: `${sentence(error.message)}; mend the request and send it again` },
        error,
      ),
      status,
    );
  }
  return null;
}

function refusal({ code, status, message }: ServerError, otherStatus?: number): Refusal {
  return { status: otherStatus ?? status, code, message, isOurFault: false };
}

/** `querystring/name must be string` becomes `name must be string`, as people know their own parameters. */
function validationDetail(error: Error): string {
  return error.message.replace(/^(?:querystring|params|body|headers)\/?/, '').slice(0, 500);
}

/** Fastify's own words as the middle of a sentence. */
function sentence(message: string): string {
  const text = message.slice(0, 500).replace(/[.\s]+$/, '');
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'internal';
}
