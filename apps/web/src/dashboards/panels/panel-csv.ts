/** One curve of a panel: `[epoch milliseconds, value]`, null = no sample. */
export interface CsvSeries {
  readonly name: string;
  readonly values: readonly (readonly [number, number | null])[];
}

/**
 * A panel's series as CSV (RFC 4180: CRLF, quoted where needed): one row per instant, one column per series.
 * Times are ISO 8601 with offset, numbers exact, a missing sample is an empty cell. Text that a spreadsheet would run
 * as a formula gets an apostrophe.
 */
export function panelCsv(series: readonly CsvSeries[], isoTime: (epochMs: number) => string): string {
  const columns = series.map((one) => new Map(one.values.map(([time, value]) => [time, value])));
  const times = [...new Set(columns.flatMap((column) => [...column.keys()]))].toSorted((a, b) => a - b);
  const header = ['time', ...series.map((one) => one.name)].map(textCell);
  const rows = times.map((time) => [isoTime(time), ...columns.map((column) => numberCell(column.get(time)))]);
  return [header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function numberCell(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
