import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Config } from '../config/config-schema.ts';
import { formatDuration } from '../config/duration.ts';
import { answerError, refusalOf } from '../errors/answer-error.ts';
import { ServerError } from '../errors/server-error.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import type { ConsolePage } from '../routes/console-page.ts';
import type { TlsFiles } from '../tls/tls-files.ts';
import { collectAllowedMethods } from './allowed-methods.ts';
import { boundConnections } from './bound-connections.ts';
import { compressAnswers } from './compress-answers.ts';
import { checkContracts } from './contract-check.ts';
import { declareErrors } from './declare-errors.ts';
import { createApiPrefix } from './api-prefix.ts';
import { guardRequest } from './request-guard.ts';
import { isLoopbackHost } from './loopback.ts';
import { compileValidator } from './validate-request.ts';
import { commonHeaders, strictTransport } from './security-headers.ts';

/** Largest request head, in bytes, all headers together. */
const headerLimitBytes = 16_384;
/** Most header lines of one request. */
const headerCountLimit = 100;
/** How long a connection may stay open without a request: longer than the scrape interval and the refresh of a page. */
const keepAliveMs = 72_000;

export interface AppOptions {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly metrics: ServerMetrics;
  /** Certificate and key when https is served. */
  readonly tls: TlsFiles | null;
  readonly consolePage: ConsolePage;
  /** Whether every answer is checked against its response schema; for tests. */
  readonly checksContracts: boolean;
}

/** A Fastify instance with everything that holds for all routes: guards, headers, errors, limits, log line and metrics. */
export function createApp(options: AppOptions): FastifyInstance {
  const { config, metrics, checksContracts, consolePage } = options;
  const errorOptions = {
    bodyLimitBytes: config.server.bodyLimitBytes,
    showsInternals: checksContracts,
    onRefusal: metrics.refused,
  };
  const prefix = createApiPrefix(config.server.apiPrefix);
  const app: FastifyInstance = Fastify({
    rewriteUrl: (request) => prefix.strip(request),
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: config.server.bodyLimitBytes,
    routerOptions: { maxParamLength: 500 },
    trustProxy: false,
    forceCloseConnections: 'idle',
    serverFactory: (handler) => createListener(handler, options),
    frameworkErrors: (error, request, reply) => {
      metrics.clientError(error.code);
      reply.headers(commonHeaders);
      void answerError(error, request, reply, errorOptions);
    },
  });
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(compileValidator);
  // Plain JSON: a compiled serialiser would drop the fields that a schema does not name.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));

  const allowedMethods = collectAllowedMethods(app);
  const isTls = options.tls !== null;
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  // Callbacks, not promises: this runs for every request.
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(commonHeaders);
    reply.header('x-request-id', request.id);
    if (isTls && !isLoopbackHost(request.hostname))
      reply.header('strict-transport-security', strictTransport);
    metrics.requestStarted();
    // The end of the answer, or of the client that did not wait for it.
    reply.raw.once('close', () => {
      recordAnswer(request, reply, metrics);
      // Kept alive, its connection would hold up the end.
      if (isStopping) setImmediate(() => app.server.closeIdleConnections());
    });
    const refusal = guardRequest(request.raw, { allowedHosts: config.server.allowedHosts, isTls });
    const elsewhere = prefix.redirectOf(request.raw);
    if (refusal !== null) done(refusal);
    else if (elsewhere !== null) void reply.redirect(elsewhere, 302);
    else if (request.headers['content-encoding'] === undefined) done();
    else done(new ServerError('unsupported_media_type'));
  });
  const isWithoutContract = (request: FastifyRequest): boolean =>
    prefix.redirectOf(request.raw) !== null || (request.is404 && consolePage.isForUnknown(request));
  declareErrors(app);
  if (checksContracts) checkContracts(app, isWithoutContract);
  compressAnswers(app);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, errorOptions));
  app.setNotFoundHandler(async (request, reply) => {
    const methods = allowedMethods(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0 && consolePage.isForUnknown(request))
      return consolePage.send(request, reply.code(404));
    if (methods.length === 0) throw new ServerError('route_not_found');
    reply.header('allow', methods.join(', '));
    throw new ServerError('method_not_allowed');
  });
  return app;
}

/** What log and metrics keep of an answer; 499 where the client left before it. */
function recordAnswer(request: FastifyRequest, reply: FastifyReply, metrics: ServerMetrics): void {
  const { method } = request;
  const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
  const status = reply.raw.writableFinished ? reply.statusCode : 499;
  const ms = reply.elapsedTime;
  metrics.requestEnded({ method, route, status, seconds: ms / 1_000 });
  // The path without its query: queries name what people look at, and may be long.
  const path = request.url.split('?', 1)[0]?.slice(0, 500);
  request.log.info({ method, path, route, status, ms }, 'answered');
}

function createListener(handler: RequestListener, { config, tls, metrics }: AppOptions): Server {
  const limits = {
    maxHeaderSize: headerLimitBytes,
    requestTimeout: config.server.requestTimeoutMs,
    headersTimeout: Math.min(config.server.requestTimeoutMs, 20_000),
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: 5_000,
    insecureHTTPParser: false,
  };
  const server =
    tls === null
      ? createHttpServer(limits, handler)
      : createHttpsServer({ ...limits, ...tls.read(), minVersion: 'TLSv1.2' }, handler);
  server.maxHeadersCount = headerCountLimit;
  boundConnections(server, metrics.observeBound);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    metrics.clientError(error.code ?? 'unknown');
    answerBrokenRequest(error, socket, config);
  });
  if (tls !== null && 'setSecureContext' in server) {
    tls.onChange((files) => server.setSecureContext({ ...files, minVersion: 'TLSv1.2' }));
    server.on('tlsClientError', (error: NodeJS.ErrnoException) => metrics.clientError(error.code ?? 'tls'));
  }
  return server;
}

/** What came was no HTTP request: one plain answer in the shape of every other refusal, then the connection ends. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, config: Config): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const { status, message, code } = refusalOf(brokenRequest(error, config), requestId, {
    bodyLimitBytes: config.server.bodyLimitBytes,
    showsInternals: false,
  });
  const body = JSON.stringify({ message, code, requestId });
  const headers = Object.entries({
    ...commonHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  const head = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  socket.end(`HTTP/1.1 ${status} ${reasonPhrase(status)}\r\n${head}\r\n\r\n${body}`);
}

function brokenRequest(error: NodeJS.ErrnoException, config: Config): ServerError {
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    return new ServerError('headers_too_large', { limit: `${headerLimitBytes} bytes` });
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new ServerError('request_timeout', { limit: formatDuration(config.server.requestTimeoutMs) });
  }
  if (error.code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') {
    return new ServerError('body_too_large', { limit: `${headerLimitBytes} bytes of chunk extensions` });
  }
  return new ServerError('bad_request', {
    detail:
      'what was sent is not an HTTP request; send one as a client library does, to the port and scheme of this server',
  });
}

function reasonPhrase(status: number): string {
  const phrases: Readonly<Record<number, string>> = {
    408: 'Request Timeout',
    413: 'Content Too Large',
    431: 'Request Header Fields Too Large',
  };
  return phrases[status] ?? 'Bad Request';
}
