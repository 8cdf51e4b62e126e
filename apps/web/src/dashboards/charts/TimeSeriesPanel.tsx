import { useMemo } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import { useTimeRange as usePersesTime, type PanelProps } from '@perses-dev/plugin-system';
import type { TimeSeriesChartOptions } from '@perses-dev/timeseries-chart-plugin';
import { statusColours } from '../../theme/tokens.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { usePanelProxy } from '../panels/panel-proxy.ts';
import { NoSamples } from '../panels/NoSamples.tsx';
import { useColourSlots } from './slots-context.ts';
import { answeredWindow, panelSeries } from './panel-series.ts';
import { panelThresholds } from './panel-thresholds.ts';
import { legendForm } from './legend-form.ts';
import { useGapExplainer } from './use-gap-explainer.ts';
import { TimeChart } from './TimeChart.tsx';
import type { TimeChartModel } from './time-chart-model.ts';

/** Draws a `TimeSeriesChart` panel with the console's own chart; the document and its editor stay upstream's. */
export function TimeSeriesPanel({
  spec,
  contentDimensions,
  queryResults,
  definition,
}: PanelProps<TimeSeriesChartOptions, TimeSeriesData>) {
  const { mode } = usePreferences();
  const { zone, setRange, zoomOut } = useTimeRange();
  const { absoluteTimeRange } = usePersesTime();
  const slots = useColourSlots();
  const model = useMemo((): TimeChartModel => {
    const window = answeredWindow(queryResults);
    const settings = new Map(spec.querySettings?.map((one) => [one.queryIndex, one]));
    const visual = spec.visual ?? {};
    const isStacked = visual.stack === 'all';
    return {
      series: panelSeries(queryResults).map((one) => {
        const its = settings.get(one.queryIndex);
        return {
          ...one,
          ...(its?.colorMode && its.colorValue ? { fixedColour: its.colorValue } : {}),
          isDashed: (its?.lineStyle ?? visual.lineStyle ?? 'solid') !== 'solid',
        };
      }),
      startMs: Math.min(window?.startMs ?? Number.POSITIVE_INFINITY, absoluteTimeRange.start.getTime()),
      endMs: Math.max(window?.endMs ?? 0, absoluteTimeRange.end.getTime()),
      stepMs: window?.stepMs ?? 15_000,
      unit: spec.yAxis?.format?.unit ?? 'decimal',
      display: visual.display ?? 'line',
      isStacked,
      areaOpacity: visual.areaOpacity ?? 0,
      ...(spec.yAxis?.min === undefined ? {} : { min: spec.yAxis.min }),
      ...(spec.yAxis?.max === undefined ? {} : { max: spec.yAxis.max }),
      thresholds: panelThresholds(spec.thresholds, statusColours[mode], spec.yAxis?.max),
    };
  }, [spec, queryResults, absoluteTimeRange, mode]);

  const query = queryResults.find(({ data }) => data.metadata?.executedQueryString !== undefined)?.data
    .metadata?.executedQueryString;
  const explainGap = useGapExplainer(usePanelProxy(), query);
  if (!contentDimensions) return null;
  if (model.series.length === 0) return <NoSamples queries={queryResults} />;
  return (
    <TimeChart
      model={model}
      title={definition?.spec.display.name ?? 'Chart'}
      width={contentDimensions.width}
      height={contentDimensions.height}
      zone={zone}
      legend={legendForm(spec.legend)}
      slots={slots}
      explainGap={explainGap}
      onZoom={(startMs, endMs) => setRange({ kind: 'absolute', startMs, endMs })}
      onZoomOut={zoomOut}
    />
  );
}
