import type { Unit } from '@hecate/catalogue';
import type { WorkloadVital } from './contract/workload.ts';
import type { Subject } from './subject.ts';

/** What a vital reads, and the words for when it cannot. */
export type VitalParts = Readonly<{
  id: string;
  label: string;
  unit: Unit;
  /** Null = no sample; NaN = a quantile over nothing. */
  value: number | null;
  /** Metric that was asked for. */
  metric: string;
  /** True when the pods expose the metric themselves, so that a missing scrape target explains its absence. */
  isOwn: boolean;
  /** True for what has no pods by its nature, so that having none explains nothing. */
  isWithoutPods?: boolean;
  /** Whether the query itself failed. */
  failed: boolean;
  /** What NaN means here, as a sentence. */
  nan?: string;
  /** True when the value may be more than was seen. */
  isAtLeast?: boolean;
}>;

/** Makes a vital; a number that is not there stays null and says why, never 0. */
export function vital(subject: Subject, parts: VitalParts): WorkloadVital {
  const { id, label, unit, value } = parts;
  if (value !== null && Number.isFinite(value))
    return { id, label, unit, value, ...(parts.isAtLeast === true ? { isAtLeast: true } : {}) };
  return { id, label, unit, value: null, missing: missingReason(subject, parts) };
}

function missingReason(
  { pods, isFillingIn }: Subject,
  { value, metric, isOwn, isWithoutPods, failed, nan }: VitalParts,
): string {
  if (failed) return `Prometheus did not answer the query for \`${metric}\`.`;
  if (value !== null) return nan ?? `\`${metric}\` is not a number.`;
  const nothing = isFillingIn
    ? `No samples of \`${metric}\` yet: the simulated past is still being filled in.`
    : `No samples of \`${metric}\`.`;
  if (isWithoutPods === true) return nothing;
  if (pods.length === 0) return 'No pod is running.';
  if (pods.every((pod) => pod.ready === false))
    return pods.length === 1 ? 'Its pod is not ready.' : `None of its ${pods.length} pods is ready.`;
  if (!isOwn) return nothing;
  if (pods.every((pod) => pod.scraped === false)) return 'The metrics endpoint does not answer (`up` is 0).';
  if (!isFillingIn && pods.every((pod) => pod.scraped === null))
    return `No samples of \`${metric}\`: its pods have no scrape target.`;
  return nothing;
}

/** Adds up pod values; null when no pod has one. */
export function sumOf(values: readonly (number | null)[]): number | null {
  const known = present(values);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Largest pod value; null when no pod has one. */
export function maxOf(values: readonly (number | null)[]): number | null {
  const known = present(values);
  return known.length === 0 ? null : Math.max(...known);
}

/** Mean of pod values; null when no pod has one. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = present(values);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function present(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value): value is number => value !== null && !Number.isNaN(value));
}
