import Box from '@mui/material/Box';
import { timeTicks } from './time-ticks.ts';

/** Distance of time labels, px. */
const LABEL_PX = 76;

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
    </>
  );
}
