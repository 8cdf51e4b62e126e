import { rateIntervalMs } from '@hecate/catalogue';
import { printDuration } from '../../time/duration.ts';

/** Values of a template's variables: one, several, or all. */
export type VariableValues = Readonly<Record<string, string | readonly string[]>>;

/** What Perses writes for "all values of a variable". */
export const allValues = '$__all';

/** Puts values into PromQL as Perses does: several become `(a|b)`, all becomes `.*`; `$__rate_interval` and its kin are computed. */
export function fillVariables(
  query: string,
  values: VariableValues,
  time: { readonly stepMs: number; readonly rangeMs: number },
): string {
  const builtin: Readonly<Record<string, string>> = {
    __rate_interval: printDuration(rateIntervalMs(time.stepMs)),
    __interval: printDuration(time.stepMs),
    __interval_ms: String(time.stepMs),
    __range: printDuration(time.rangeMs),
    __range_s: String(Math.round(time.rangeMs / 1000)),
    __range_ms: String(time.rangeMs),
  };
  return query.replaceAll(
    /\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g,
    (whole, braced: string | undefined, plain: string | undefined) => {
      const name = braced ?? plain ?? '';
      const value = builtin[name] ?? values[name];
      return value === undefined ? whole : matcherText(value);
    },
  );
}

/** A series name from its format: `{{pod}}` becomes the label's value. */
export function fillLegend(format: string, labels: Readonly<Record<string, string>>): string {
  return format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_whole, label: string) => labels[label] ?? '').trim();
}

function matcherText(value: string | readonly string[]): string {
  const list = typeof value === 'string' ? [value] : value;
  if (list.includes(allValues)) return '.*';
  const [only = ''] = list;
  return list.length === 1 ? only : `(${list.join('|')})`;
}
