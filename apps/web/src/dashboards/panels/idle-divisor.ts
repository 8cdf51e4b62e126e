import { guardedDivisors, parse } from '@hecate/promql';
import { queryText, request } from '../../api/client.ts';

/** Divisors asked about per panel. */
const DIVISOR_LIMIT = 2;
/** Looks at the divisor within the range; enough not to miss traffic of a minute in an hour. */
const LOOKS = 60;

/**
 * The first divisor of the queries that was 0 in the whole range, printed: a ratio `a / (b > 0)` has no answer then, because
 * nothing came in. Null where there is none; fails as the datasource does.
 */
export async function idleDivisor(
  proxy: string,
  queries: readonly string[],
  range: { readonly startMs: number; readonly endMs: number },
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const seconds = Math.max(60, Math.round((range.endMs - range.startMs) / 1000));
  const step = Math.max(1, Math.round(seconds / LOOKS));
  for (const divisor of divisorsOf(queries)) {
    const query = `max(max_over_time((${divisor})[${seconds}s:${step}s]))`;
    const answer = await request<InstantAnswer>(
      `${proxy}/api/v1/query${queryText({ query, time: range.endMs / 1000 })}`,
      { signal },
    );
    const value = answer.data.result[0]?.value[1];
    if (value !== undefined && Number(value) === 0) return divisor;
  }
  return null;
}

/** What the queries divide by only where it is above 0. */
export function divisorsOf(queries: readonly string[]): readonly string[] {
  const found = queries.flatMap((query) => {
    const expr = parse(query);
    return expr.kind === 'error' ? [] : guardedDivisors(expr);
  });
  return [...new Set(found)].slice(0, DIVISOR_LIMIT);
}

/** The part of an instant query's answer that is read here. */
type InstantAnswer = {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
};
