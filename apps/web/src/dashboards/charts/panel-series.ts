import type { PanelData } from '@perses-dev/plugin-system';
import type { TimeSeriesData } from '@perses-dev/core';
import { distinctNames } from './series-names.ts';
import type { ChartSeries, Point } from './time-chart-model.ts';

/** The curves of a panel's answers, in the order of its queries, named by what tells them apart. */
export function panelSeries(
  results: readonly PanelData<TimeSeriesData>[],
): readonly (ChartSeries & { readonly queryIndex: number })[] {
  return results.flatMap(({ data }, queryIndex) => {
    const names = seriesNames(data.series, `query ${queryIndex + 1}`);
    return data.series.map((one, index) => ({
      id: `${queryIndex}:${index}:${one.name}`,
      name: names[index] ?? one.name,
      points: one.values.map(([time, value]): Point => [time, value]),
      ...(one.labels ? { labels: one.labels } : {}),
      queryIndex,
    }));
  });
}

/** The name a query's format gives; where it gives the same to several series, with what tells them apart behind. */
function seriesNames(series: TimeSeriesData['series'], fallback: string): readonly string[] {
  const distinct = distinctNames(
    series.map((one) => one.labels ?? {}),
    fallback,
  );
  const formatted = series.map((one) =>
    one.formattedName === undefined || one.formattedName === one.name ? undefined : one.formattedName.trim(),
  );
  const counts = new Map<string, number>();
  for (const name of formatted) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return formatted.map((name, index) => {
    const own = distinct[index] ?? fallback;
    if (name === undefined || name === '') return own;
    return (counts.get(name) ?? 0) > 1 && own !== name && own !== fallback ? `${name} (${own})` : name;
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
    const names = seriesNames(result.data.series, '');
    const series = result.data.series.map((one, index) => ({
      ...one,
      formattedName: names[index] ?? one.name,
    }));
    return { ...result, data: { ...result.data, series } };
  });
}
