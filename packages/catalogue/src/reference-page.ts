import type { MetricEntry } from './metric-entry.ts';
import { metrics } from './metrics.ts';
import type { Template } from './template.ts';
import { templates } from './templates.ts';
import { units } from './unit.ts';

/** Text of `docs/reference/catalogue.md`: units, templates and every metric, as tables. */
export function catalogueReference(): string {
  return [
    '# Metric catalogue and dashboard templates',
    '',
    'Written from `packages/catalogue` by `node packages/catalogue/src/write-reference.ts`; a test compares it. Do not edit.',
    '',
    '## Units',
    '',
    'An exposed value times *scale* is in the base unit of its quantity: seconds, bytes, ratio 0–1, °C, W, Hz, J.',
    '',
    ...tableOf(
      ['unit', 'quantity', 'scale', 'Perses format'],
      Object.entries(units).map(([name, unit]) => [
        code(name),
        unit.quantity,
        String(unit.scale),
        code(unit.perses.unit),
      ]),
    ),
    '',
    '## Templates',
    '',
    ...tableOf(
      ['template', 'answers', 'fits', 'panels', 'metrics'],
      templates.map((template) => templateRow(template)),
    ),
    '',
    '## Metrics',
    '',
    "Namespace label: where the workload's namespace stands after the scrape. Put together: how series of several pods may be combined; `max-ha` = every replica of the exporter says the same, so never add.",
    '',
    ...bySource().flatMap(([source, entries]) => [
      `### ${source}`,
      '',
      ...tableOf(
        ['metric', 'type', 'unit', 'namespace label', 'put together', 'every', 'meaning'],
        entries.map((entry) => metricRow(entry)),
      ),
      '',
    ]),
  ].join('\n');
}

function bySource(): [string, MetricEntry[]][] {
  const groups = new Map<string, MetricEntry[]>();
  for (const entry of metrics) groups.set(entry.source, [...(groups.get(entry.source) ?? []), entry]);
  return [...groups];
}

function templateRow({ id, question, kinds, runtime, document, metrics: names }: Template): string[] {
  const fits =
    kinds.length === 0
      ? 'the whole cluster'
      : `${kinds.join(', ')}${runtime === null ? '' : ` on ${runtime}`}`;
  return [code(id), question, fits, String(Object.keys(document.spec.panels).length), String(names.length)];
}

function metricRow(entry: MetricEntry): string[] {
  const also =
    entry.aliases.length === 0 ? '' : `<br>also ${entry.aliases.map((alias) => code(alias)).join(', ')}`;
  return [
    code(entry.name) + also,
    entry.type,
    entry.unit,
    entry.namespaceLabel === null ? '–' : code(entry.namespaceLabel),
    entry.aggregation,
    `${entry.scrapeIntervalMs / 1000} s`,
    entry.documentation,
  ];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row))];
}

function code(text: string): string {
  return `\`${text}\``;
}
