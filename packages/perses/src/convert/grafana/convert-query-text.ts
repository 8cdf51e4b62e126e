import type { NoteTaker } from '../conversion-report.ts';

/**
 * A text of Grafana with its variables as Perses writes them: `[[name]]` becomes `${name}`; built-in variables and formats
 * that Perses does not know stay as they are and are reported.
 */
export function convertVariableUses(text: string, notes: NoteTaker): string {
  const written = text.replaceAll(/\[\[(\w+)(?::(\w+))?\]\]/g, (_, name: string, format?: string) =>
    format === undefined ? `\${${name}}` : `\${${name}:${format}}`,
  );
  for (const [use, plain, braced, field, format] of written.matchAll(usePattern)) {
    const name = plain ?? braced ?? '';
    if (name.startsWith('__') && !builtIns.has(name)) {
      notes.attention(use, 'Perses has no such built-in variable');
    } else if (field !== undefined) {
      notes.attention(use, 'Perses variables have no fields');
    } else if (format !== undefined && !formats.has(format.toLowerCase())) {
      notes.attention(use, `Perses has no format "${format}"`);
    }
  }
  return written;
}

// Bounded, so that a text full of beginnings is not read to its end for each of them.
const usePattern = /\$(?:(\w+)|\{(\w+)(?:\.([^:}]{1,200}))?(?::([^}]{0,200}))?\})/g;

/** What the dashboards and the Prometheus plugin of Perses fill in. */
const builtIns: ReadonlySet<string> = new Set([
  '__interval',
  '__interval_ms',
  '__rate_interval',
  '__range',
  '__range_s',
  '__range_ms',
  '__from',
  '__to',
  '__dashboard',
  '__project',
]);

const formats: ReadonlySet<string> = new Set([
  'csv',
  'distributed',
  'doublequote',
  'glob',
  'json',
  'lucene',
  'percentencode',
  'pipe',
  'prometheus',
  'raw',
  'regex',
  'singlequote',
  'sqlstring',
  'text',
  'queryparam',
]);
