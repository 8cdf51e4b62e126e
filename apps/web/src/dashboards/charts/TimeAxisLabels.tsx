import { useMemo } from 'react';
import Box from '@mui/material/Box';
import { clockChanges } from './clock-changes.ts';
import { timeTicks } from './time-ticks.ts';

/** Distance of time labels, px. */
const LABEL_PX = 76;

/** Height of the row of labels under the plot, px. */
const AXIS_PX = 22;

/** The labels of a time axis at round times of the zone, placed over a positioned parent's lower edge. */
export function TimeAxisLabels(props: {
  readonly startMs: number;
  readonly endMs: number;
  readonly zone: string;
  readonly left: number;
  readonly width: number;
}) {
  const { startMs, endMs, zone, left, width } = props;
  const ticks = timeTicks(startMs, endMs, zone, Math.max(2, Math.floor(width / LABEL_PX)));
  const changes = useMemo(() => clockChanges(startMs, endMs, zone), [startMs, endMs, zone]);
  const share = (atMs: number) => (atMs - startMs) / (endMs - startMs);
  return (
    <>
      {ticks
        .filter(({ atMs }) => share(atMs) * width > 8 && share(atMs) * width < width - 8)
        .map((tick) => (
          <Box
            key={tick.atMs}
            aria-hidden="true"
            sx={{
              position: 'absolute',
              bottom: 2,
              left: left + share(tick.atMs) * width,
              transform: 'translateX(-50%)',
              typography: 'caption',
              color: 'text.secondary',
              fontWeight: tick.isDay ? 600 : 400,
              whiteSpace: 'nowrap',
              pointerEvents: 'none',
            }}
          >
            {tick.label}
          </Box>
        ))}
      {changes.map(({ atMs, label }) => (
        <Box
          key={atMs}
          sx={{
            position: 'absolute',
            bottom: AXIS_PX,
            left: left + share(atMs) * width,
            height: 20,
            borderLeft: '1px solid',
            borderColor: 'text.secondary',
            typography: 'caption',
            color: 'text.secondary',
            whiteSpace: 'nowrap',
            pointerEvents: 'none',
            // The words stand on the side where there is room.
            ...(share(atMs) > 0.7 ? { '& > span': { position: 'absolute', right: 4 } } : { pl: '4px' }),
          }}
        >
          <span>{label}</span>
        </Box>
      ))}
    </>
  );
}
