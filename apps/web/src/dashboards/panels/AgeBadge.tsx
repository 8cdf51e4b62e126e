import { useEffect, useState } from 'react';
import { listenToSeconds } from '../../components/second-timer.ts';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import ClockAlertOutline from 'mdi-material-ui/ClockAlertOutline';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { panelAge } from './panel-age.ts';

/** The age of a panel's newest sample, counted by its own clock: a dead feed grows old in view. */
export function AgeBadge({
  newestMs,
  stepMs,
}: {
  readonly newestMs: number | undefined;
  readonly stepMs: number;
}) {
  const { range, zone } = useTimeRange();
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const stop = listenToSeconds(setNow);
    return stop;
  }, [newestMs]);
  const shown = panelAge(newestMs, nowMs, stepMs, range.kind === 'absolute', zone);
  if (!shown) return null;
  return (
    <Tooltip title={shown.sentence}>
      <Box
        component="span"
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          typography: 'caption',
          color: shown.isStale ? 'warning.main' : 'text.secondary',
          whiteSpace: 'nowrap',
          flex: 'none',
          minWidth: 30,
          justifyContent: 'flex-end',
        }}
      >
        {shown.isStale && <ClockAlertOutline sx={{ fontSize: 14 }} />}
        {shown.text}
      </Box>
    </Tooltip>
  );
}
