import type { Pool } from 'undici';
import type { Connector } from './connector.ts';
import { createExchange } from './exchange.ts';
import { explainUpstreamError } from './explain-upstream-error.ts';
import { GatewayError } from './gateway-error.ts';
import type { Slots } from './slots.ts';
import type { UpstreamAnswer, UpstreamRequest } from './upstream-request.ts';
import type { UpstreamUrl } from './upstream-url.ts';

/** What all attempts of one upstream share. */
export interface AttemptContext {
  readonly name: string;
  readonly url: UpstreamUrl;
  readonly pool: Pool;
  readonly slots: Slots;
  readonly connector: Connector;
  readonly maxResponseBytes: number;
  readonly bufferBytes: number;
  /** Cancels of what runs now; bounded by the slots and their line. */
  readonly running: Set<(reason: Error) => void>;
}

export interface AttemptOptions {
  readonly headers: string[];
  /** Time left, milliseconds from now. */
  readonly deadlineMs: number;
  /** The whole time that was allowed, for the message. */
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
  /** Told when an answer that was handed over as a stream has come to its end. */
  readonly onStreamEnd: (status: number, bytes: number, failure: GatewayError | undefined) => void;
  readonly onBytes: (bytes: number) => void;
}

/** How an attempt ended; `isStale`: on a kept-alive connection that broke before the answer began. */
export type Outcome =
  | { readonly answer: UpstreamAnswer; readonly failure: undefined; readonly isStale: false }
  | { readonly answer: undefined; readonly failure: GatewayError; readonly isStale: boolean };

/** Asks once: waits for a slot, sends, and ends at the deadline or when the client leaves, whichever comes first. */
export function attempt(
  context: AttemptContext,
  request: UpstreamRequest,
  options: AttemptOptions,
): Promise<Outcome> {
  const { name, url, slots } = context;
  const { deadlineMs, signal } = options;
  return new Promise((resolve) => {
    let streamed: UpstreamAnswer | undefined;
    let hasSlot = false;
    let leaveLine: () => void = () => undefined;

    const exchange = createExchange({
      upstream: name,
      accept: request.accept,
      maxResponseBytes: context.maxResponseBytes,
      bufferBytes: context.bufferBytes,
      onAnswer(answer) {
        streamed = Buffer.isBuffer(answer.body) ? undefined : answer;
        resolve({ answer, failure: undefined, isStale: false });
      },
      onEnd(failure) {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        context.running.delete(cancel);
        options.onBytes(exchange.bytes());
        const explained =
          failure === undefined ? undefined : explainUpstreamError(name, failure, exchange.hasBegun());
        if (streamed !== undefined) {
          options.onStreamEnd(streamed.status, exchange.bytes(), explained);
        } else if (explained !== undefined) {
          const isStale = !exchange.hasBegun() && context.connector.isStale(failure);
          resolve({ answer: undefined, failure: explained, isStale });
        }
      },
      onRelease() {
        if (hasSlot) {
          hasSlot = false;
          slots.leave();
        }
      },
    });
    const cancel = (reason: Error): void => {
      leaveLine();
      exchange.cancel(reason);
    };
    const onAbort = (): void => cancel(new GatewayError('client_gone'));
    const timer = setTimeout(
      () => cancel(new GatewayError('upstream_timeout', { upstream: name, limit: options.limitMs })),
      deadlineMs,
    );

    context.running.add(cancel);
    signal?.addEventListener('abort', onAbort, { once: true });
    const left = slots.enter(() => {
      hasSlot = true;
      context.pool.dispatch(
        {
          method: request.method,
          path: `${url.basePath}${request.path}${request.search === '' ? '' : `?${request.search}`}`,
          headers: options.headers,
          body: request.body ?? null,
        },
        exchange.handler,
      );
    });
    if (left === undefined) {
      cancel(new GatewayError('upstream_busy', { upstream: name, queued: slots.waiting() }));
    } else {
      leaveLine = left;
    }
  });
}
