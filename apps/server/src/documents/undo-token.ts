import { ServerError } from '../errors/server-error.ts';

/** A removed dashboard: the life that ended, and its last version with content. */
export interface RemovedDashboard {
  readonly project: string;
  readonly name: string;
  readonly life: number;
  readonly version: number;
}

/** Most dashboards of one token; as many as one request may delete. */
const removedLimit = 500;

/**
 * What was deleted, as one text that takes it back. It names versions and holds no content, so it needs no place on the server, is good on
 * every replica, and gives nobody more than the history does.
 */
export function writeUndoToken(removed: readonly RemovedDashboard[]): string | null {
  if (removed.length === 0) return null;
  const rows = removed.map(({ project, name, life, version }) => [project, name, life, version]);
  return Buffer.from(JSON.stringify(rows)).toString('base64url');
}

/** Reads a token; refuses what was not made by `writeUndoToken`. */
export function readUndoToken(token: string): readonly RemovedDashboard[] {
  const rows = parsed(token);
  const removed = rows.flatMap(readRow);
  if (removed.length === 0 || removed.length !== rows.length || removed.length > removedLimit) {
    throw new ServerError('bad_request', {
      detail:
        'the undo token was not made by this server; the history of each dashboard brings it back as well',
    });
  }
  return removed;
}

function readRow(row: unknown): readonly RemovedDashboard[] {
  if (!Array.isArray(row) || row.length !== 4) return [];
  const [project, name, life, version]: readonly unknown[] = row;
  if (typeof project !== 'string' || typeof name !== 'string') return [];
  if (!isCount(life) || !isCount(version)) return [];
  return [{ project, name, life, version }];
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 2_147_483_647;
}

function parsed(token: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return []; // refused by the caller, in words
  }
}
