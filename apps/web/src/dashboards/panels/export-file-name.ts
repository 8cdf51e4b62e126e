/** What a panel can be saved as. */
export type ExportFormat = 'csv' | 'json' | 'png';

/** A file name from a panel's title: letters, digits and dashes, at most 80 characters, never empty. */
export function exportFileName(title: string, epochMs: number, format: ExportFormat): string {
  const stem = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${stem === '' ? 'panel' : stem}-${new Date(epochMs).toISOString().slice(0, 19).replaceAll(':', '')}Z.${format}`;
}
