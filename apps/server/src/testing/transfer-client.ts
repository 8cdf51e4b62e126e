/** What an import answered. */
export interface ImportAnswer {
  readonly status: number;
  /** The refusal of the whole archive; empty when it was taken. */
  readonly message: string;
  readonly lines: readonly Record<string, unknown>[];
}

/** Sends an archive to a server. */
export async function importArchive(
  url: string,
  archive: Uint8Array,
  query: Readonly<Record<string, string>> = {},
): Promise<ImportAnswer> {
  const search = new URLSearchParams(query).toString();
  const response = await fetch(`${url}/api/hecate/v1/import?${search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/gzip' },
    body: new Uint8Array(archive),
  });
  const text = await response.text();
  if (response.status !== 200) {
    const refusal: unknown = JSON.parse(text);
    const message: unknown =
      typeof refusal === 'object' && refusal !== null ? Reflect.get(refusal, 'message') : '';
    return { status: response.status, message: String(message), lines: [] };
  }
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => ({ ...JSON.parse(line) }));
  return { status: 200, message: '', lines };
}

/** The bytes of an export. */
export async function exportArchive(url: string, search = ''): Promise<Buffer> {
  const response = await fetch(`${url}/api/hecate/v1/export${search}`);
  if (response.status !== 200)
    throw new Error(`the export answered ${response.status}: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
