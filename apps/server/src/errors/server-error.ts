/** Every refusal of this room: HTTP status and text. `{name}` is filled from the detail; Perses texts are kept word for word. */
export const serverErrors = {
  bad_request: { status: 400, text: 'bad request: {detail}' },
  kind_disabled: {
    status: 400,
    text: 'bad request: documents of kind {kind} are switched off on this server; {key} switches them on',
  },
  embedded_disabled: {
    status: 400,
    text: 'bad request: this server takes no {what} inside dashboards; keep them in the project, or switch them on with {key}',
  },
  unauthorized: { status: 401, text: 'unauthorized' },
  host_refused: {
    status: 421,
    text: 'this server does not answer for the host {host}; open it by localhost, 127.0.0.1 or [::1], or name the host in server.allowedHosts',
  },
  cross_site: {
    status: 403,
    text: 'a page of another origin ({origin}) may not do this; open Hecate itself and do it there',
  },
  route_not_found: { status: 404, text: 'Not Found' },
  console_missing: {
    status: 404,
    text: 'the console is not built in this checkout; `npm start` builds it, the API works without it',
  },
  thing_not_found: { status: 404, text: '{what} not found' },
  method_not_allowed: { status: 405, text: 'Method Not Allowed' },
  request_timeout: { status: 408, text: 'the request did not arrive within {limit}; send it again' },
  body_too_large: {
    status: 413,
    text: 'the body is larger than {limit}; make it smaller or raise server.bodyLimit',
  },
  url_too_long: {
    status: 414,
    text: 'the path and query are longer than {limit} characters; send long queries as POST',
  },
  unsupported_media_type: { status: 415, text: 'unsupported media type' },
  headers_too_large: {
    status: 431,
    text: 'the request headers are larger than {limit}; send fewer or shorter headers, or remove cookies of this host',
  },
  internal: {
    status: 500,
    text: 'Hecate made an error (id {requestId}); the log line with this id says more',
  },
  too_many_writes: {
    status: 503,
    text: 'more than {limit} writes are waiting; try again in a few seconds',
    retryAfterSeconds: 5,
  },
  no_datasource: {
    status: 503,
    text: 'there is no default Prometheus: set PROMETHEUS_URL, or save a global datasource with `default: true`',
  },
  not_ready: { status: 503, text: 'the store does not answer; the log says why' },
  stopping: { status: 503, text: 'the server is stopping; try again in a few seconds' },
} as const satisfies Record<string, ServerErrorRow>;

interface ServerErrorRow {
  readonly status: number;
  readonly text: string;
  /** Seconds after which a client may ask again, told as `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

export type ServerErrorCode = keyof typeof serverErrors;

/** A refusal with a row in the table above. */
export class ServerError extends Error {
  readonly code: ServerErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | null;

  constructor(code: ServerErrorCode, detail: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(filled(serverErrors[code].text, detail), cause === undefined ? undefined : { cause });
    this.name = 'ServerError';
    this.code = code;
    const row: ServerErrorRow = serverErrors[code];
    this.status = row.status;
    this.retryAfterSeconds = row.retryAfterSeconds ?? null;
  }
}

function filled(text: string, detail: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => detail[name] ?? '');
}
