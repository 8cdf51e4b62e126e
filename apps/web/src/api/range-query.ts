import type { Window } from '../time/range.ts';
import { ApiError } from './api-error.ts';
import { request } from './client.ts';

/** One series of a range answer: its labels, and samples as `[epoch ms, value]`; NaN is kept. */
export type RangeSeries = {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [number, number])[];
};

/** What a range query answered, with the window it was asked for. */
export type RangeAnswer = Window & {
  readonly stepMs: number;
  readonly series: readonly RangeSeries[];
  readonly warnings: readonly string[];
};

/** One range query, `POST /prometheus/api/v1/query_range`. */
export async function readRange(
  query: string,
  window: Window,
  stepMs: number,
  signal: AbortSignal | undefined,
): Promise<RangeAnswer> {
  const startMs = Math.floor(window.startMs / stepMs) * stepMs;
  const endMs = Math.floor(window.endMs / stepMs) * stepMs;
  const body = new URLSearchParams({
    query,
    start: String(startMs / 1000),
    end: String(endMs / 1000),
    step: String(stepMs / 1000),
  });
  const answer = await request<unknown>('/prometheus/api/v1/query_range', { method: 'POST', body, signal });
  return { startMs: window.startMs, endMs: window.endMs, stepMs, ...parseMatrix(answer) };
}

/** Reads Prometheus' matrix answer; anything else is an error in words. */
export function parseMatrix(answer: unknown): {
  readonly series: readonly RangeSeries[];
  readonly warnings: readonly string[];
} {
  const data = field(answer, 'data');
  const result = field(data, 'result');
  if (field(data, 'resultType') !== 'matrix' || !Array.isArray(result)) {
    throw new ApiError('unreadable', 'Prometheus did not answer a matrix. Check the query in Explore.');
  }
  const warnings = field(answer, 'warnings');
  return {
    series: result.map(parseSeries),
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
  };
}

function parseSeries(series: unknown): RangeSeries {
  const metric = field(series, 'metric');
  const values = field(series, 'values');
  const labels =
    typeof metric === 'object' && metric !== null
      ? Object.fromEntries(Object.entries(metric).map(([name, value]) => [name, String(value)]))
      : {};
  return { labels, points: Array.isArray(values) ? values.flatMap(parsePoint) : [] };
}

function parsePoint(point: unknown): readonly (readonly [number, number])[] {
  if (!Array.isArray(point)) return [];
  const [seconds, text]: readonly unknown[] = point;
  return typeof seconds === 'number' ? [[seconds * 1000, parseValue(text)]] : [];
}

function parseValue(text: unknown): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  return typeof text === 'string' && text !== '' ? Number(text) : Number.NaN;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
