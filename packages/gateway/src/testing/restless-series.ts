import type { WrittenSample } from './otlp-samples.ts';

/** Samples tick by tick, as a cluster gives them that does not rest. */
export interface Ingest {
  /** The time of the newest tick, milliseconds of Unix time. */
  nowMs(): number;
  /** One tick later: what is written then, late samples included. */
  next(): readonly WrittenSample[];
}

const tickMs = 15_000;
/** Latest that a sample may come behind its time. */
const maxLateMs = 60_000;

/**
 * Gauges with gaps and values that have no ordinary number, counters that begin again, series that come and go or are declared
 * ended, native histograms, and samples that arrive after newer ones.
 */
export function createIngest(random: () => number, startMs: number): Ingest {
  let nowMs = startMs;
  let tick = 0;
  const counters = new Map<string, number>();
  const counts = new Map<string, number[]>();
  let late: WrittenSample[] = [];

  const gauge = (index: number): WrittenSample => ({
    name: 'g',
    labels: { ns: `ns-${index % 3}`, pod: `pod-${index}-${Math.floor(tick / (60 + index * 7))}` },
    timeMs: nowMs,
    value: { kind: 'gauge', value: valueOf(random) },
  });
  const counter = (index: number): WrittenSample => {
    const pod = `pod-${index}`;
    const before = random() < 0.01 ? 0 : (counters.get(pod) ?? 0);
    const value = before + random() * 10 ** (index % 5);
    counters.set(pod, value);
    return {
      name: 'c',
      labels: { ns: `ns-${index % 3}`, pod },
      timeMs: nowMs,
      value: { kind: 'counter', value },
    };
  };
  const histogram = (index: number): WrittenSample => {
    const pod = `pod-${index}`;
    const now = (counts.get(pod) ?? [0, 0, 0, 0]).map((count) => count + Math.floor(random() * 5));
    counts.set(pod, now);
    return {
      name: 'nh',
      labels: { ns: `ns-${index}`, pod },
      timeMs: nowMs,
      value: { kind: 'histogram', counts: now },
    };
  };

  return {
    nowMs: () => nowMs,
    next() {
      nowMs += tickMs;
      tick += 1;
      const made: WrittenSample[] = [];
      for (let index = 0; index < 9; index += 1) {
        if (index % 3 === 1 && tick % 80 > 50) continue;
        const sample = gauge(index);
        if (random() < 0.03) made.push({ ...sample, value: { kind: 'stale' } });
        else made.push(sample);
      }
      for (let index = 0; index < 6; index += 1) if (random() > 0.02) made.push(counter(index));
      for (let index = 0; index < 2; index += 1) made.push(histogram(index));
      const isLate = made.map((sample) => sample.name === 'g' && random() < 0.05);
      const due = late.filter((sample) => nowMs - sample.timeMs >= maxLateMs || random() < 0.5);
      late = [...late.filter((sample) => !due.includes(sample)), ...made.filter((_, index) => isLate[index])];
      return [...made.filter((_, index) => !isLate[index]), ...due];
    },
  };
}

/** Mostly ordinary; the ones that Go and JavaScript spell differently among them. */
function valueOf(random: () => number): number {
  const chance = random();
  if (chance < 0.02) return Number.NaN;
  if (chance < 0.04) return Number.POSITIVE_INFINITY;
  if (chance < 0.1) return random() * 1e-9;
  if (chance < 0.14) return random() * 1e24;
  return chance < 0.3 ? Math.floor(random() * 100) : random() * 100;
}
