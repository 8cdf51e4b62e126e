import { pause } from './pause.ts';

/** How the wait for a component ended. */
export type Readiness = { readonly kind: 'ready' } | { readonly kind: 'late'; readonly why: string };

const pollMs = 50;
const requestTimeoutMs = 2_000;

/** Asks `url` until it answers 2xx, for at most `timeoutMs`; rejects only when `signal` aborts. */
export async function waitUntilReady(
  ready: { readonly url: string; readonly timeoutMs: number },
  deps: { readonly fetch: typeof globalThis.fetch; readonly signal: AbortSignal },
): Promise<Readiness> {
  const started = performance.now();
  let why = 'was not asked';
  while (performance.now() - started < ready.timeoutMs) {
    deps.signal.throwIfAborted();
    try {
      const response = await deps.fetch(ready.url, {
        redirect: 'manual',
        signal: AbortSignal.any([deps.signal, AbortSignal.timeout(requestTimeoutMs)]),
      });
      await response.body?.cancel();
      if (response.ok) return { kind: 'ready' };
      why = `answers HTTP ${response.status}`;
    } catch (error) {
      deps.signal.throwIfAborted();
      why = isTimeout(error) ? `gives no answer within ${requestTimeoutMs} ms` : 'cannot be reached';
    }
    await pause(pollMs, deps.signal);
  }
  return { kind: 'late', why };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
