import { rateIntervalMs } from '@hecate/catalogue';
import { printDuration } from '../../time/duration.ts';

/** What the built-in variables of a query stand for, ms. */
export interface QueryTimes {
  readonly stepMs: number;
  readonly rangeMs: number;
}

/** The query with `$__interval`, `$__rate_interval`, `$__range` (also `${…}`, `_ms`, `_s`) replaced as dashboards do. */
export function replaceBuiltins(query: string, times: QueryTimes): string {
  const values: Readonly<Record<string, string>> = {
    __interval: printDuration(times.stepMs),
    __interval_ms: String(times.stepMs),
    __rate_interval: printDuration(rateIntervalMs(times.stepMs)),
    __range: printDuration(times.rangeMs),
    __range_s: String(Math.round(times.rangeMs / 1000)),
    __range_ms: String(times.rangeMs),
  };
  return query.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole: string, braced: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare ?? '';
      return Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
    },
  );
}
