import type { InstantSample, MetricsQuery, RangeSeries } from '../metrics-query.ts';

/** One query of a set: its text, the labels that identify a row of the answer, and what is missing when it fails. */
export type Ask = Readonly<{ promql: string; key: readonly string[]; what: string }>;

/** Answers of a set of instant queries; a failed query is an absent column with a warning, never an exception. */
export type Answers<Name extends string> = Readonly<{
  /** Value of the row with these key labels; null where there is no sample, NaN where Prometheus said NaN. */
  value: (name: Name, ...key: readonly string[]) => number | null;
  samples: (name: Name) => readonly InstantSample[];
  failed: (name: Name) => boolean;
  warnings: readonly string[];
}>;

/** Answers of a set of range queries. */
export type Curves<Name extends string> = Readonly<{
  points: (name: Name, ...key: readonly string[]) => RangeSeries['points'] | null;
  series: (name: Name) => readonly RangeSeries[];
  failed: (name: Name) => boolean;
  warnings: readonly string[];
}>;

/** Queries in flight at once for one reader: enough to hide latency, few enough to leave the pool to others. */
const concurrency = 8;

/** Asks all instant queries of a set at one instant. */
export async function gather<Name extends string>(
  query: MetricsQuery,
  asks: Readonly<Record<Name, Ask>>,
  options: Readonly<{ timeMs: number; signal: AbortSignal }>,
): Promise<Answers<Name>> {
  const { answers, warnings } = await askAll(
    asks,
    async ({ promql }) => await query.instant(promql, options),
    options,
  );
  const values = new Map(
    [...answers].map(([name, samples]) => [
      name,
      new Map(samples.map((sample) => [keyOf(sample.labels, asks[name].key), sample.value])),
    ]),
  );
  return {
    value: (name, ...key) => values.get(name)?.get(key.join('\n')) ?? null,
    samples: (name) => answers.get(name) ?? [],
    failed: (name) => !answers.has(name),
    warnings,
  };
}

/** Asks all range queries of a set over one window. */
export async function gatherCurves<Name extends string>(
  query: MetricsQuery,
  asks: Readonly<Record<Name, Ask>>,
  window: Readonly<{ startMs: number; endMs: number; stepMs: number; signal: AbortSignal }>,
): Promise<Curves<Name>> {
  const { answers, warnings } = await askAll(
    asks,
    async ({ promql }) => await query.range(promql, window),
    window,
  );
  const curves = new Map(
    [...answers].map(([name, series]) => [
      name,
      new Map(series.map((each) => [keyOf(each.labels, asks[name].key), each.points])),
    ]),
  );
  return {
    points: (name, ...key) => curves.get(name)?.get(key.join('\n')) ?? null,
    series: (name) => answers.get(name) ?? [],
    failed: (name) => !answers.has(name),
    warnings,
  };
}

async function askAll<Name extends string, Answer>(
  asks: Readonly<Record<Name, Ask>>,
  ask: (one: Ask) => Promise<Answer>,
  { signal }: Readonly<{ signal: AbortSignal }>,
): Promise<{ answers: Map<Name, Answer>; warnings: string[] }> {
  const answers = new Map<Name, Answer>();
  const failures = new Map<string, string[]>();
  const names = namesOf(asks);
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const name = names[next];
      next += 1;
      if (name === undefined) return;
      try {
        signal.throwIfAborted();
        answers.set(name, await ask(asks[name]));
      } catch (error) {
        const why = whyOf(error);
        failures.set(why, [...(failures.get(why) ?? []), asks[name].what]);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, names.length) }, work));
  return {
    answers,
    warnings: [...failures].map(([why, what]) => `Missing: ${[...new Set(what)].join(', ')}. ${why}`),
  };
}

function namesOf<Name extends string>(asks: Readonly<Record<Name, Ask>>): Name[] {
  const names: Name[] = [];
  for (const name in asks) names.push(name);
  return names;
}

function keyOf(labels: Readonly<Record<string, string>>, key: readonly string[]): string {
  return key.map((label) => labels[label] ?? '').join('\n');
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The query failed.';
  if (error.name === 'TimeoutError') return 'Prometheus did not answer in time.';
  if (error.name === 'AbortError') return 'The request was given up.';
  return error.message.endsWith('.') ? error.message : `${error.message}.`;
}
