import { metricEntry } from '@hecate/catalogue';
import { advise, parse } from '@hecate/promql';
import { replaceBuiltins, type QueryTimes } from './builtin-variables.ts';

/** How far back a Prometheus looks for the newest sample, unless it was told otherwise. */
const LOOKBACK_MS = 300_000;

/** The shortest usual distance of two samples: a window that is too short for it is too short everywhere. */
const SCRAPE_MS = 15_000;

/** What to think about before a query is run, in sentences; empty while it is not finished or there is nothing to say. */
export function queryAdvice(text: string, times: QueryTimes): readonly string[] {
  const expr = parse(replaceBuiltins(text, times));
  if (expr.kind === 'error') return [];
  const findings = advise(expr, {
    times: {
      windowMs: times.rangeMs,
      stepMs: times.stepMs,
      lookbackMs: LOOKBACK_MS,
      scrapeMs: SCRAPE_MS,
    },
    metricType,
  });
  return findings.map(({ message }) => message);
}

/** The parts of a histogram grow like counters. */
function metricType(name: string): 'counter' | 'gauge' | 'histogram' | null {
  const type = metricEntry(name)?.type ?? null;
  return type === 'histogram' && /_(?:bucket|sum|count)$/.test(name) ? 'counter' : type;
}
