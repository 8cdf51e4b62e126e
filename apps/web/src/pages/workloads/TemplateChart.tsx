import { useRef } from 'react';
import { ChartPanel } from '../../chart/ChartPanel.tsx';
import type { Threshold, TimeChartModel } from '../../dashboards/charts/time-chart-model.ts';
import { useInView } from '../../dashboards/panels/use-in-view.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { statusColours, type Mode } from '../../theme/tokens.ts';
import { useNow } from '../../components/use-now.ts';
import { useSession } from '../../api/session.ts';
import { beforeRetention } from '../../time/before-retention.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { rangeLength, resolveRange, type TimeRange } from '../../time/range.ts';
import type { VariableValues } from './fill-variables.ts';
import { missingWords } from './missing-words.ts';
import type { TemplatePanel } from './template-panels.ts';
import { useTemplateSeries, type TemplateSeries } from './use-template-series.ts';

/** A time-series panel of a template, drawn with the console's own chart. */
export function TemplateChart({
  panel,
  variables,
  range,
  refetchInterval,
  height,
}: {
  readonly panel: TemplatePanel;
  readonly variables: VariableValues;
  readonly range: TimeRange;
  readonly refetchInterval: number | false;
  readonly height: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const isSeen = useInView(box);
  const { mode } = usePreferences();
  const { zone } = useTimeRange();
  const { data: session } = useSession();
  const nowMs = useNow();
  const tooEarly = beforeRetention(resolveRange(range, nowMs).endMs, nowMs, session?.retentionMs, zone);
  const answer = useTemplateSeries(panel, variables, range, refetchInterval, isSeen);
  return (
    <div ref={box} style={{ minWidth: 0 }}>
      <ChartPanel
        title={panel.title}
        description={panel.description}
        height={height}
        query={answer.query}
        content={{
          model: answer.series === undefined ? undefined : chartModel(panel, answer, mode),
          missing:
            tooEarly ??
            missingWords(answer.query, rangeLength(range), {
              hasOnlyNaN: answer.hasOnlyNaN,
              isFillingIn: (session?.backfill ?? null) !== null,
            }),
          error: answer.error,
          readMs: answer.readMs,
          isRefreshing: answer.isRefreshing,
          onRetry: answer.retry,
          onCancel: answer.cancel,
        }}
      />
    </div>
  );
}

function chartModel(panel: TemplatePanel, answer: TemplateSeries, mode: Mode): TimeChartModel {
  return {
    series: answer.series ?? [],
    startMs: answer.startMs,
    endMs: answer.endMs,
    stepMs: answer.stepMs,
    unit: panel.unit,
    display: panel.isBars ? 'bar' : 'line',
    isStacked: panel.isStacked,
    areaOpacity: panel.isStacked ? 0.35 : 0,
    ...(panel.min === undefined ? {} : { min: panel.min }),
    ...(panel.max === undefined ? {} : { max: panel.max }),
    thresholds: thresholds(panel, mode),
  };
}

function thresholds(panel: TemplatePanel, mode: Mode): readonly Threshold[] {
  const colours = statusColours[mode];
  const bad = panel.isLowBad ? panel.limits.slice(0, 1) : panel.limits;
  return bad.map(({ value, name }, index) => ({
    value,
    label: name,
    colour: index === bad.length - 1 && bad.length > 1 ? colours.failed.ink : colours.degraded.ink,
  }));
}
