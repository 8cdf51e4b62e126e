import { GatewayError } from './gateway-error.ts';

/** Longest path read; Prometheus' own longest is a label name of a few hundred bytes. */
const maxPathLength = 2_048;
const maxSegments = 64;
/** Nothing to decode, nothing to refuse: nearly every path, read three times on the way of a query. */
const plain = /^(?:\/[A-Za-z0-9_\-~!$&'()*+,=:@]+)+$/;

/**
 * The one canonical spelling of a request path, and its decoded segments: every route checks and sends this and nothing else.
 * Refuses what two programs could read differently (`..`, `//`, `\`, `;`, encoded slashes, dots and percent signs, NUL,
 * bytes that are not UTF-8). Idempotent: the canonical path of a canonical path is itself.
 */
export function canonicalPath(raw: string): { readonly path: string; readonly segments: readonly string[] } {
  if (raw.length > maxPathLength) {
    throw refused(`it has ${raw.length} characters, more than ${maxPathLength}`);
  }
  if (!raw.startsWith('/')) {
    throw refused('it does not begin with "/"');
  }
  if (plain.test(raw)) {
    return { path: raw, segments: counted(raw.slice(1).split('/')) };
  }
  if (!/^[\x21-\x7e]*$/.test(raw)) {
    throw refused('it has a character outside printable ASCII');
  }
  if (/[\\;?#"<>^`{|}[\]]/.test(raw)) {
    throw refused('it has one of \\ ; ? # " < > ^ ` { | } [ ]');
  }
  if (raw === '/') {
    return { path: '/', segments: [] };
  }
  const parts = counted(raw.slice(1).split('/'));
  const segments = parts.map((part, index) => readSegment(part, index === parts.length - 1));
  return { path: `/${segments.map(writeSegment).join('/')}`, segments };
}

function counted(parts: readonly string[]): readonly string[] {
  if (parts.length > maxSegments) {
    throw refused(`it has more than ${maxSegments} segments`);
  }
  return parts;
}

function readSegment(part: string, isLast: boolean): string {
  if (part === '' && !isLast) {
    throw refused('it has an empty segment ("//")');
  }
  if (/%(?![0-9a-f]{2})/i.test(part)) {
    throw refused('a "%" is not followed by two hexadecimal digits');
  }
  if (/%(?:2e|2f|5c|25|3b|7f|[01][0-9a-f])/i.test(part)) {
    throw refused(
      'it hides a dot, slash, backslash, percent sign, semicolon or control character behind "%"',
    );
  }
  const segment = decoded(part);
  if (segment === '.' || segment === '..') {
    throw refused('it has a "." or ".." segment');
  }
  return segment;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new GatewayError('bad_path', { why: 'it is not UTF-8' }, { cause });
  }
}

/** Everything a path segment may carry plainly (RFC 3986 `pchar`, without `;`); the rest is percent-encoded. */
function writeSegment(segment: string): string {
  return encodeURIComponent(segment).replaceAll(/%(?:24|26|2B|2C|3A|3D|40)/g, (code) =>
    decodeURIComponent(code),
  );
}

function refused(why: string): GatewayError {
  return new GatewayError('bad_path', { why });
}
