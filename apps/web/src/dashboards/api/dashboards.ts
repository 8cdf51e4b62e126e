import type { RevisionDocument, RevisionList } from '@hecate/server/contract';
import { exactNumbers, noExactNumbers, printExact, type ExactNumbers } from '@hecate/perses';
import { ApiError } from '../../api/api-error.ts';
import { JsonText, queryText, request, requestAnswer, type RequestOptions } from '../../api/client.ts';
import { readDashboard, type StoredDashboard } from '../documents/dashboard-document.ts';
import type { JsonObject } from '../documents/json.ts';
import { dashboardPath, revisionPath } from './document-paths.ts';

/** Reads one dashboard. */
export async function getDashboard(
  project: string,
  name: string,
  signal?: AbortSignal,
): Promise<StoredDashboard> {
  return asked(dashboardPath(project, name), { signal });
}

/**
 * Writes a dashboard over the version it was read as; `overVersion` undefined overwrites whatever is there.
 * A version written in between is an `ApiError` with the code `conflict`.
 */
export async function putDashboard(
  project: string,
  name: string,
  document: JsonObject,
  options: {
    readonly overVersion: number | undefined;
    readonly message: string;
    /** Spellings of the numbers that JavaScript cannot hold, of the documents it was made from. */
    readonly numbers: ExactNumbers;
  },
): Promise<StoredDashboard> {
  const headers = {
    ...(options.overVersion === undefined ? {} : { 'if-match': `"${options.overVersion}"` }),
    ...messageHeader(options.message),
  };
  const body = new JsonText(printExact(document, options.numbers));
  return asked(dashboardPath(project, name), { method: 'PUT', body, headers });
}

/** Creates a dashboard; a name that is taken is an `ApiError` with the code `conflict`. */
export async function postDashboard(
  project: string,
  document: JsonObject,
  message: string,
  numbers: ExactNumbers = noExactNumbers,
): Promise<StoredDashboard> {
  return postDashboardText(project, printExact(document, numbers), message);
}

/** Creates a dashboard from its JSON text, which the server keeps byte for byte. */
export async function postDashboardText(
  project: string,
  text: string,
  message: string,
): Promise<StoredDashboard> {
  const body = new JsonText(text);
  return asked(dashboardPath(project), { method: 'POST', body, headers: messageHeader(message) });
}

/** The versions of a dashboard, newest first. */
export function getRevisions(project: string, name: string, signal?: AbortSignal): Promise<RevisionList> {
  return request<RevisionList>(revisionPath(project, name), { signal });
}

/** At most `limit` versions of a dashboard below `before`, newest first. */
export function getRevisionsBefore(
  project: string,
  name: string,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
  signal?: AbortSignal,
): Promise<RevisionList> {
  const query = queryText({ before, limit });
  return request<RevisionList>(`${revisionPath(project, name)}${query}`, { signal });
}

/** One version with its document. */
export function getRevision(
  project: string,
  name: string,
  version: number,
  signal?: AbortSignal,
): Promise<RevisionDocument> {
  return request<RevisionDocument>(revisionPath(project, name, version), { signal });
}

/** Writes the content of an old version as a new one over `overVersion`; a version in between is an `ApiError` `conflict`. */
export async function restoreRevision(
  project: string,
  name: string,
  version: number,
  overVersion: number,
): Promise<StoredDashboard> {
  const path = `${revisionPath(project, name, version)}/restore`;
  return asked(path, {
    method: 'POST',
    body: { message: `Restored version ${version}` },
    headers: { 'if-match': `"${overVersion}"` },
  });
}

/** HTTP headers are Latin letters only: the message travels percent-encoded. */
function messageHeader(message: string): Readonly<Record<string, string>> {
  return message.trim() === ''
    ? {}
    : { 'x-hecate-message': encodeURIComponent(message.trim().slice(0, 500)) };
}

/** A request that is answered with a dashboard. */
async function asked(path: string, options: RequestOptions): Promise<StoredDashboard> {
  const { value, text } = await requestAnswer<unknown>(path, options);
  const dashboard = readDashboard(value, exactNumbers(text));
  if (!dashboard)
    throw new ApiError(
      'unreadable',
      'The server answered a dashboard this console cannot read. Reload the page.',
    );
  return dashboard;
}
