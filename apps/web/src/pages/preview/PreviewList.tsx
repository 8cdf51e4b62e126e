import { Link as RouterLink } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { listDocuments } from '../../api/list-documents.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { previewUrl } from '../projects/project-urls.ts';
import { Expiry } from './Expiry.tsx';
import { readPreview } from './read-preview.ts';

/** Most previews that are listed; the rest is counted. */
const LIST_LIMIT = 20;

/** The previews of a project with their ends; nothing while there are none. */
export function PreviewList({ project }: { readonly project: string }) {
  const kept = useKeptSearch();
  const { data = [] } = useQuery({
    queryKey: ['previews', project],
    queryFn: async ({ signal }) =>
      (
        await listDocuments(`/api/v1/projects/${encodeURIComponent(project)}/ephemeraldashboards`, signal)
      ).flatMap((one) => readPreview(one) ?? []),
    refetchInterval: 60_000,
  });
  if (data.length === 0) return null;
  return (
    <Box component="section" aria-labelledby="previews">
      <Box component="h2" id="previews" sx={{ fontSize: '1rem', fontWeight: 600, m: 0, mb: 0.5 }}>
        Previews
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0, display: 'grid', gap: 0.5 }}>
        {data.slice(0, LIST_LIMIT).map(({ dashboard, expiresAtMs }) => (
          <Box component="li" key={dashboard.name} sx={{ overflowWrap: 'anywhere' }}>
            <Link
              component={RouterLink}
              to={`${previewUrl(project, dashboard.name)}${kept}`}
              underline="hover"
            >
              {dashboard.title}
            </Link>
            {expiresAtMs !== undefined && (
              <Box component="span" sx={{ ml: 1, color: 'text.secondary' }}>
                until <Expiry atMs={expiresAtMs} />
              </Box>
            )}
          </Box>
        ))}
      </Box>
      {data.length > LIST_LIMIT && (
        <Box sx={{ color: 'text.secondary', mt: 0.5 }}>and {data.length - LIST_LIMIT} more</Box>
      )}
    </Box>
  );
}
