import { metricEntry, type NamespaceLabel } from '@hecate/catalogue';
import type { PrometheusClient } from '@hecate/gateway';

/** Most names asked for in one query; a longer list is split. */
const namesPerQuery = 100;

/**
 * Which of the metrics exist now, by their canonical names: under any of their names, in a project's namespace when one is
 * given (metrics without a namespace count in every project).
 */
export async function presentMetrics(
  client: PrometheusClient,
  metrics: readonly string[],
  project: string | null,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const present = new Set<string>();
  const asked = metrics.map((metric) => ({
    metric,
    names: namesOf(metric),
    label: labelOf(metric, project),
  }));
  for (const label of new Set(asked.map((one) => one.label))) {
    const group = asked.filter((one) => one.label === label);
    const names = [...new Set(group.flatMap((one) => one.names))];
    for (let start = 0; start < names.length; start += namesPerQuery) {
      const part = names.slice(start, start + namesPerQuery);
      const inProject = label === null || project === null ? '' : `,${label}="${project}"`;
      const { series } = await client.instant(
        `group by (__name__) ({__name__=~"${part.join('|')}"${inProject}})`,
        { signal },
      );
      const found = new Set(series.map(({ labels }) => labels['__name__']));
      for (const one of group) if (one.names.some((name) => found.has(name))) present.add(one.metric);
    }
  }
  return present;
}

/** Everything a metric may be called on the wire: its aliases, and the series of a histogram. */
function namesOf(metric: string): readonly string[] {
  const entry = metricEntry(metric);
  if (entry === undefined) return [metric];
  const names = [entry.name, ...entry.aliases];
  return entry.type === 'histogram' ? names.map((name) => `${name}_count`) : names;
}

function labelOf(metric: string, project: string | null): NamespaceLabel {
  return project === null ? null : (metricEntry(metric)?.namespaceLabel ?? null);
}
