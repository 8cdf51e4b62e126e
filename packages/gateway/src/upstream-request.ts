import type { Readable } from 'node:stream';

/** One request to an upstream, built from typed values only: no text of a user's path or headers gets here unread. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Canonical, begins with `/`; appended to the path of the upstream's URL. */
  readonly path: string;
  /** Rebuilt query string without `?`; empty when there is none. */
  readonly search: string;
  readonly body?: Buffer | string;
  readonly contentType?: string;
  /** `json`: anything but JSON is refused (Prometheus); `any`: the allow-list of the generic proxy. */
  readonly accept: 'json' | 'any';
  /** True when asking twice changes nothing: a stale keep-alive socket is then answered by one retry. */
  readonly isRead: boolean;
  /** Total time for this request, milliseconds from now; queueing, connecting and the whole body count. */
  readonly deadlineMs: number;
}

/** What came back. Small bodies are whole (a Buffer); larger ones stream, counted, and break the stream when cut. */
export interface UpstreamAnswer {
  readonly status: number;
  /** From the allow-list, lower case, plus `x-content-type-options` and `content-security-policy`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | Readable;
  /** The upstream's clock when it answered, milliseconds of Unix time cut to seconds; undefined when it did not say. */
  readonly dateMs?: number | undefined;
}

/** Counters of one upstream since its creation; the server turns them into metrics. */
export interface UpstreamStats {
  readonly inFlight: number;
  readonly queued: number;
  readonly connected: number;
  readonly requests: number;
  readonly retries: number;
  /** Decoded bytes of answers. */
  readonly bytes: number;
  /** By gateway error code, `client_gone` included. */
  readonly errors: Readonly<Record<string, number>>;
}

/** One finished exchange, for histograms and the slow-query log. */
export interface UpstreamExchange {
  readonly upstream: string;
  /** HTTP status, or 0 when there was no answer. */
  readonly status: number;
  /** Gateway error code, undefined on success. */
  readonly error: string | undefined;
  readonly durationMs: number;
  readonly bytes: number;
}

/** A pooled client of one upstream. */
export interface Upstream {
  /** A name that may be shown to users: never the URL. */
  readonly name: string;
  request(request: UpstreamRequest, signal?: AbortSignal): Promise<UpstreamAnswer>;
  stats(): UpstreamStats;
  /** Lets running requests finish for at most `graceMs` (default 5 000), then cuts them. */
  close(graceMs?: number): Promise<void>;
}
