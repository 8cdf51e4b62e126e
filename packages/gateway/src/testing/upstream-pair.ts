import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { GatewayError } from '../gateway-error.ts';
import { createUpstream, type UpstreamOptions } from '../upstream.ts';
import type { Upstream, UpstreamRequest } from '../upstream-request.ts';
import { startRawUpstream, type RawConnection, type RawUpstream } from './raw-upstream.ts';

/** A fake upstream and the client of it, both closed after the test. */
export type StartPair = (
  onRequest: (connection: RawConnection) => void,
  options?: Partial<UpstreamOptions>,
) => Promise<{ raw: RawUpstream; upstream: Upstream }>;

/** For one test file: starts pairs, and closes what was started (or handed to `later`) after each test, last first. */
export function upstreamPairs(): { start: StartPair; later: (close: () => Promise<void>) => void } {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) {
      await close();
    }
  });
  return {
    later: (close) => void closers.push(close),
    async start(onRequest, options = {}) {
      const raw = await startRawUpstream(onRequest);
      closers.push(() => raw.close());
      const upstream = createUpstream({ name: 'prom', url: raw.url, ...options });
      closers.push(() => upstream.close(0));
      return { raw, upstream };
    },
  };
}

/** An ordinary read with five seconds' time. */
export const plainRead: UpstreamRequest = {
  method: 'GET',
  path: '/api/v1/query',
  search: 'query=up',
  accept: 'json',
  isRead: true,
  deadlineMs: 5_000,
};

/** The GatewayError a promise fails with; anything else fails the test. */
export async function failure(promise: Promise<unknown>): Promise<GatewayError> {
  const outcome: unknown = await promise.then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  if (outcome instanceof GatewayError) {
    return outcome;
  }
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}

/** Waits for a state that has no event, at most five seconds. */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 5) {
    if (isTrue()) {
      return;
    }
    await sleep(5);
  }
  throw new Error(`waited 5 s for: ${what}`);
}
