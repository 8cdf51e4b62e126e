/** Headers a datasource document cannot set: framing, hop-by-hop, and credentials (they belong in a secret). */
const ignored = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'content-type',
  'content-encoding',
  'accept-encoding',
  'accept',
  '__proto__',
]);
const maxHeaders = 32;
const maxValueLength = 1_024;

/** The headers every request of an upstream carries, as a flat list: ours, then the document's allowed ones. */
export function staticHeaders(
  fromDocument: Readonly<Record<string, string>>,
  authorization: string | undefined,
): readonly string[] {
  const allowed = Object.entries(fromDocument).filter(
    ([name, value]) =>
      /^[A-Za-z0-9-]{1,100}$/.test(name) &&
      !ignored.has(name.toLowerCase()) &&
      value.length <= maxValueLength &&
      /^[\x20-\x7e]*$/.test(value),
  );
  return [
    'accept',
    'application/json, text/plain;q=0.5, */*;q=0.1',
    'accept-encoding',
    'identity',
    'user-agent',
    'hecate',
    ...(authorization === undefined ? [] : ['authorization', authorization]),
    ...allowed.slice(0, maxHeaders).flat(),
  ];
}
