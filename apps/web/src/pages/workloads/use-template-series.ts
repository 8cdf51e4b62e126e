import { useQueries, useQueryClient } from '@tanstack/react-query';
import { toldError } from '../../api/cancelled.ts';
import { readRange, type RangeAnswer } from '../../api/range-query.ts';
import { distinctNames } from '../../dashboards/charts/series-names.ts';
import type { ChartSeries } from '../../dashboards/charts/time-chart-model.ts';
import { printRange, rangeLength, resolveRange, stepFor, type TimeRange } from '../../time/range.ts';
import { fillLegend, fillVariables, type VariableValues } from './fill-variables.ts';
import type { TemplatePanel } from './template-panels.ts';

/** Points per curve that a panel of half the page's width can show. */
const pointsWanted = 240;

/** What the queries of a panel answered. */
export type TemplateSeries = {
  /** Undefined until the first answer. */
  readonly series: readonly ChartSeries[] | undefined;
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  /** True when series came, but none of their samples is a number. */
  readonly hasOnlyNaN: boolean;
  readonly error: unknown;
  readonly isRefreshing: boolean;
  readonly readMs: number;
  readonly retry: () => void;
  /** Gives up what is being asked: the panel says so and can ask again. */
  readonly cancel: () => void;
  /** The first query as it was asked. */
  readonly query: string;
};

/** Asks all queries of a panel over a range; equal queries of a page are one request. */
export function useTemplateSeries(
  panel: TemplatePanel,
  variables: VariableValues,
  range: TimeRange,
  refetchInterval: number | false,
  isEnabled: boolean,
): TemplateSeries {
  const rangeMs = rangeLength(range);
  const stepMs = stepFor(rangeMs, pointsWanted);
  const { start, end } = printRange(range);
  const texts = panel.queries.map(({ query }) => fillVariables(query, variables, { stepMs, rangeMs }));
  const client = useQueryClient();
  const keyOf = (query: string) => ['range', query, stepMs, start, end];
  const results = useQueries({
    queries: texts.map((query) => ({
      queryKey: keyOf(query),
      queryFn: ({ signal }: { readonly signal?: AbortSignal }) =>
        readRange(query, resolveRange(range, Date.now()), stepMs, signal),
      refetchInterval,
      enabled: isEnabled,
    })),
  });
  const answers = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const [first] = answers;
  const series = answers.flatMap((answer, index) => named(answer, panel, index));
  const drawn = series.filter(({ points }) => points.some(([, value]) => value !== null));
  return {
    series: answers.length < results.length ? undefined : drawn,
    hasOnlyNaN: series.length > 0 && drawn.length === 0,
    startMs: first?.startMs ?? 0,
    endMs: first?.endMs ?? 0,
    stepMs,
    error: toldError(results.find(({ error }) => error !== null)?.error ?? null),
    isRefreshing: results.some(({ isPreviousData }) => isPreviousData),
    readMs: Math.min(...results.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    retry: () => {
      for (const result of results) void result.refetch();
    },
    cancel: () => {
      for (const query of texts) void client.cancelQueries(keyOf(query), {}, { revert: false });
    },
    query: texts[0] ?? '',
  };
}

function named(answer: RangeAnswer, panel: TemplatePanel, index: number): readonly ChartSeries[] {
  const format = panel.queries[index]?.legend ?? '';
  const names = distinctNames(
    answer.series.map(({ labels }) => labels),
    panel.title,
  );
  return answer.series.map(({ labels, points }, at) => {
    const written = format === '' ? '' : fillLegend(format, labels);
    return {
      id: `${index}:${at}:${JSON.stringify(labels)}`,
      name: written === '' ? (names[at] ?? panel.title) : written,
      labels,
      // NaN is an answer without a value: the curve has a gap there, never a 0.
      points: points.map(([time, value]) => [time, Number.isFinite(value) ? value : null] as const),
    };
  });
}
