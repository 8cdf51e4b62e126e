import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { ImportLine } from '@hecate/server/contract';
import { askServer } from './ask-server.ts';

/** What is sent, and how it is to be imported. */
export interface ImportRequest {
  readonly server: string;
  readonly archive: Readable;
  readonly query: Readonly<Record<string, string>>;
  /** The message of every version that is written. */
  readonly message: string;
  readonly signal: AbortSignal;
}

/** Sends an archive and gives the server's report line by line. */
export async function* sendArchive(request: ImportRequest): AsyncGenerator<ImportLine> {
  const { server, archive, query, message, signal } = request;
  const response = await askServer(
    `${server}/api/hecate/v1/import?${new URLSearchParams(query).toString()}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/gzip', 'x-hecate-message': encodeURIComponent(message) },
      body: Readable.toWeb(archive),
      duplex: 'half',
      signal,
    },
  );
  if (response.body === null) return;
  const lines = createInterface({ input: Readable.fromWeb(response.body), crlfDelay: Infinity });
  for await (const line of lines) {
    if (line !== '') yield lineOf(line);
  }
}

function lineOf(text: string): ImportLine {
  const value: unknown = JSON.parse(text);
  if (isLine(value)) return value;
  throw new Error(`the server reported something this version does not know: ${text.slice(0, 200)}`);
}

function isLine(value: unknown): value is ImportLine {
  const type: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'type') : null;
  return type === 'begin' || type === 'document' || type === 'end' || type === 'error';
}
