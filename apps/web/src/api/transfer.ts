import type { ConflictPolicy, ImportLine } from '@hecate/server/contract';
import { below } from './base-path.ts';
import { queryText, requestLines } from './client.ts';

/** How an archive is imported. */
export interface ImportChoice {
  readonly onConflict: ConflictPolicy;
  /** Empty: each document goes where it says. */
  readonly project: string;
  readonly isDryRun: boolean;
}

/** Sends an archive; `onLine` gets the report as the server writes it. */
export async function importArchive(
  archive: Blob,
  { onConflict, project, isDryRun }: ImportChoice,
  signal: AbortSignal,
  onLine: (line: ImportLine) => void,
): Promise<void> {
  const query = queryText({ onConflict, project, dryRun: isDryRun ? 'true' : null });
  const file = { body: archive, type: 'application/gzip' };
  await requestLines(`/api/hecate/v1/import${query}`, file, signal, (line) => {
    if (isLine(line)) onLine(line);
  });
}

/** Where the archive of everything, or of one project, is had. */
export function exportUrl(project: string): string {
  return below(`/api/hecate/v1/export${queryText({ project })}`);
}

function isLine(value: unknown): value is ImportLine {
  const type: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'type') : null;
  return type === 'begin' || type === 'document' || type === 'end' || type === 'error';
}
