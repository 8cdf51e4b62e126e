import { ApiError } from './api-error.ts';
import { request } from './client.ts';

/** Where documents of one kind are listed. */
export type ListPath =
  | '/api/v1/globaldatasources'
  | '/api/v1/globalvariables'
  | '/api/v1/datasources'
  | `/api/v1/projects/${string}/${'datasources' | 'variables' | 'ephemeraldashboards'}`;

/** The documents of a kind; none where the server has the kind switched off, which is a route that is not there (Perses 0.54). */
export async function listDocuments<T = unknown>(
  path: ListPath,
  signal: AbortSignal | undefined,
): Promise<readonly T[]> {
  try {
    return await request<readonly T[]>(path, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not-found') return [];
    throw error;
  }
}
