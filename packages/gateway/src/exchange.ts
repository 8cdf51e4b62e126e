import { Readable, type Transform } from 'node:stream';
import type { Dispatcher } from 'undici';
import { answerHeaders } from './answer-headers.ts';
import { contentDecoder } from './content-decoder.ts';
import { explainUpstreamError } from './explain-upstream-error.ts';
import { GatewayError } from './gateway-error.ts';
import type { UpstreamAnswer, UpstreamRequest } from './upstream-request.ts';

/** What one exchange needs to know; bytes are decoded bytes. */
export interface ExchangeOptions {
  readonly upstream: string;
  readonly accept: UpstreamRequest['accept'];
  readonly maxResponseBytes: number;
  /** Answers up to this size are handed over whole, so that a cut one can still become a clean error. */
  readonly bufferBytes: number;
  /** The answer's head and its first bytes are good; `body` is whole or streams on. */
  readonly onAnswer: (answer: UpstreamAnswer) => void;
  /** Exactly once, when the outcome is known: undefined = all bytes came. */
  readonly onEnd: (failure: Error | undefined) => void;
  /** Exactly once, when the connection is free or gone; not before `onEnd`, except while the last bytes are decoded. */
  readonly onRelease: () => void;
}

export interface Exchange {
  readonly handler: Dispatcher.DispatchHandler;
  /** Gives up: the connection is closed at once, or as soon as it would have been used. */
  cancel(reason: Error): void;
  /** True when the upstream had begun to answer. */
  hasBegun(): boolean;
  bytes(): number;
}

/** More informational answers (1xx) than this are a flood, not a hint. */
const maxInformational = 8;
const noBytes = Buffer.alloc(0);

/**
 * One request on one connection, as undici's dispatch handler: checks status and headers before a byte is kept, counts decoded
 * bytes while they come, collects small bodies and streams large ones with back-pressure.
 */
export function createExchange(options: ExchangeOptions): Exchange {
  const { upstream } = options;
  let controller: Dispatcher.DispatchController | undefined;
  let decoder: Transform | undefined;
  let stream: Readable | undefined;
  let answer: Omit<UpstreamAnswer, 'body'> | undefined;
  let failure: Error | undefined;
  let hasBegun = false;
  let isOver = false;
  let informational = 0;
  let bytes = 0;
  // Bounded by bufferBytes: beyond it the body streams.
  let chunks: Buffer[] = [];

  const end = (reason: Error | undefined): void => {
    if (isOver) {
      return;
    }
    isOver = true;
    failure = reason;
    chunks = [];
    decoder?.destroy();
    if (reason !== undefined) {
      stream?.destroy(explainUpstreamError(upstream, reason, hasBegun));
    }
    options.onEnd(reason);
  };

  const fail = (reason: Error): void => {
    end(reason);
    controller?.abort(reason);
  };

  const startStream = (): Readable => {
    const body = new Readable({
      highWaterMark: options.bufferBytes,
      read() {
        decoder?.resume();
        if (decoder === undefined || !decoder.writableNeedDrain) {
          controller?.resume();
        }
      },
      destroy(error, callback) {
        if (!isOver) {
          fail(error ?? new GatewayError('client_gone'));
        }
        callback(error);
      },
    });
    // The consumer sees the error through its own pipeline; before that is attached it must not end the process.
    body.on('error', () => undefined);
    for (const chunk of chunks) {
      body.push(chunk);
    }
    chunks = [];
    return body;
  };

  const accept = (chunk: Buffer): void => {
    if (isOver || answer === undefined) {
      return;
    }
    bytes += chunk.length;
    if (bytes > options.maxResponseBytes) {
      fail(new GatewayError('answer_too_large', { upstream, limit: options.maxResponseBytes }));
      return;
    }
    if (stream !== undefined) {
      if (!stream.push(chunk)) {
        decoder?.pause();
        controller?.pause();
      }
      return;
    }
    chunks.push(chunk);
    if (bytes > options.bufferBytes) {
      stream = startStream();
      options.onAnswer({ ...answer, body: stream });
    }
  };

  const finish = (): void => {
    if (isOver || answer === undefined) {
      return;
    }
    if (stream === undefined) {
      const [first = noBytes] = chunks;
      options.onAnswer({ ...answer, body: chunks.length > 1 ? Buffer.concat(chunks, bytes) : first });
    } else {
      stream.push(null);
    }
    end(undefined);
  };

  const decodeWith = (created: Transform): void => {
    decoder = created;
    created.on('data', accept);
    created.on('end', finish);
    created.on('error', (cause) =>
      fail(new GatewayError('answer_incomplete', { upstream, why: 'its compression is broken' }, { cause })),
    );
    created.on('drain', () => controller?.resume());
  };

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started;
      if (failure !== undefined) {
        started.abort(failure);
      }
    },
    onResponseStarted() {
      hasBegun = true;
    },
    onResponseStart(_, status, headers) {
      if (status < 200) {
        informational += 1;
        if (informational > maxInformational) {
          throw new GatewayError('upstream_protocol', {
            upstream,
            why: 'it sends informational answers without end',
          });
        }
        return;
      }
      checkStatus(upstream, status);
      const declared = Number(headers['content-length'] ?? 0);
      const created = contentDecoder(upstream, headers['content-encoding']);
      if (created === undefined && declared > options.maxResponseBytes) {
        throw new GatewayError('answer_too_large', { upstream, limit: options.maxResponseBytes });
      }
      answer = {
        status,
        headers: answerHeaders(upstream, status, headers, options.accept),
        dateMs: readDate(headers['date']),
      };
      if (created !== undefined) {
        decodeWith(created);
      }
    },
    onResponseData(current, chunk) {
      if (decoder === undefined) {
        accept(chunk);
      } else if (!decoder.destroyed && !decoder.write(chunk)) {
        current.pause();
      }
    },
    onResponseEnd() {
      options.onRelease();
      if (decoder === undefined) {
        finish();
      } else {
        decoder.end();
      }
    },
    onResponseError(_, error) {
      end(failure ?? error);
      options.onRelease();
    },
  };

  return {
    handler,
    cancel(reason) {
      if (!isOver) {
        fail(reason);
      }
    },
    hasBegun: () => hasBegun,
    bytes: () => bytes,
  };
}

function readDate(date: string | readonly string[] | undefined): number | undefined {
  const ms = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function checkStatus(upstream: string, status: number): void {
  if (status >= 300 && status < 400) {
    throw new GatewayError('upstream_redirected', { upstream, status });
  }
  // A 401 or 403 passed on would tell the browser that the person's own session ended.
  if (status === 401 || status === 403 || status === 407) {
    throw new GatewayError('upstream_denied', { upstream, status });
  }
}
