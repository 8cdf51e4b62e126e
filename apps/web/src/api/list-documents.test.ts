import { afterEach, describe, expect, it, vi } from 'vitest';
import { listDocuments } from './list-documents.ts';

afterEach(() => vi.unstubAllGlobals());

describe('a list of documents', () => {
  it.each([
    [200, '[{"kind":"GlobalDatasource"}]', [{ kind: 'GlobalDatasource' }]],
    [404, '{"message":"Not Found"}', []],
  ])('answered with %d is what there is', async (status, body, documents) => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
    expect(await listDocuments('/api/v1/globaldatasources', undefined)).toEqual(documents);
  });

  it.each([400, 403, 500])('that is refused with %d fails', async (status) => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"message":"No."}', { status })));
    await expect(listDocuments('/api/v1/projects/p/variables', undefined)).rejects.toThrow('No.');
  });
});
