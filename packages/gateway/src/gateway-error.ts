/** Every way the gateway refuses or fails: code → HTTP status, Prometheus error type, message with remedy. */
const errors = {
  bad_path: [
    400,
    'bad_data',
    'the path is not allowed: {why}; send it plainly, each segment percent-encoded once',
  ],
  bad_parameter: [400, 'bad_data', 'invalid parameter "{name}": {why}'],
  bad_encoding: [400, 'bad_data', 'the parameters cannot be read: {why}; send them percent-encoded as UTF-8'],
  duplicate_parameter: [400, 'bad_data', 'parameter "{name}" is given {where}; send it once'],
  unknown_parameter: [
    400,
    'bad_data',
    'parameter "{name}" is not known for {endpoint}; leave it out. Known: {known}',
  ],
  too_many_parameters: [400, 'bad_data', '{count} parameters are more than the {limit} allowed; send fewer'],
  body_not_allowed: [
    400,
    'bad_data',
    'a {method} request has no body here; send the parameters in the URL, or use POST',
  ],
  multipart_refused: [
    400,
    'bad_data',
    'multipart bodies are not read; send application/x-www-form-urlencoded',
  ],
  unsupported_media_type: [415, 'bad_data', 'unsupported media type {type}; send {allowed}'],
  encoded_body_refused: [415, 'bad_data', 'a body with Content-Encoding {coding} is not read; send it plain'],
  body_too_large: [413, 'bad_data', 'the body has {size} bytes, more than the {limit} allowed; send less'],
  method_not_allowed: [405, 'bad_data', '{method} is not allowed for {endpoint}; use {allowed}'],
  unknown_endpoint: [404, 'not_found', '{endpoint} is not offered through Hecate: {why}'],
  query_limit: [400, 'bad_data', '{what} is {value}, more than the limit of {limit}; {remedy}'],
  query_window: [400, 'bad_data', '{why}'],
  endpoint_forbidden: [
    403,
    'forbidden',
    'forbidden access: you are not allowed to use this endpoint "{path}" with the HTTP method {method}',
  ],
  proxy_spec_invalid: [502, 'internal', 'unable to build or find the config: {why}'],
  unsupported_proxy: [
    400,
    'bad_data',
    'bad request: a datasource with {kind} cannot be queried through Hecate; the document is kept. Use one with HTTPProxy',
  ],
  secret_not_found: [
    404,
    'not_found',
    `document not found: unable to forward the request to the datasource "{upstream}", secret "{secret}" attached doesn't exist`,
  ],
  secret_without_hosts: [
    403,
    'forbidden',
    'forbidden access: the secret "{secret}" names no host that it may be sent to; add spec.allowedHosts: ["{host}"] to it',
  ],
  secret_host_denied: [
    403,
    'forbidden',
    'forbidden access: the secret "{secret}" may not be sent to "{host}"; add the host to its spec.allowedHosts and give its values again, or change the URL',
  ],
  secret_tls_invalid: [
    502,
    'internal',
    'the certificates in the secret "{secret}" cannot be used ({why}); write them again as PEM text, the key without a passphrase',
  ],
  oauth_token_failed: [
    502,
    'unavailable',
    'the access token for the datasource "{upstream}" was not given ({why}); check oauth in the secret "{secret}"',
  ],
  destination_denied: [
    403,
    'forbidden',
    'forbidden access: the datasource "{upstream}" points to an address that this server does not connect to; change its URL, or the list of denied addresses in the server configuration',
  ],
  upstream_unreachable: [
    502,
    'unavailable',
    'the datasource "{upstream}" cannot be reached ({why}); check that it runs and that its URL is right',
  ],
  upstream_tls: [
    502,
    'unavailable',
    'the datasource "{upstream}" did not prove who it is ({why}); check its certificate and the CA file',
  ],
  upstream_timeout: [
    504,
    'timeout',
    'the datasource "{upstream}" gave no whole answer within {limit} ms; ask for a shorter range or a larger step, or raise the timeout',
  ],
  upstream_busy: [
    503,
    'unavailable',
    'the datasource "{upstream}" has {queued} requests waiting, the most allowed; try again in a moment',
  ],
  upstream_closed: [
    503,
    'unavailable',
    'the datasource "{upstream}" was changed or removed while it was asked; try again',
  ],
  upstream_denied: [
    502,
    'unavailable',
    'the datasource "{upstream}" refused the credentials it was given (HTTP {status}); check its secret or token file',
  ],
  upstream_redirected: [
    502,
    'unavailable',
    'the datasource "{upstream}" answered with a redirect (HTTP {status}), which is never followed; set its URL to the final address',
  ],
  upstream_protocol: [
    502,
    'unavailable',
    'the datasource "{upstream}" sent an answer that is not valid HTTP ({why}); check what its URL points to',
  ],
  upstream_failed: [
    502,
    'unavailable',
    'the datasource "{upstream}" failed (HTTP {status}); look at its log',
  ],
  content_type_refused: [
    502,
    'unavailable',
    'the datasource "{upstream}" answered with {type}, which is not passed on; check what its URL points to',
  ],
  content_coding_refused: [
    502,
    'unavailable',
    'the datasource "{upstream}" answered with the content coding "{coding}", which is not read; switch it off there',
  ],
  answer_incomplete: [
    502,
    'unavailable',
    'answer incomplete: the datasource "{upstream}" ended its answer early ({why}); try again',
  ],
  answer_too_large: [
    502,
    'unavailable',
    'the answer of "{upstream}" is larger than {limit} bytes; narrow the selector, shorten the range or use a larger step',
  ],
  answer_invalid: [
    502,
    'unavailable',
    'the datasource "{upstream}" answered with something that is not a Prometheus answer ({why}); check what its URL points to',
  ],
  query_failed: [502, 'execution', 'the datasource "{upstream}" refused the query: {why}'],
  client_gone: [499, 'canceled', 'the client left before the answer came'],
} as const satisfies Record<string, readonly [number, string, string]>;

/** A row of the gateway's error table. */
export type GatewayErrorCode = keyof typeof errors;

/** A refusal or failure of the gateway: `code` is the table's row, `status` its HTTP status, `message` is fit for users. */
export class GatewayError extends Error {
  readonly code: GatewayErrorCode;
  readonly status: number;
  /** Prometheus' `errorType` for clients of `/prometheus/api/v1`. */
  readonly errorType: string;

  constructor(
    code: GatewayErrorCode,
    values: Readonly<Record<string, string | number>> = {},
    options?: { readonly cause?: unknown },
  ) {
    const [status, errorType, template] = errors[code];
    super(
      template.replaceAll(/\{(\w+)\}/g, (_, name: string) => printable(String(values[name] ?? `{${name}}`))),
      options,
    );
    this.name = 'GatewayError';
    this.code = code;
    this.status = status;
    this.errorType = errorType;
  }
}

/** All codes with status and message template, for the reference page and its test. */
export function gatewayErrorTable(): readonly { code: GatewayErrorCode; status: number; template: string }[] {
  return Object.entries(errors).map(([code, [status, , template]]) => ({
    code: code as GatewayErrorCode,
    status,
    template,
  }));
}

/** At most 200 characters of a value in a message, without control characters: they end in logs and terminals. */
function printable(value: string): string {
  const plain = value.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD');
  return plain.length > 200 ? `${plain.slice(0, 200)}…` : plain;
}
