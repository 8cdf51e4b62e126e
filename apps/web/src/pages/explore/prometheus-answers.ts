import type { ChartSeries, Point } from '../../dashboards/charts/time-chart-model.ts';
import { distinctNames } from '../../dashboards/charts/series-names.ts';

/** One series of a Prometheus answer: labels, and one sample or many. */
export interface AnswerSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
  readonly histogram?: unknown;
  readonly histograms?: unknown;
}

/** `data` of `query` and `query_range`. */
export interface AnswerData {
  readonly resultType: string;
  readonly result: readonly AnswerSeries[] | readonly [number, string];
}

/** The series of an answer; a scalar is one series without labels. */
export function answerSeries(data: AnswerData): readonly AnswerSeries[] {
  const { result } = data;
  if (data.resultType === 'scalar' || data.resultType === 'string')
    return [{ metric: {}, value: scalarSample(result) }];
  return result.filter((one) => typeof one === 'object');
}

function scalarSample(result: AnswerData['result']): readonly [number, string] {
  const [time, text] = result;
  return [typeof time === 'number' ? time : 0, typeof text === 'string' ? text : ''];
}

/** The curves of a range answer; names are what tells them apart, with the query's letter where there are several queries. */
export function answerCurves(
  series: readonly AnswerSeries[],
  letter: string | undefined,
): readonly ChartSeries[] {
  const names = distinctNames(
    series.map((one) => one.metric),
    'value',
  );
  return series.map((one, index) => ({
    id: `${letter ?? ''}:${index}:${seriesText(one.metric)}`,
    name: letter === undefined ? (names[index] ?? 'value') : `${letter} ${names[index] ?? 'value'}`,
    labels: one.metric,
    points: (one.values ?? (one.value ? [one.value] : [])).map(([time, value]): Point => [
      Math.round(time * 1000),
      sampleValue(value),
    ]),
  }));
}

/** A label set as Prometheus writes it: `up{job="node"}`. */
export function seriesText(metric: Readonly<Record<string, string>>): string {
  const { __name__: name = '', ...labels } = metric;
  const inner = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return inner.length === 0 && name !== '' ? name : `${name}{${inner.join(', ')}}`;
}

/** A sample's text as a number; infinities have words of their own in JSON. */
export function sampleValue(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  return Number(text);
}
