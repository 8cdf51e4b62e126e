import { useMemo } from 'react';
import Box from '@mui/material/Box';
import Alert from 'mdi-material-ui/Alert';
import CloseOctagon from 'mdi-material-ui/CloseOctagon';
import { applyValueMapping, createRegexFromString, type TimeSeriesData } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
import type { StatChartOptions } from '@perses-dev/stat-chart-plugin';
import { categorical, palettes, statusColours } from '../../theme/tokens.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { formatValue, spokenValue } from '../../format/unit.ts';
import { NoSamples } from '../panels/NoSamples.tsx';
import { seriesValue } from './series-value.ts';
import { answeredWindow, panelSeries } from './panel-series.ts';
import { panelThresholds, thresholdVerdict } from './panel-thresholds.ts';
import { Sparkline } from './Sparkline.tsx';

/** Narrowest tile, px. */
const TILE_MIN = 120;
/** Height from which the large numeral fits, px. */
const LARGE_FROM = 120;

/** Draws a `StatChart` panel: numeral with unit, sparkline, and in words which limit is passed. */
export function StatPanel({
  spec,
  contentDimensions,
  queryResults,
}: PanelProps<StatChartOptions, TimeSeriesData>) {
  const { mode } = usePreferences();
  const series = useMemo(() => panelSeries(queryResults), [queryResults]);
  if (!contentDimensions) return null;
  if (series.length === 0) return <NoSamples queries={queryResults} />;
  const { width, height } = contentDimensions;
  const unit = spec.format?.unit ?? 'decimal';
  const stepMs = answeredWindow(queryResults)?.stepMs ?? 15_000;
  const thresholds = panelThresholds(spec.thresholds, statusColours[mode], undefined);
  const columns = Math.max(1, Math.min(series.length, Math.floor(width / TILE_MIN)));
  const rows = Math.ceil(series.length / columns);
  const tileHeight = Math.max(56, height / rows);
  const tileWidth = width / columns;
  const isLarge = tileHeight >= LARGE_FROM && tileWidth >= 150;
  return (
    <Box
      sx={{
        width,
        height,
        overflow: 'auto',
        display: 'grid',
        gridTemplateColumns: `repeat(${columns}, 1fr)`,
        gridAutoRows: tileHeight,
      }}
      tabIndex={series.length > columns ? 0 : -1}
    >
      {series.map((one) => {
        const value = seriesValue(spec.calculation, one.points);
        const passed = thresholdVerdict(thresholds, value);
        const hasSparkline = spec.sparkline !== undefined && one.points.length > 1 && tileHeight >= 72;
        return (
          <Box
            key={one.id}
            sx={{
              minWidth: 0,
              display: 'flex',
              flexDirection: 'column',
              px: 1.5,
              pb: 0.5,
              overflow: 'hidden',
            }}
          >
            {series.length > 1 && (
              <Box
                title={one.name}
                sx={{
                  typography: 'body2',
                  color: 'text.secondary',
                  overflow: 'hidden',
                  textOverflow: 'ellipsis',
                  whiteSpace: 'nowrap',
                }}
              >
                {one.name}
              </Box>
            )}
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', my: 'auto' }}>
              <Box
                component="span"
                aria-hidden="true"
                sx={{
                  fontSize: isLarge ? 36 : 26,
                  lineHeight: isLarge ? '44px' : '32px',
                  fontWeight: 600,
                  color: passed ? passed.threshold.colour : 'text.primary',
                  whiteSpace: 'nowrap',
                }}
              >
                {shownText(spec, value, unit, one.labels)}
              </Box>
              <span className="visually-hidden">{spokenStat(spec, value, unit, one.labels)}</span>
              {passed && (
                <Box
                  sx={{
                    display: 'flex',
                    alignItems: 'center',
                    gap: 0.5,
                    typography: 'caption',
                    color: passed.threshold.colour,
                  }}
                >
                  {passed.hue === 'failed' ? <CloseOctagon fontSize="small" /> : <Alert fontSize="small" />}
                  {passed.threshold.label} {passed.threshold.side === 'below' ? 'under' : 'from'}{' '}
                  {formatValue(passed.threshold.value, unit)}
                </Box>
              )}
            </Box>
            {hasSparkline && (
              <Sparkline
                points={one.points}
                stepMs={stepMs}
                width={Math.max(20, tileWidth - 24)}
                height={Math.round(Math.min(56, tileHeight * 0.36))}
                colour={passed?.threshold.colour ?? categorical[mode][0] ?? palettes[mode].accent}
              />
            )}
          </Box>
        );
      })}
    </Box>
  );
}

function shownText(
  spec: StatChartOptions,
  value: number | null,
  unit: string,
  labels: Readonly<Record<string, string>> | undefined,
): string {
  const label = labelText(spec.metricLabel, labels);
  if (label !== undefined) return label;
  if (value !== null && spec.mappings && spec.mappings.length > 0) {
    const mapped = applyValueMapping(value, spec.mappings).value;
    if (typeof mapped === 'string') return mapped;
  }
  return formatValue(value, unit);
}

function spokenStat(
  spec: StatChartOptions,
  value: number | null,
  unit: string,
  labels: Readonly<Record<string, string>> | undefined,
): string {
  const text = shownText(spec, value, unit, labels);
  return text === formatValue(value, unit) ? spokenValue(value, unit) : text;
}

function labelText(
  pattern: string | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (!pattern || !labels) return undefined;
  const regex = createRegexFromString(pattern);
  return Object.entries(labels).find(([key]) => regex.test(key))?.[1];
}
