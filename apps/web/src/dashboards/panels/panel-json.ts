import type { ChartSeries } from '../charts/time-chart-model.ts';

/** A panel's samples as a JSON file holds them; docs/reference/panel-files.md describes every field. */
export interface PanelFile {
  readonly title: string;
  /** Unit of all values; empty = plain numbers. */
  readonly unit: string;
  /** When the file was made. */
  readonly exported: string;
  readonly series: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    /** Time and value; null = no sample, what JSON has no number for is a text as in Prometheus. */
    readonly samples: readonly (readonly [string, number | null | 'NaN' | '+Inf' | '-Inf'])[];
  }[];
}

/** A panel's series as JSON: the numbers of its table, exact, with times in ISO 8601 with offset. */
export function panelJson(
  panel: { readonly title: string; readonly unit: string; readonly series: readonly ChartSeries[] },
  exportedMs: number,
  isoTime: (epochMs: number) => string,
): string {
  const file: PanelFile = {
    title: panel.title,
    unit: panel.unit,
    exported: isoTime(exportedMs),
    series: panel.series.map(({ name, labels = {}, points }) => ({
      name,
      labels,
      samples: points.map(([atMs, value]) => [isoTime(atMs), jsonValue(value)] as const),
    })),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

function jsonValue(value: number | null): number | null | 'NaN' | '+Inf' | '-Inf' {
  if (value === null || Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
