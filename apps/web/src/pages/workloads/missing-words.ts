import { metricEntry } from '@hecate/catalogue';
import { queryMetrics } from '../../dashboards/panels/query-metrics.ts';
import { durationLabel } from '../../time/duration.ts';

/** Metrics named at most in one sentence. */
const namedLimit = 2;

/** Why a panel without samples is empty, as far as the query tells: which metric, which other names were tried, or that they may come. */
export function missingWords(
  query: string,
  rangeMs: number,
  { hasOnlyNaN, isFillingIn }: { readonly hasOnlyNaN: boolean; readonly isFillingIn: boolean },
): string {
  if (hasOnlyNaN)
    return `NaN: nothing happened in the last ${durationLabel(rangeMs)} that a value could be made of.`;
  const metrics = queryMetrics(query, 8);
  const canonical = [...new Set(metrics.map((name) => metricEntry(name)?.name ?? name))].slice(0, namedLimit);
  if (canonical.length === 0) return `No samples in the last ${durationLabel(rangeMs)}.`;
  const others = metrics.filter((name) => !canonical.includes(name)).slice(0, namedLimit);
  const also = others.length === 0 ? '' : ` Also tried: ${others.map(code).join(', ')}.`;
  const named = canonical.map(code).join(' or ');
  if (isFillingIn) return `No samples of ${named} yet: the simulated past is still being filled in.`;
  return `No samples of ${named} in the last ${durationLabel(rangeMs)}: nothing happened, or it is not scraped here.${also}`;
}

function code(name: string): string {
  return `\`${name}\``;
}
