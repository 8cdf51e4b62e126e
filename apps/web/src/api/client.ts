import { ApiError, codeOfStatus } from './api-error.ts';
import { below } from './base-path.ts';

/** What a request may carry. `timeoutMs` is 35 s when absent: the server gives its upstreams 30 s. */
export type RequestOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON; a `URLSearchParams` is sent as a form, as Prometheus wants it, a `JsonText` byte for byte. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
};

/** JSON that is sent as it is written: the server keeps the bytes of a document. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An answer with what a page may need beside its value: the headers, and the text that was read. */
export type Answer<T> = { readonly value: T; readonly headers: Headers; readonly text: string };

/** The only place that fetches: JSON in, JSON out, every failure an `ApiError` with a sentence. Paths are of this server. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await requestAnswer<T>(path, options)).value;
}

/** Like `request`, with headers and text. */
export async function requestAnswer<T>(path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const timeoutMs = options.timeoutMs ?? 35_000;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  const leave = () => deadline.abort();
  options.signal?.addEventListener('abort', leave);
  try {
    const response = await fetch(below(path), {
      method: options.method ?? 'GET',
      headers: { accept: 'application/json', ...contentType(options.body), ...options.headers },
      credentials: 'same-origin',
      redirect: 'error',
      signal: deadline.signal,
      ...encodeBody(options.body),
    });
    return await readAnswer<T>(response);
  } catch (error) {
    throw explain(error, options.signal?.aborted === true, deadline.signal.aborted, timeoutMs);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', leave);
  }
}

/** Sends a file and hands over each line of JSON of the answer as it comes; the wait ends with `signal` only. */
export async function requestLines(
  path: string,
  file: { readonly body: Blob; readonly type: string },
  signal: AbortSignal,
  onLine: (line: unknown) => void,
): Promise<void> {
  try {
    const response = await fetch(below(path), {
      method: 'POST',
      headers: { 'content-type': file.type },
      credentials: 'same-origin',
      redirect: 'error',
      signal,
      body: file.body,
    });
    if (!response.ok || response.body === null) {
      await readAnswer<null>(response);
      return;
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = `${rest}${value}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') onLine(JSON.parse(line));
    }
  } catch (error) {
    throw explain(error, signal.aborted, false, 0);
  }
}

/** Query text of defined parameters, with its question mark; empty when there is none. */
export function queryText(parameters: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const parsed = parseJson(text);
  if (!response.ok) throw refusal(response.status, parsed);
  if (text !== '' && parsed === undefined) {
    throw new ApiError(
      'unreadable',
      'The server answered something that is not JSON. Reload the page.',
      response.status,
    );
  }
  // The contract's types are checked against every answer by the server's own tests.
  return { value: parsed as T, headers: response.headers, text };
}

function refusal(status: number, body: unknown): ApiError {
  const read = (key: string): string | null => {
    if (typeof body !== 'object' || body === null) return null;
    const value: unknown = Reflect.get(body, key);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  // Perses answers `message`, Prometheus answers `error`.
  const sentence =
    read('message') ?? read('error') ?? `The server answered ${status} without a reason. Retry.`;
  return new ApiError(codeOfStatus(status), sentence, status, read('requestId'));
}

function explain(error: unknown, isLeft: boolean, isOver: boolean, timeoutMs: number): ApiError {
  if (error instanceof ApiError) return error;
  if (isLeft) return new ApiError('aborted', 'The request was cancelled.');
  if (isOver) {
    return new ApiError('timeout', `Hecate did not answer within ${Math.round(timeoutMs / 1000)} s. Retry.`);
  }
  return new ApiError('offline', 'Hecate cannot be reached. Check that it is running, then retry.');
}

function contentType(body: unknown): Readonly<Record<string, string>> {
  if (body === undefined || body instanceof URLSearchParams) return {};
  return { 'content-type': 'application/json' };
}

function encodeBody(body: unknown): { readonly body?: BodyInit } {
  if (body === undefined) return {};
  if (body instanceof URLSearchParams) return { body };
  return { body: body instanceof JsonText ? body.text : JSON.stringify(body) };
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
