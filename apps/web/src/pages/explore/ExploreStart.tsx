import { Link as RouterLink } from 'react-router-dom';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Link from '@mui/material/Link';

/** Questions that work on most clusters. */
const EXAMPLES = [
  [
    'Requests that run and wait, by model',
    'sum by (model_name) (vllm:num_requests_running) + sum by (model_name) (vllm:num_requests_waiting)',
  ],
  ['Busy GPUs, mean by node', 'avg by (Hostname) (DCGM_FI_DEV_GPU_UTIL)'],
  ['Targets that do not answer', 'up == 0'],
  [
    'Memory of containers, the ten largest',
    'topk(10, sum by (namespace, pod) (container_memory_working_set_bytes{container!=""}))',
  ],
] as const;

/** What an empty Explore offers: the last queries of this browser, a few examples, and the way from a workload. */
export function ExploreStart({
  history,
  onStart,
}: {
  readonly history: readonly string[];
  readonly onStart: (query: string) => void;
}) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, color: 'text.secondary' }}>
      <Box>
        Start from{' '}
        <Link component={RouterLink} to="/workloads">
          a workload
        </Link>
        , a metric (type its name, Ctrl+Space completes), or one of these.
      </Box>
      {history.length > 0 && (
        <List
          title="Your last queries"
          entries={history.slice(0, 8).map((query) => ['', query])}
          onStart={onStart}
        />
      )}
      <List title="Examples" entries={EXAMPLES} onStart={onStart} />
    </Box>
  );
}

function List({
  title,
  entries,
  onStart,
}: {
  readonly title: string;
  readonly entries: readonly (readonly [string, string])[];
  readonly onStart: (query: string) => void;
}) {
  return (
    <section aria-label={title}>
      <Box component="h2" sx={{ typography: 'h2', mt: 0, mb: 0.5, color: 'text.primary' }}>
        {title}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {entries.map(([what, query]) => (
          <li key={query}>
            <ButtonBase
              onClick={() => onStart(query)}
              sx={{
                typography: 'body1',
                display: 'block',
                width: '100%',
                textAlign: 'left',
                px: 1.5,
                py: 0.75,
                borderRadius: 1,
                '&:hover': { bgcolor: 'background.paper' },
              }}
            >
              {what !== '' && <Box sx={{ color: 'text.primary' }}>{what}</Box>}
              <Box component="code" sx={{ overflowWrap: 'anywhere', color: 'text.secondary' }}>
                {query}
              </Box>
            </ButtonBase>
          </li>
        ))}
      </Box>
    </section>
  );
}
