import { ApiError } from '../../api/api-error.ts';
import { request } from '../../api/client.ts';
import { readPreview, type Preview } from './read-preview.ts';

/** The question for one preview; whoever made it may make it anew, so it is asked again like a live page. */
export function previewQuery(project: string, name: string) {
  return {
    queryKey: ['preview', project, name],
    queryFn: async ({ signal }: { readonly signal?: AbortSignal | undefined }): Promise<Preview> => {
      const path = `/api/v1/projects/${encodeURIComponent(project)}/ephemeraldashboards/${encodeURIComponent(name)}`;
      const preview = readPreview(await request<unknown>(path, { signal }));
      if (!preview)
        throw new ApiError(
          'unreadable',
          'The server answered a preview this console cannot read. Reload the page.',
        );
      return preview;
    },
    refetchInterval: 60_000,
  };
}
