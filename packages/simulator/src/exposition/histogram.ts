import type { HistogramSlot } from '../model/counter-layout.ts';
import { printNumber, type NumberStyle } from './numbers.ts';
import type { SampleWriter } from './sample-writer.ts';

/** The finished label texts of one histogram: one for each bucket with `le` at its place, and one without. */
export interface HistogramLabels {
  readonly buckets: readonly string[];
  readonly plain: string;
}

/** Label texts for a histogram; Python sorts `le` among the labels (`before`, `after`), Go writes it last. */
export function histogramLabels(
  bounds: readonly number[],
  style: NumberStyle,
  before: string,
  after = '',
): HistogramLabels {
  const join = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join(',');
  const bucket = (bound: number): string => join(before, `le="${printNumber(bound, style)}"`, after);
  return { buckets: [...bounds, Infinity].map(bucket), plain: join(before, after) };
}

/** Writes buckets (made cumulative), `_sum` and `_count` of a histogram. */
export function writeHistogram(
  out: SampleWriter,
  name: string,
  labels: HistogramLabels,
  counters: Float64Array,
  slot: HistogramSlot,
): void {
  const bucketName = `${name}_bucket`;
  let total = 0;
  for (let index = 0; index < labels.buckets.length; index += 1) {
    total += counters[slot.offset + index] ?? 0;
    out.sample(bucketName, labels.buckets[index] ?? '', total);
  }
  out.sample(`${name}_count`, labels.plain, total);
  out.sample(`${name}_sum`, labels.plain, counters[slot.offset + slot.bounds.length + 1] ?? 0);
}
