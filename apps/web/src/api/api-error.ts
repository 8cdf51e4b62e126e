/** Why a request gave no answer, so that a page can say it in its own words. */
export type ApiErrorCode =
  | 'offline'
  | 'timeout'
  | 'aborted'
  | 'not-found'
  | 'forbidden'
  | 'signed-out'
  | 'conflict'
  | 'refused'
  | 'upstream'
  | 'server'
  | 'unreadable';

/** A failed request: `message` is a sentence for people, `code` is for the page's decision. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly requestId: string | null;

  constructor(
    code: ApiErrorCode,
    message: string,
    status: number | null = null,
    requestId: string | null = null,
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
  }
}

/** The code of a refused answer. */
export function codeOfStatus(status: number): ApiErrorCode {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 502 || status === 503 || status === 504) return 'upstream';
  return status >= 500 ? 'server' : 'refused';
}

/** Any thrown value as a sentence: the server's reasons come in lower case and without a full stop. */
export function errorSentence(error: unknown): string {
  if (error instanceof Error && error.message !== '') {
    const { message } = error;
    const text = message.charAt(0).toUpperCase() + message.slice(1);
    return /[.!?…]$/.test(text) ? text : `${text}.`;
  }
  return `Hecate made an error: ${String(error)}. Reload the page.`;
}
