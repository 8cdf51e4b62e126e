import type { Theme } from '@mui/material/styles';
import { generateChartsTheme, type PersesChartsTheme } from '@perses-dev/components';
import { categorical, fonts, palettes, statusColours, type Mode } from '../../theme/tokens.ts';

/** The ECharts theme of the upstream chart plugins: our tokens, our ten series colours, a tooltip on the theme's surface. */
export function createChartsTheme(theme: Theme, mode: Mode): PersesChartsTheme {
  const palette = palettes[mode];
  const status = statusColours[mode];
  const axis = {
    axisLabel: { color: palette.textMuted, fontSize: 12, fontFamily: fonts.sans },
    axisLine: { lineStyle: { color: palette.control } },
    splitLine: { show: true, lineStyle: { color: palette.grid, width: 1, opacity: 1 } },
  };
  const base = generateChartsTheme(theme, {});
  return {
    ...base,
    echartsTheme: {
      ...base.echartsTheme,
      animation: false,
      color: [...categorical[mode]],
      textStyle: { color: palette.text, fontFamily: fonts.sans, fontSize: 12 },
      valueAxis: axis,
      categoryAxis: { ...axis, splitLine: { show: false } },
      timeAxis: { ...axis, splitLine: { show: false } },
      tooltip: {
        backgroundColor: palette.raised,
        borderColor: palette.border,
        textStyle: { color: palette.text, fontSize: 13, fontFamily: fonts.sans },
      },
    },
    noDataOption: {
      title: {
        show: true,
        text: 'No samples in this range',
        left: 'center',
        top: 'center',
        textStyle: { color: palette.textMuted, fontSize: 14, fontWeight: 400, fontFamily: fonts.sans },
      },
      xAxis: { show: false },
      yAxis: { show: false },
    },
    sparkline: { width: 1.5, color: categorical[mode][0] ?? palette.accent },
    container: { padding: { default: 12 } },
    thresholds: {
      defaultColor: status.healthy.ink,
      palette: [status.degraded.ink, status.failed.ink, status.active.ink],
    },
  };
}
