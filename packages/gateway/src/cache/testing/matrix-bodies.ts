import fc from 'fast-check';
import { compareLabels, readLabelPairs } from '../compare-labels.ts';

/** One series of a made-up answer; times in milliseconds, values as text. */
export interface TestSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly floats: readonly (readonly [number, string])[];
  readonly histograms: readonly (readonly [number, string])[];
}

/** The body as Prometheus writes it: series in the order of their labels, names in the order of theirs. */
export function matrixBody(series: readonly TestSeries[]): string {
  const list = series.map((one) => {
    const metric = labelsJson(one.labels);
    const floats = one.floats.map(([ms, value]) => `[${seconds(ms)},"${value}"]`);
    const histograms = one.histograms.map(([ms, value]) => `[${seconds(ms)},${value}]`);
    return `{"metric":${metric}${listOf('values', floats)}${listOf('histograms', histograms)}}`;
  });
  return `{"status":"success","data":{"resultType":"matrix","result":[${list.join(',')}]}}`;
}

const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', '1', '2', '10', 'ä', '😀', '"', '\\', '\\"', ',', '}', ']', 'a"],[1,"'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const labels = fc.dictionary(
  fc.oneof(fc.constantFrom('__name__', 'a', 'b', '1', '2', 'ns'), fc.string({ minLength: 1, maxLength: 3 })),
  text,
  { maxKeys: 4, noNullPrototype: true },
);
const value = fc.oneof(
  fc.double().map((number) => goNumber(number)),
  fc.constantFrom('NaN', '+Inf', '-Inf', '1e-07', '-2.2250738585072014e-308', '0'),
);
const histogram = fc
  .nat(9)
  .map((count) => `{"count":"${count}","sum":"1.5","buckets":[[0,"1","2","${count}"],[3,"-0.1","0.1","2"]]}`);
const samples = (values: fc.Arbitrary<string>): fc.Arbitrary<readonly (readonly [number, string])[]> =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: -5, max: 60 }), values), {
      selector: ([tick]) => tick,
      maxLength: 20,
    })
    .map((list) =>
      list
        .toSorted(([left], [right]) => left - right)
        .map(([tick, one]) => [tick * 15_000 + (tick % 3 === 0 ? 0 : 250), one] as const),
    );

/** Answers with distinct series in Prometheus' order, each with at least one sample. */
export const seriesLists: fc.Arbitrary<readonly TestSeries[]> = fc
  .uniqueArray(fc.record({ labels, floats: samples(value), histograms: samples(histogram) }), {
    selector: (series) => labelsJson(series.labels),
    maxLength: 8,
  })
  .map((list) =>
    list
      .filter(({ floats, histograms }) => floats.length + histograms.length > 0)
      .toSorted((left, right) => compareLabels(pairsOf(left), pairsOf(right))),
  );

function pairsOf({ labels: of }: TestSeries): ReturnType<typeof readLabelPairs> {
  const body = Buffer.from(labelsJson(of));
  return readLabelPairs(body, 0, body.length);
}

/** Names by their bytes, which JSON.stringify would put into another order where they are digits. */
function labelsJson(of: Readonly<Record<string, string>>): string {
  const entries = Object.entries(of).toSorted(([left], [right]) =>
    Buffer.compare(Buffer.from(left), Buffer.from(right)),
  );
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`).join(',')}}`;
}

function listOf(key: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `,"${key}":[${items.join(',')}]`;
}

function seconds(ms: number): string {
  return ms % 1_000 === 0 ? String(ms / 1_000) : (ms / 1_000).toFixed(3);
}

function goNumber(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  if (number === Number.POSITIVE_INFINITY) return '+Inf';
  return number === Number.NEGATIVE_INFINITY ? '-Inf' : String(number);
}
