import { useMemo } from 'react';
import Box from '@mui/material/Box';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
import type { GaugeChartOptions } from '@perses-dev/gauge-chart-plugin';
import { categorical, palettes, statusColours } from '../../theme/tokens.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { formatValue, spokenValue, unitRule } from '../../format/unit.ts';
import { NoSamples } from '../panels/NoSamples.tsx';
import { arcPath } from './arc-path.ts';
import { panelSeries } from './panel-series.ts';
import { panelThresholds, thresholdVerdict } from './panel-thresholds.ts';
import { seriesValue } from './series-value.ts';

/** Narrowest gauge, px. */
const GAUGE_MIN = 130;
/** Most gauges of one panel. */
const GAUGE_LIMIT = 24;

/** Draws a `GaugeChart` panel: how much of the whole, with the limits on the rim and the number in the middle. */
export function GaugePanel({
  spec,
  contentDimensions,
  queryResults,
}: PanelProps<GaugeChartOptions, TimeSeriesData>) {
  const { mode } = usePreferences();
  const series = useMemo(() => panelSeries(queryResults).slice(0, GAUGE_LIMIT), [queryResults]);
  if (!contentDimensions) return null;
  if (series.length === 0) return <NoSamples queries={queryResults} />;
  const { width, height } = contentDimensions;
  const unit = spec.format?.unit ?? 'decimal';
  const rule = unitRule(unit);
  const whole = spec.max ?? (rule.quantity === 'ratio' ? 1 / rule.scale : 100);
  const thresholds = panelThresholds(spec.thresholds, statusColours[mode], whole);
  const columns = Math.max(1, Math.min(series.length, Math.floor(width / GAUGE_MIN)));
  const palette = palettes[mode];
  const isMany = series.length > 1;
  const tileHeight = Math.max(86, height / Math.ceil(series.length / columns));
  return (
    <Box
      tabIndex={series.length > columns ? 0 : -1}
      sx={{
        width,
        height,
        overflow: 'auto',
        display: 'grid',
        gridTemplateColumns: `repeat(${columns}, 1fr)`,
        gridAutoRows: tileHeight,
      }}
    >
      {series.map((one) => {
        const value = seriesValue(spec.calculation, one.points);
        const verdict = thresholdVerdict(thresholds, value);
        const share = value === null ? 0 : Math.min(1, Math.max(0, value / whole));
        const colour = verdict?.threshold.colour ?? categorical[mode][0] ?? palette.accent;
        return (
          <Box
            key={one.id}
            sx={{
              position: 'relative',
              minWidth: 0,
              px: 1,
              pb: 0.5,
              display: 'flex',
              flexDirection: 'column',
            }}
          >
            <svg
              viewBox="0 0 200 116"
              role="img"
              aria-label={`${one.name}: ${spokenValue(value, unit)} of ${spokenValue(whole, unit)}`}
              style={{ flex: 1, minHeight: 0, width: '100%' }}
            >
              <path d={arcPath(100, 104, 84, 0, 1)} fill="none" stroke={palette.sunken} strokeWidth="16" />
              {share > 0 && (
                <path d={arcPath(100, 104, 84, 0, share)} fill="none" stroke={colour} strokeWidth="16" />
              )}
              {thresholds
                .filter((threshold) => threshold.value > 0 && threshold.value < whole)
                .map((threshold) => (
                  <path
                    key={threshold.value}
                    d={arcPath(
                      100,
                      104,
                      97,
                      threshold.value / whole - 0.004,
                      threshold.value / whole + 0.004,
                    )}
                    fill="none"
                    stroke={threshold.colour}
                    strokeWidth="8"
                  />
                ))}
              <text
                x="100"
                y="98"
                textAnchor="middle"
                fontSize="34"
                fontWeight="600"
                fill={verdict?.threshold.colour ?? palette.text}
              >
                {formatValue(value, unit)}
              </text>
            </svg>
            <Box
              sx={{
                typography: 'caption',
                color: verdict?.threshold.colour ?? 'text.secondary',
                textAlign: 'center',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
                minHeight: 16,
              }}
            >
              {[
                isMany ? one.name : '',
                verdict
                  ? `${verdict.threshold.label} ${verdict.threshold.side === 'below' ? 'under' : 'from'} ${formatValue(verdict.threshold.value, unit)}`
                  : '',
              ]
                .filter(Boolean)
                .join(', ') || `of ${formatValue(whole, unit)}`}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
