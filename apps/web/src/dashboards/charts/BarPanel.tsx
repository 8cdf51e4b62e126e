import { useMemo } from 'react';
import Box from '@mui/material/Box';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
import type { BarChartOptions } from '@perses-dev/bar-chart-plugin';
import { categorical } from '../../theme/tokens.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { percent } from '../../format/quantity.ts';
import { formatValue } from '../../format/unit.ts';
import { Name } from '../../components/Name.tsx';
import { NoSamples } from '../panels/NoSamples.tsx';
import { barRows } from './bar-rows.ts';
import { panelSeries } from './panel-series.ts';

/** Bars drawn; the table view has all. */
const BAR_LIMIT = 200;

/** Draws a `BarChart` panel as a list of bars from 0, each with its name and number: it is its own table. */
export function BarPanel({
  spec,
  contentDimensions,
  queryResults,
}: PanelProps<BarChartOptions, TimeSeriesData>) {
  const { mode } = usePreferences();
  const rows = useMemo(() => barRows(panelSeries(queryResults), spec), [queryResults, spec]);
  if (!contentDimensions) return null;
  if (rows.length === 0) return <NoSamples queries={queryResults} />;
  const unit = spec.format?.unit ?? 'decimal';
  const isShare = spec.mode === 'percentage';
  return (
    <Box
      component="ul"
      tabIndex={0}
      aria-label="Bars"
      sx={{
        ...contentDimensions,
        m: 0,
        px: 1.5,
        py: 0.5,
        overflow: 'auto',
        listStyle: 'none',
        display: 'flex',
        flexDirection: 'column',
        gap: '2px',
        boxSizing: 'border-box',
      }}
    >
      {rows.slice(0, BAR_LIMIT).map((row) => (
        <Box
          component="li"
          key={row.id}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(72px, 34%) 1fr minmax(64px, auto)',
            alignItems: 'center',
            columnGap: 1,
            minHeight: 26,
            typography: 'body2',
          }}
        >
          <Name>{row.name}</Name>
          <Box sx={{ position: 'relative', height: 16 }}>
            <Box
              sx={{
                position: 'absolute',
                inset: '0 auto 0 0',
                width: `${(row.share * 100).toFixed(2)}%`,
                minWidth: row.value === 0 ? 0 : 2,
                bgcolor: categorical[mode][0],
                borderRadius: '0 3px 3px 0',
              }}
            />
          </Box>
          <Box sx={{ textAlign: 'right', whiteSpace: 'nowrap' }}>
            {isShare ? percent(row.ofTotal) : formatValue(row.value, unit)}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
