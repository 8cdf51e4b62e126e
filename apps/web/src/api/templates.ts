import { useQuery } from '@tanstack/react-query';
import type { Template, TemplateList } from '@hecate/server/contract';
import { request } from './client.ts';

/** Every template; they do not change while the server runs. */
export function useTemplates() {
  return useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => request<TemplateList>('/api/hecate/v1/templates', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    cacheTime: 300_000,
  });
}

/** The template with an id; undefined when there is none. */
export function templateById(list: TemplateList | undefined, id: string | undefined): Template | undefined {
  return list?.templates.find((template) => template.id === id);
}
