import { UsageError } from '../usage-error.ts';
import { FileGone } from './file-gone.ts';
import { ServerAway } from './server-away.ts';

/** Sends a request; an answer that is no success, and a server that is not there, are plain messages. */
export async function askServer(
  url: string,
  request: RequestInit & { readonly duplex?: 'half' } = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    if (request.signal?.aborted === true) throw error;
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
    if (cause instanceof FileGone) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ServerAway(
      `${new URL(url).origin} does not answer (${why}). Start it, or name another one with --server URL.`,
    );
  }
  if (response.ok) return response;
  throw new UsageError(`The server refused: ${messageOf(await response.text())}`);
}

function messageOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    const message: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : null;
    if (typeof message === 'string') return message;
  } catch {
    // Something in between answered: its text is all there is.
  }
  return text.slice(0, 300);
}
