import { useMemo, useState } from 'react';
import Box from '@mui/material/Box';
import { dateTime } from '../../format/time.ts';
import { formatValue } from '../../format/unit.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { alignPoints } from '../charts/gaps.ts';
import type { ChartSeries } from '../charts/time-chart-model.ts';

/** Rows of the table at most; the export has all. */
const ROW_LIMIT = 1000;
/** Columns at most: more curves than this are for the export. */
const COLUMN_LIMIT = 100;
const ROW_PX = 26;
const OVERSCAN = 8;
/** Rows that fit into the largest panel. */
const VISIBLE_ROWS = 50;

/** The same numbers as the chart as a real table, newest first; rows outside the view are not in the document. */
export function PanelTable({
  title,
  series,
  unit,
}: {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly unit: string;
}) {
  const { zone } = useTimeRange();
  const [scrollTop, setScrollTop] = useState(0);
  const shown = series.slice(0, COLUMN_LIMIT);
  const { times, columns } = useMemo(() => alignPoints(series.slice(0, COLUMN_LIMIT)), [series]);
  const order = useMemo(
    () =>
      times
        .map((time, index) => ({ time, index }))
        .toReversed()
        .slice(0, ROW_LIMIT),
    [times],
  );
  const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - OVERSCAN);
  const visible = order.slice(first, first + VISIBLE_ROWS + 2 * OVERSCAN);
  return (
    <Box
      tabIndex={0}
      component="section"
      aria-label={`Table of ${title}`}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      sx={{ height: '100%', overflow: 'auto', typography: 'body2' }}
    >
      <Box
        component="table"
        aria-rowcount={order.length + 1}
        sx={{
          borderCollapse: 'collapse',
          minWidth: '100%',
          '& th, & td': {
            px: 1.5,
            height: ROW_PX,
            whiteSpace: 'nowrap',
            textAlign: 'right',
            borderBottom: '1px solid',
            borderColor: 'divider',
          },
          '& th': { fontWeight: 600 },
          '& thead th': {
            position: 'sticky',
            top: 0,
            bgcolor: 'background.paper',
            color: 'text.secondary',
            zIndex: 1,
          },
          '& th:first-of-type': { textAlign: 'left', fontWeight: 400, color: 'text.secondary' },
        }}
      >
        <caption className="visually-hidden">
          {title}: {order.length} instants, newest first
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {shown.map((one) => (
              <th key={one.id} scope="col">
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr aria-hidden="true" style={{ height: first * ROW_PX }} />
          {visible.map(({ time, index }, row) => (
            <tr key={time} aria-rowindex={first + row + 2}>
              <th scope="row">{dateTime(time, zone)}</th>
              {columns.map((column, at) => (
                <td key={shown[at]?.id ?? at}>{formatValue(column[index] ?? null, unit)}</td>
              ))}
            </tr>
          ))}
          <tr
            aria-hidden="true"
            style={{ height: Math.max(0, order.length - first - visible.length) * ROW_PX }}
          />
        </tbody>
      </Box>
    </Box>
  );
}
