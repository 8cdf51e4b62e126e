/** What is known about one metric of a query that answered nothing. */
export interface MetricPresence {
  readonly metric: string;
  /** `now`: series in the selected range; `day`: only in the last 24 h before; `never`: none; `unknown`: could not be asked. */
  readonly seen: 'now' | 'day' | 'never' | 'unknown';
  /** Other names of the same thing that the catalogue knows. */
  readonly aliases: readonly string[];
}

/** One line of the "why no data" box. */
export interface NoSamplesCheck {
  readonly mark: 'yes' | 'no' | 'unknown';
  readonly text: string;
}

/** What else is known of the queries. */
export interface NoSamplesFacts {
  /** A divisor that was 0 in the whole range, as text; null = none is known. */
  readonly idleDivisor: string | null;
  /** True while the simulated past is being filled in: what is missing may come. */
  readonly isFillingIn: boolean;
}

/** The sentence above the checks, and the checks: never "no data" alone. */
export function noSamplesReason(
  presences: readonly MetricPresence[],
  { idleDivisor, isFillingIn }: NoSamplesFacts = { idleDivisor: null, isFillingIn: false },
): {
  readonly sentence: string;
  readonly checks: readonly NoSamplesCheck[];
} {
  if (idleDivisor !== null) {
    return {
      sentence: 'No traffic in this range, so there is nothing to divide by.',
      checks: [{ mark: 'no', text: `${idleDivisor} is 0 all the time.` }],
    };
  }
  const checks = presences.map((one): NoSamplesCheck => {
    const also = one.aliases.length === 0 ? '' : ` Also known as: ${one.aliases.join(', ')}.`;
    switch (one.seen) {
      case 'now':
        return {
          mark: 'yes',
          text: `${one.metric} has samples in this range, but none that match this query.`,
        };
      case 'day':
        return {
          mark: 'no',
          text: `${one.metric} had samples in the last 24 h, but has none in this range.${also}`,
        };
      case 'never':
        return {
          mark: 'no',
          text: `${one.metric} has no samples in the last 24 h: nothing that exposes it is scraped, or it has another name here.${also}`,
        };
      case 'unknown':
        return { mark: 'unknown', text: `${one.metric} could not be checked.` };
    }
  });
  const missing = presences.find(({ seen }) => seen !== 'now');
  if (isFillingIn && missing !== undefined) {
    return {
      sentence: `No samples of ${missing.metric} yet: the simulated past is still being filled in.`,
      checks,
    };
  }
  const absent = presences.filter((one) => one.seen === 'never');
  const gone = presences.filter((one) => one.seen === 'day');
  if (absent[0]) return { sentence: `No samples of ${absent[0].metric}.`, checks };
  if (gone[0]) return { sentence: `No samples of ${gone[0].metric} in this range.`, checks };
  if (presences.length > 0 && presences.every((one) => one.seen === 'now')) {
    return {
      sentence:
        'No series matches: the metrics exist, the labels or the condition of the query match nothing.',
      checks,
    };
  }
  return { sentence: 'The query answered no series.', checks };
}
