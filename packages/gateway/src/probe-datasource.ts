import { fetchAnswer } from './fetch-answer.ts';
import { GatewayError } from './gateway-error.ts';
import { createPrometheusClient } from './prometheus-client.ts';
import { readBody } from './read-body.ts';
import type { Upstream } from './upstream-request.ts';

/** What a look at a Prometheus-like datasource found. */
export interface DatasourceProbe {
  readonly reachable: boolean;
  /** Its version; null when it does not say (Thanos behind a tenancy proxy, for example). */
  readonly version: string | null;
  readonly latencyMs: number | null;
  /** Why it is not reachable, in words for users; null when it is. */
  readonly reason: string | null;
}

/** A probe is a look, not a query: it does not wait longer than this. */
const probeDeadlineMs = 5_000;

/** Asks for the build information, and where that is not offered for the query `1`. Never throws. */
export async function probeDatasource(
  upstream: Upstream,
  signal?: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<DatasourceProbe> {
  const startedAt = now();
  const options = { upstream, method: 'GET', deadlineMs: probeDeadlineMs, signal } as const;
  const found = (version: string | null): DatasourceProbe => ({
    reachable: true,
    version,
    latencyMs: now() - startedAt,
    reason: null,
  });
  try {
    const answer = await fetchAnswer({ kind: 'buildinfo' }, options);
    const version = answer.status === 200 ? readVersion(await readBody(answer)) : undefined;
    if (version !== undefined) {
      return found(version);
    }
  } catch (error) {
    if (!isAnswered(error)) {
      return unreachable(error);
    }
  }
  try {
    await createPrometheusClient(upstream).instant('1', {
      deadlineMs: probeDeadlineMs,
      ...(signal === undefined ? {} : { signal }),
    });
    return found(null);
  } catch (error) {
    return unreachable(error);
  }
}

/** Something answered, though not with build information: worth the second question. */
function isAnswered(error: unknown): boolean {
  return (
    error instanceof GatewayError &&
    ['upstream_failed', 'upstream_denied', 'content_type_refused', 'answer_incomplete'].includes(error.code)
  );
}

function unreachable(error: unknown): DatasourceProbe {
  return {
    reachable: false,
    version: null,
    latencyMs: null,
    reason:
      error instanceof GatewayError
        ? error.message
        : 'the probe failed for an unknown reason; look at the log',
  };
}

function readVersion(body: Buffer): string | undefined {
  const match = /"version"\s*:\s*"([\w.+-]{1,50})"/.exec(body.toString('utf8', 0, 10_000));
  return match?.[1];
}
