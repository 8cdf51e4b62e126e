import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import Box from '@mui/material/Box';
import { dateTime } from '../../format/time.ts';
import { formatValue } from '../../format/unit.ts';
import type { Inked } from './colour-slots.ts';
import type { Gap } from './gap-at.ts';
import { GapNote } from './GapNote.tsx';
import type { ExplainGap } from './use-gap-explainer.ts';
import { bandNear, sampleNear } from './chart-numbers.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

/** Rows shown before the tooltip points to the table. */
const ROW_LIMIT = 12;

/** Every curve's value at one instant, highest first, the hovered one in bold; text can be selected while pinned. */
export function ChartTooltip(props: {
  readonly inked: Inked;
  readonly atMs: number;
  readonly zone: string;
  readonly unit: string;
  readonly reachMs: number;
  /** The gap of all curves that the instant lies in. */
  readonly gap: Gap | undefined;
  readonly explainGap: ExplainGap | undefined;
  /** Point of the page the tooltip stands beside, px of the viewport. */
  readonly x: number;
  readonly y: number;
  /** Value under the pointer: the nearest curve is the hovered one. */
  readonly pointerValue: number | undefined;
  readonly isPinned: boolean;
}) {
  const { inked, atMs, zone, unit, reachMs, gap, explainGap, x, y, pointerValue, isPinned } = props;
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: x + 14, top: y + 14 });
  useLayoutEffect(() => {
    const size = box.current?.getBoundingClientRect();
    if (!size) return;
    const isRightFull = x + 14 + size.width > window.innerWidth - 8;
    setPlace({
      left: Math.max(8, isRightFull ? x - 14 - size.width : x + 14),
      top: Math.max(8, Math.min(y + 14, window.innerHeight - 8 - size.height)),
    });
  }, [x, y, atMs]);

  const rows = inked.series
    .map((series) => ({ series, value: sampleNear(series.points, atMs, reachMs)?.[1] ?? null }))
    .toSorted((a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY));
  const hovered = pointerValue === undefined ? undefined : nearest(rows, pointerValue);
  const band = inked.band ? bandNear(inked.band, atMs, reachMs) : undefined;
  return createPortal(
    <Box
      ref={box}
      data-chart-tooltip
      sx={(theme) => ({
        position: 'fixed',
        ...place,
        zIndex: theme.zIndex.tooltip,
        pointerEvents: isPinned ? 'auto' : 'none',
        userSelect: isPinned ? 'text' : 'none',
        maxWidth: 'min(440px, calc(100vw - 16px))',
        px: 1.5,
        py: 1,
        border: '1px solid',
        borderColor: isPinned ? 'primary.main' : 'divider',
        borderRadius: 1,
        bgcolor: 'background.tooltip',
        color: 'text.primary',
        boxShadow: '0 2px 8px rgba(11, 14, 19, 0.18)',
        typography: 'body2',
      })}
    >
      <Box sx={{ fontWeight: 600, mb: 0.5 }}>{dateTime(atMs, zone)}</Box>
      {gap !== undefined && <GapNote gap={gap} zone={zone} explain={explainGap} />}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'auto minmax(0, 1fr) auto',
          columnGap: 1,
          alignItems: 'center',
        }}
      >
        {(gap === undefined ? rows : []).slice(0, ROW_LIMIT).map(({ series, value }) => (
          <Box
            key={series.id}
            sx={{ display: 'contents', '& > *': { fontWeight: series === hovered ? 600 : 400 } }}
          >
            <SeriesSwatch colour={series.colour} dash={series.dash} />
            <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
              {series.name}
            </Box>
            <Box sx={{ textAlign: 'right', whiteSpace: 'nowrap' }}>
              {value === null ? 'no sample' : formatValue(value, unit)}
            </Box>
          </Box>
        ))}
      </Box>
      {gap === undefined && rows.length > ROW_LIMIT && (
        <Box sx={{ color: 'text.secondary', mt: 0.5 }}>{rows.length - ROW_LIMIT} more: open table</Box>
      )}
      {band && inked.band && (
        <Box sx={{ color: 'text.secondary', mt: 0.5 }}>
          {inked.band.count} others: {formatValue(band[0], unit)} to {formatValue(band[1], unit)}
        </Box>
      )}
    </Box>,
    document.body,
  );
}

function nearest<S>(
  rows: readonly { readonly series: S; readonly value: number | null }[],
  pointer: number,
): S | undefined {
  let best: { series: S; distance: number } | undefined;
  for (const { series, value } of rows) {
    if (value === null) continue;
    const distance = Math.abs(value - pointer);
    if (!best || distance < best.distance) best = { series, distance };
  }
  return best?.series;
}
