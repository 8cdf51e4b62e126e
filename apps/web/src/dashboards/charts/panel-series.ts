import type { PanelData } from '@perses-dev/plugin-system';
import type { TimeSeriesData } from '@perses-dev/core';
import { distinctNames } from './series-names.ts';
import type { ChartSeries, Point } from './time-chart-model.ts';

/** The curves of a panel's answers, in the order of its queries, named by what tells them apart. */
export function panelSeries(
  results: readonly PanelData<TimeSeriesData>[],
): readonly (ChartSeries & { readonly queryIndex: number })[] {
  return results.flatMap(({ data }, queryIndex) => {
    const names = distinctNames(
      data.series.map((one) => one.labels ?? {}),
      `query ${queryIndex + 1}`,
    );
    return data.series.map((one, index) => {
      const formatted =
        one.formattedName === undefined || one.formattedName === one.name ? undefined : one.formattedName;
      return {
        id: `${queryIndex}:${index}:${one.name}`,
        name: formatted ?? names[index] ?? one.name,
        points: one.values.map(([time, value]): Point => [time, value]),
        ...(one.labels ? { labels: one.labels } : {}),
        queryIndex,
      };
    });
  });
}

/** Window and step of the answers: what was really asked, aligned to the step. */
export function answeredWindow(
  results: readonly PanelData<TimeSeriesData>[],
): { startMs: number; endMs: number; stepMs: number } | undefined {
  const [first, ...rest] = results.flatMap(({ data }) =>
    data.timeRange
      ? [
          {
            startMs: data.timeRange.start.getTime(),
            endMs: data.timeRange.end.getTime(),
            stepMs: data.stepMs ?? 15_000,
          },
        ]
      : [],
  );
  if (!first) return undefined;
  return rest.reduce(
    (all, one) => ({
      startMs: Math.min(all.startMs, one.startMs),
      endMs: Math.max(all.endMs, one.endMs),
      stepMs: Math.max(all.stepMs, one.stepMs),
    }),
    first,
  );
}

/** The answers with a name on every series that has none of its own, so that upstream drawings show no raw label sets. */
export function namedAnswers(results: readonly PanelData<TimeSeriesData>[]): PanelData<TimeSeriesData>[] {
  return results.map((result) => {
    const names = distinctNames(
      result.data.series.map((one) => one.labels ?? {}),
      '',
    );
    const series = result.data.series.map((one, index) =>
      one.formattedName === undefined || one.formattedName === one.name
        ? { ...one, formattedName: names[index] ?? one.name }
        : one,
    );
    return { ...result, data: { ...result.data, series } };
  });
}
