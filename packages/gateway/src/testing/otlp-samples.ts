/** One sample with its own time; a counter, a gauge, a native histogram, or the end of a series. */
export interface WrittenSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly timeMs: number;
  readonly value:
    | { readonly kind: 'gauge' | 'counter'; readonly value: number }
    | { readonly kind: 'histogram'; readonly counts: readonly number[] }
    | { readonly kind: 'stale' };
}

/** Writes samples into a Prometheus that runs with `--web.enable-otlp-receiver`: the one border where times can be given in JSON. */
export async function writeSamples(origin: string, samples: readonly WrittenSample[]): Promise<void> {
  const response = await fetch(`${origin}/api/v1/otlp/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceMetrics: [{ resource: { attributes: [] }, scopeMetrics: [{ metrics: samples.map(metricOf) }] }],
    }),
  });
  const text = await response.text();
  if (response.status !== 200)
    throw new Error(`Prometheus did not take the samples: ${response.status} ${text}`);
}

function metricOf({ name, labels, timeMs, value }: WrittenSample): unknown {
  const common = {
    timeUnixNano: `${timeMs}000000`,
    attributes: Object.entries(labels).map(([key, text]) => ({ key, value: { stringValue: text } })),
  };
  switch (value.kind) {
    case 'gauge':
      return { name, gauge: { dataPoints: [{ ...common, asDouble: jsonNumber(value.value) }] } };
    case 'stale':
      return { name, gauge: { dataPoints: [{ ...common, flags: 1 }] } };
    case 'counter':
      return {
        name,
        sum: {
          aggregationTemporality: 2,
          isMonotonic: true,
          dataPoints: [{ ...common, asDouble: value.value }],
        },
      };
    case 'histogram': {
      const count = value.counts.reduce((sum, one) => sum + one, 0);
      return {
        name,
        exponentialHistogram: {
          aggregationTemporality: 2,
          dataPoints: [
            {
              ...common,
              count: String(count),
              sum: count * 1.5,
              scale: 0,
              zeroCount: '0',
              positive: { offset: 0, bucketCounts: value.counts.map(String) },
            },
          ],
        },
      };
    }
  }
}

/** Protobuf's JSON spells what JSON has no number for. */
function jsonNumber(value: number): number | string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return value;
  return value > 0 ? 'Infinity' : '-Infinity';
}
