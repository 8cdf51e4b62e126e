import { GatewayError } from './gateway-error.ts';

/** What a route hands over of a request; `search` is the raw query string without `?`, `body` the raw bytes. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly contentType: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly body: Buffer | undefined;
}

/** One decoded parameter, in the order it came. */
export type Parameter = readonly [name: string, value: string];

/** Bounds of what is read: a query of 64 kB and 100 matchers fit, floods of keys do not. */
const parameterLimits = { searchBytes: 65_536, bodyBytes: 1_048_576, parameters: 256 } as const;

/**
 * The parameters of a request from its URL and its form body, decoded once. Refused: bodies on GET, multipart and other types,
 * content codings, `;` separators, broken percent-encoding, NUL, and a name that stands in both places.
 */
export function readParameters(request: RawRequest): readonly Parameter[] {
  const fromUrl = readSearch(request.search);
  const fromBody = readFormBody(request);
  if (fromBody.length === 0) {
    return fromUrl;
  }
  const names = new Set(fromUrl.map(([name]) => name));
  const both = fromBody.find(([name]) => names.has(name));
  if (both !== undefined) {
    throw new GatewayError('duplicate_parameter', { name: both[0], where: 'in the URL and in the body' });
  }
  return counted([...fromUrl, ...fromBody]);
}

/** The decoded parameters of a raw query string. */
export function readSearch(search: string): readonly Parameter[] {
  if (search === '') {
    return [];
  }
  if (search.length > parameterLimits.searchBytes) {
    throw new GatewayError('query_limit', {
      what: 'the query string',
      value: `${search.length} bytes`,
      limit: `${parameterLimits.searchBytes} bytes`,
      remedy: 'send the parameters in a POST body',
    });
  }
  if (!/^[\x21-\x7e]*$/.test(search)) {
    throw new GatewayError('bad_encoding', {
      why: 'the query string has a character outside printable ASCII',
    });
  }
  return readForm(search);
}

function readFormBody(request: RawRequest): readonly Parameter[] {
  const { body, contentType, contentEncoding, method } = request;
  if (
    contentEncoding !== undefined &&
    contentEncoding !== '' &&
    contentEncoding.toLowerCase() !== 'identity'
  ) {
    throw new GatewayError('encoded_body_refused', { coding: contentEncoding });
  }
  if (body === undefined || body.length === 0) {
    return [];
  }
  if (method !== 'POST') {
    throw new GatewayError('body_not_allowed', { method });
  }
  if (body.length > parameterLimits.bodyBytes) {
    throw new GatewayError('body_too_large', { size: body.length, limit: parameterLimits.bodyBytes });
  }
  const type = (contentType ?? '').trim().toLowerCase();
  if (type.startsWith('multipart/')) {
    throw new GatewayError('multipart_refused');
  }
  if (!/^application\/x-www-form-urlencoded(?:[ \t]*;[ \t]*charset="?utf-8"?)?$/.test(type)) {
    throw new GatewayError('unsupported_media_type', {
      type: type === '' ? 'none' : type,
      allowed: 'application/x-www-form-urlencoded',
    });
  }
  return readForm(utf8(body));
}

function readForm(text: string): readonly Parameter[] {
  if (text.includes(';')) {
    throw new GatewayError('bad_encoding', {
      why: 'a ";" stands between parameters or unencoded in a value',
    });
  }
  const pairs = text.split('&', parameterLimits.parameters + 2).filter((pair) => pair !== '');
  return counted(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      const name = decoded(equals === -1 ? pair : pair.slice(0, equals));
      if (name === '') {
        throw new GatewayError('bad_encoding', { why: 'a parameter has no name' });
      }
      return [name, equals === -1 ? '' : decoded(pair.slice(equals + 1))];
    }),
  );
}

function counted(parameters: readonly Parameter[]): readonly Parameter[] {
  if (parameters.length > parameterLimits.parameters) {
    throw new GatewayError('too_many_parameters', {
      count: `${parameters.length} or more`,
      limit: parameterLimits.parameters,
    });
  }
  return parameters;
}

function decoded(text: string): string {
  let value: string;
  try {
    value = decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new GatewayError('bad_encoding', { why: 'a percent-encoding is broken or not UTF-8' }, { cause });
  }
  if (value.includes('\0')) {
    throw new GatewayError('bad_encoding', { why: 'a value has a NUL character' });
  }
  return value;
}

function utf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (cause) {
    throw new GatewayError('bad_encoding', { why: 'the body is not UTF-8' }, { cause });
  }
}
