import { useMemo } from 'react';
import Box from '@mui/material/Box';
import type { TimeSeriesData, UnknownSpec } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
import { general } from '../../format/number.ts';
import { NoSamples } from '../panels/NoSamples.tsx';
import { labelColumns } from './label-columns.ts';
import { panelSeries } from './panel-series.ts';

/** Rows shown; a longer answer is for an aggregation. */
const ROW_LIMIT = 500;

/** Draws a `TimeSeriesTable` panel: one row per series, one column per label that differs, the last value. */
export function SeriesTablePanel({
  contentDimensions,
  queryResults,
}: PanelProps<UnknownSpec, TimeSeriesData>) {
  const series = useMemo(() => panelSeries(queryResults), [queryResults]);
  const columns = useMemo(() => labelColumns(series.map((one) => one.labels ?? {})), [series]);
  if (!contentDimensions) return null;
  if (series.length === 0) return <NoSamples queries={queryResults} />;
  return (
    <Box tabIndex={0} component="section" aria-label="Series" sx={{ ...contentDimensions, overflow: 'auto' }}>
      <Box
        component="table"
        sx={{
          borderCollapse: 'collapse',
          width: '100%',
          typography: 'body2',
          '& td, & th': {
            px: 1.5,
            py: 0.5,
            textAlign: 'left',
            borderBottom: '1px solid',
            borderColor: 'divider',
            whiteSpace: 'nowrap',
          },
          '& thead th': { position: 'sticky', top: 0, bgcolor: 'background.paper', color: 'text.secondary' },
          '& td:last-of-type, & th:last-of-type': { textAlign: 'right' },
        }}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">value</th>
          </tr>
        </thead>
        <tbody>
          {series.slice(0, ROW_LIMIT).map((one) => (
            <tr key={one.id}>
              {columns.map((column) => (
                <td key={column}>{one.labels?.[column] ?? '—'}</td>
              ))}
              <td>{general(one.points.at(-1)?.[1] ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}
