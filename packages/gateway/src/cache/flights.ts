import { GatewayError } from '../gateway-error.ts';
import type { UpstreamAnswer } from '../upstream-request.ts';
import { shareBody, type SharedBody, type SharedBodyOptions } from './shared-body.ts';

/** An answer that several wait for. */
export interface SharedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | SharedBody;
  readonly dateMs?: number | undefined;
}

/** Equal questions that are asked at the same time reach the upstream once. */
export interface Flights {
  /** `isFirst` for the one whose question was sent; rejects with what the upstream failed with, or when `signal` ends the wait. */
  join(
    key: string,
    ask: (signal: AbortSignal) => Promise<UpstreamAnswer>,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly answer: SharedAnswer; readonly isFirst: boolean }>;
  stats(): { readonly running: number; readonly joined: number };
}

interface Flight {
  readonly answered: Promise<SharedAnswer>;
  readonly controller: AbortController;
  waiting: number;
  body: SharedBody | undefined;
  /** Nobody joins any more. */
  readonly end: () => void;
}

/** The upstream is left when the last one who waits has gone; a failure reaches all of them and is not kept. */
export function createFlights(options: SharedBodyOptions): Flights {
  // Bounded by the requests that run: a flight ends with its answer.
  const running = new Map<string, Flight>();
  let joined = 0;

  const start = (key: string, ask: (signal: AbortSignal) => Promise<UpstreamAnswer>): Flight => {
    const controller = new AbortController();
    const end = (): void => {
      if (running.get(key) === flight) running.delete(key);
    };
    const flight: Flight = {
      controller,
      end,
      waiting: 0,
      body: undefined,
      answered: ask(controller.signal).then(
        (answer) => {
          if (Buffer.isBuffer(answer.body)) {
            end();
            return { ...answer, body: answer.body };
          }
          const body = shareBody(answer.body, options);
          flight.body = body;
          void body.whole.then(end, end);
          return { ...answer, body };
        },
        (error: unknown) => {
          end();
          throw error;
        },
      ),
    };
    running.set(key, flight);
    return flight;
  };

  return {
    async join(key, ask, signal) {
      const known = running.get(key);
      const canJoin = known !== undefined && (known.body === undefined || known.body.canJoin());
      const flight = canJoin ? known : start(key, ask);
      if (canJoin) joined += 1;
      flight.waiting += 1;
      try {
        return { answer: await untilGone(flight.answered, signal), isFirst: !canJoin };
      } finally {
        flight.waiting -= 1;
        if (flight.waiting === 0 && signal?.aborted === true) {
          flight.end();
          flight.controller.abort();
        }
      }
    },
    stats: () => ({ running: running.size, joined }),
  };
}

/** Waits for a promise, or until the client has left. */
async function untilGone<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise;
  const gone = Promise.withResolvers<never>();
  const leave = (): void => gone.reject(new GatewayError('client_gone'));
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([promise, gone.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
