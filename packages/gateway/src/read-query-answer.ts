import { GatewayError } from './gateway-error.ts';

/** Labels with a null prototype: a label may be called `constructor`. */
export type Labels = Readonly<Record<string, string>>;

/** One series at one time. `value` may be NaN or ±Infinity: that is what Prometheus said, and not the same as no series. */
export interface InstantSample {
  readonly labels: Labels;
  readonly value: number;
}

/** One series over time: `[epoch seconds, value]`; NaN and ±Infinity become null, because a chart draws both as a gap. */
export interface RangeSeries {
  readonly labels: Labels;
  readonly points: readonly (readonly [seconds: number, value: number | null])[];
}

/** A parsed answer; only one of the two lists is filled. */
export interface QueryAnswer {
  readonly instant: readonly InstantSample[];
  readonly range: readonly RangeSeries[];
  /** Warnings and infos of the upstream, and a note when native histograms were left out. */
  readonly warnings: readonly string[];
}

/** Parses the body of query or query_range by its shape; throws when the upstream refused or the shape is another one. */
export function readQueryAnswer(upstream: string, status: number, body: Buffer): QueryAnswer {
  const document = parse(upstream, body);
  if (document['status'] === 'error' || status >= 400) {
    const why = typeof document['error'] === 'string' ? document['error'] : `HTTP ${status}`;
    throw new GatewayError('query_failed', { upstream, why });
  }
  const { data } = document;
  if (document['status'] !== 'success' || !isRecord(data)) {
    throw invalid(upstream, 'status or data is missing');
  }
  const warnings = [...texts(document['warnings']), ...texts(document['infos'])];
  switch (data['resultType']) {
    case 'vector':
      return readVector(upstream, data['result'], warnings);
    case 'matrix':
      return readMatrix(upstream, data['result'], warnings);
    case 'scalar':
      return {
        instant: [{ labels: noLabels, value: readPair(upstream, data['result'])[1] }],
        range: [],
        warnings,
      };
    default:
      throw invalid(upstream, 'its resultType is not vector, matrix or scalar');
  }
}

const noLabels: Labels = Object.freeze(Object.assign(Object.create(null)));

function readVector(upstream: string, result: unknown, warnings: readonly string[]): QueryAnswer {
  const instant: InstantSample[] = [];
  let histograms = 0;
  for (const entry of readList(upstream, result)) {
    if (entry['value'] === undefined && entry['histogram'] !== undefined) {
      histograms += 1;
    } else {
      const [, value] = readPair(upstream, entry['value']);
      instant.push({ labels: readLabels(upstream, entry['metric']), value });
    }
  }
  return { instant, range: [], warnings: [...warnings, ...leftOut(histograms)] };
}

function readMatrix(upstream: string, result: unknown, warnings: readonly string[]): QueryAnswer {
  const range: RangeSeries[] = [];
  let histograms = 0;
  for (const entry of readList(upstream, result)) {
    histograms += entry['histograms'] === undefined ? 0 : 1;
    const { values } = entry;
    if (values === undefined && entry['histograms'] !== undefined) {
      continue;
    }
    if (!Array.isArray(values)) {
      throw invalid(upstream, 'a series has no values');
    }
    range.push({
      labels: readLabels(upstream, entry['metric']),
      points: values.map((pair: unknown) => {
        const [seconds, value] = readPair(upstream, pair);
        return [seconds, Number.isFinite(value) ? value : null] as const;
      }),
    });
  }
  return { instant: [], range, warnings: [...warnings, ...leftOut(histograms)] };
}

function leftOut(histograms: number): readonly string[] {
  return histograms === 0
    ? []
    : [`${histograms} native histogram series are left out; use histogram_quantile() or histogram_avg()`];
}

function readPair(upstream: string, pair: unknown): readonly [number, number] {
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw invalid(upstream, 'a sample is not a pair');
  }
  const [seconds, text]: readonly unknown[] = pair;
  if (typeof seconds !== 'number' || typeof text !== 'string') {
    throw invalid(upstream, 'a sample is not a time and a text');
  }
  return [seconds, readFloat(upstream, text)];
}

/** Go prints `+Inf`, `-Inf` and `NaN`; JavaScript reads none of them. */
function readFloat(upstream: string, text: string): number {
  if (text === '+Inf' || text === '-Inf') {
    return text === '+Inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }
  if (text === 'NaN') {
    return Number.NaN;
  }
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) {
    throw invalid(upstream, 'a sample is not a number');
  }
  return value;
}

function readList(upstream: string, result: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(result) || !result.every(isRecord)) {
    throw invalid(upstream, 'its result is not a list of series');
  }
  return result;
}

function readLabels(upstream: string, metric: unknown): Labels {
  if (!isRecord(metric)) {
    throw invalid(upstream, 'a series has no labels');
  }
  const labels: Record<string, string> = Object.assign(Object.create(null));
  for (const [name, value] of Object.entries(metric)) {
    if (typeof value !== 'string') {
      throw invalid(upstream, 'a label is not a text');
    }
    labels[name] = value;
  }
  return labels;
}

function parse(upstream: string, body: Buffer): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new GatewayError('answer_invalid', { upstream, why: 'it is not JSON' }, { cause });
  }
  if (!isRecord(document)) {
    throw invalid(upstream, 'it is not an object');
  }
  return document;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(upstream: string, why: string): GatewayError {
  return new GatewayError('answer_invalid', { upstream, why });
}
