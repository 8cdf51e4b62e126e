import { Counter, Gauge, type Registry } from '@prometheus-io/client';

/** How full something bounded is, and how often its bound was met: entries thrown out, or callers refused. */
export interface BoundReading {
  readonly size: number;
  readonly limit: number;
  readonly evicted: number;
}

/** Makes a bounded thing visible in the metrics; `read` is called at every scrape. The same name again replaces the earlier one. */
export type ObserveBound = (what: string, read: () => BoundReading) => void;

/** Registers the metrics of everything bounded: `hecate_bounded_entries`, `…_limit` and `…_evictions_total` by `what`. */
export function observeBounds(registry: Registry): ObserveBound {
  const readings = new Map<string, () => BoundReading>();
  const counted = new Map<string, number>();
  const common = { labelNames: ['what'], registers: [registry] };
  const gauges = [
    ['hecate_bounded_entries', 'Entries of each bounded cache, list and queue', 'size'],
    ['hecate_bounded_limit', 'Most entries of each bounded cache, list and queue', 'limit'],
  ] as const;
  for (const [name, help, property] of gauges) {
    const gauge = new Gauge({
      ...common,
      name,
      help,
      collect() {
        for (const [what, read] of readings) this.set({ what }, read()[property]);
      },
    });
    gauge.reset();
  }
  const evictions = new Counter({
    ...common,
    name: 'hecate_bounded_evictions_total',
    help: 'Entries thrown out, or callers refused, because the bound was met',
    collect() {
      for (const [what, read] of readings) {
        const { evicted } = read();
        this.inc({ what }, Math.max(0, evicted - (counted.get(what) ?? 0)));
        counted.set(what, evicted);
      }
    },
  });
  evictions.reset();
  return (what, read) => {
    readings.set(what, read);
    counted.set(what, 0);
  };
}
