import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import CheckCircleOutline from 'mdi-material-ui/CheckCircleOutline';
import CloseCircleOutline from 'mdi-material-ui/CloseCircleOutline';
import HelpCircleOutline from 'mdi-material-ui/HelpCircleOutline';
import { metricEntry } from '@hecate/catalogue';
import type { TimeSeriesData } from '@perses-dev/core';
import { useTimeRange as usePersesTime, type PanelData } from '@perses-dev/plugin-system';
import { queryText, request } from '../../api/client.ts';
import { useNow } from '../../components/use-now.ts';
import { useSession } from '../../api/session.ts';
import { beforeRetention } from '../../time/before-retention.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { divisorsOf, idleDivisor } from './idle-divisor.ts';
import { usePanelProxy } from './panel-proxy.ts';
import { noSamplesReason, type MetricPresence } from './no-samples-reason.ts';
import { queryMetrics } from './query-metrics.ts';

/** Metrics asked about per panel. */
const METRIC_LIMIT = 4;
const DAY_MS = 86_400_000;

/** What an empty panel shows instead of "No data": which metric is missing and what was tried. */
export function NoSamples({ queries }: { readonly queries: readonly PanelData<TimeSeriesData>[] }) {
  const { absoluteTimeRange } = usePersesTime();
  const proxy = usePanelProxy();
  const texts = queries.map(({ data }) => data.metadata?.executedQueryString ?? '');
  const metrics = [...new Set(texts.flatMap((text) => queryMetrics(text, METRIC_LIMIT)))].slice(
    0,
    METRIC_LIMIT,
  );
  const endMs = Math.floor(absoluteTimeRange.end.getTime() / 60_000) * 60_000;
  const lengthMs = absoluteTimeRange.end.getTime() - absoluteTimeRange.start.getTime();
  const { data: presences } = useQuery({
    queryKey: ['presence', proxy, metrics, Math.floor(endMs / 300_000), lengthMs],
    queryFn: ({ signal }) =>
      Promise.all(metrics.map((metric) => presenceOf(proxy, metric, endMs - lengthMs, endMs, signal))),
    staleTime: 300_000,
    enabled: metrics.length > 0,
  });
  const { data: idle } = useQuery({
    queryKey: ['idle divisor', proxy, texts, Math.floor(endMs / 300_000), lengthMs],
    queryFn: ({ signal }) => idleDivisor(proxy, texts, { startMs: endMs - lengthMs, endMs }, signal),
    staleTime: 300_000,
    enabled: divisorsOf(texts).length > 0,
  });
  const { data: session } = useSession();
  const { zone } = useTimeRange();
  const nowMs = useNow();
  const tooEarly = beforeRetention(absoluteTimeRange.end.getTime(), nowMs, session?.retentionMs, zone);
  const facts = { idleDivisor: idle ?? null, isFillingIn: (session?.backfill ?? null) !== null };
  const reason =
    tooEarly === null ? noSamplesReason(presences ?? [], facts) : { sentence: tooEarly, checks: [] };
  return (
    <Box
      tabIndex={0}
      role="note"
      sx={{
        height: '100%',
        overflow: 'auto',
        px: 2,
        py: 1,
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'safe center',
        gap: 0.75,
      }}
    >
      <Box sx={{ color: 'text.secondary' }}>{reason.sentence}</Box>
      {reason.checks.length > 0 && (
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, p: 0, typography: 'body2', color: 'text.secondary' }}
        >
          {reason.checks.map((check) => (
            <Box
              component="li"
              key={check.text}
              sx={{ display: 'flex', gap: 0.75, alignItems: 'flex-start', overflowWrap: 'anywhere' }}
            >
              <Box component="span" sx={{ mt: '1px', flex: 'none' }}>
                {MARKS[check.mark]}
              </Box>
              <span>{check.text}</span>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

const MARKS = {
  yes: <CheckCircleOutline fontSize="small" titleAccess="yes" />,
  no: <CloseCircleOutline fontSize="small" titleAccess="no" />,
  unknown: <HelpCircleOutline fontSize="small" titleAccess="unknown" />,
};

async function presenceOf(
  proxy: string,
  metric: string,
  startMs: number,
  endMs: number,
  signal: AbortSignal | undefined,
): Promise<MetricPresence> {
  const aliases = metricEntry(metric)?.aliases ?? [];
  const has = async (fromMs: number) => {
    const answer = await request<{ data: readonly unknown[] }>(
      `${proxy}/api/v1/series${queryText({ 'match[]': `{__name__="${metric}"}`, start: fromMs / 1000, end: endMs / 1000, limit: 1 })}`,
      { signal },
    );
    return answer.data.length > 0;
  };
  try {
    if (await has(startMs)) return { metric, seen: 'now', aliases };
    return { metric, seen: (await has(endMs - DAY_MS)) ? 'day' : 'never', aliases };
  } catch {
    return { metric, seen: 'unknown', aliases };
  }
}
