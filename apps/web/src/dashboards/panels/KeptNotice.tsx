import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ClockAlertOutline from 'mdi-material-ui/ClockAlertOutline';
import { useNow } from '../../components/use-now.ts';
import { shortTime } from '../../format/time.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { panelErrorText } from './panel-error.ts';

/** The strip over a panel that keeps its data although a query failed: why, and how old what is shown is. */
export function KeptNotice({
  error,
  lastGoodMs,
  onRetry,
}: {
  readonly error: unknown;
  /** Undefined where some queries of the panel have answered just now and others failed. */
  readonly lastGoodMs: number | undefined;
  readonly onRetry: () => void;
}) {
  const { zone } = useTimeRange();
  const nowMs = useNow();
  const { text } = panelErrorText(error);
  const kept =
    lastGoodMs === undefined
      ? 'Showing the queries that answered.'
      : `Last good data of ${shortTime(lastGoodMs, nowMs, zone)}.`;
  return (
    <Box
      component="output"
      sx={{
        position: 'absolute',
        left: 8,
        right: 8,
        top: 0,
        maxHeight: '50%',
        overflow: 'auto',
        px: 1,
        py: 0.5,
        display: 'flex',
        alignItems: 'center',
        gap: 0.75,
        borderRadius: 1,
        border: '1px solid',
        borderColor: 'warning.main',
        bgcolor: 'background.paper',
        color: 'text.primary',
        typography: 'caption',
      }}
    >
      <ClockAlertOutline sx={{ fontSize: 16, flex: 'none', color: 'warning.main' }} />
      <Box
        component="span"
        title={text}
        sx={{
          flex: 1,
          minWidth: 0,
          overflowWrap: 'anywhere',
          // Two lines: the curve below is what the person came for; the whole reason is the title.
          display: '-webkit-box',
          WebkitBoxOrient: 'vertical',
          WebkitLineClamp: 2,
          overflow: 'hidden',
        }}
      >
        <Box component="strong" sx={{ fontWeight: 600 }}>
          {kept}
        </Box>{' '}
        {text}
      </Box>
      <Button size="small" onClick={onRetry} sx={{ flex: 'none' }}>
        Retry
      </Button>
    </Box>
  );
}
