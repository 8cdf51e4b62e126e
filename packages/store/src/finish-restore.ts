import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileOperations } from './file-operations.ts';
import { storeError } from './store-error.ts';

/** A file that takes the place of another, which stays beside it as `aside`; names within one folder. */
export interface RestoreMove {
  readonly from: string;
  readonly to: string;
  readonly aside: string;
}

/** What was decided when the new store was whole and verified: from here on the restore only goes forward. */
export interface RestorePlan {
  /** Files of the old database that must not meet the new one; moved to the name beside them. */
  readonly moved: readonly (readonly [from: string, aside: string])[];
  readonly removed: readonly string[];
  readonly moves: readonly RestoreMove[];
}

/** Where the plan of an unfinished restore stands. */
export function restorePlanOf(databaseFile: string): string {
  return `${databaseFile}-restore.json`;
}

/** Finishes a restore that was killed after its decision; does nothing when there is none. Each step may be done already. */
export async function finishRestore(databaseFile: string, files: FileOperations): Promise<void> {
  const planFile = restorePlanOf(databaseFile);
  if ((await files.size(planFile)) === null) return;
  const folder = dirname(databaseFile);
  const plan = readPlan(planFile, databaseFile);
  const path = (name: string): string => join(folder, name);
  const isThere = async (name: string): Promise<boolean> => (await files.size(path(name))) !== null;
  try {
    for (const { from, to, aside } of plan.moves) {
      if ((await isThere(from)) && (await isThere(to)) && !(await isThere(aside))) {
        await files.link(path(to), path(aside));
      }
    }
    for (const [from, aside] of plan.moved) {
      if (await isThere(from)) await files.rename(path(from), path(aside));
    }
    for (const name of plan.removed) await files.remove(path(name));
    for (const { from, to } of plan.moves) {
      if (await isThere(from)) await files.rename(path(from), path(to));
    }
    await files.syncFolder(folder);
    await files.remove(planFile);
    await files.syncFolder(folder);
  } catch (cause) {
    throw storeError(
      'restore_failed',
      { reason: cause instanceof Error ? cause.message : String(cause) },
      cause,
    );
  }
}

function readPlan(planFile: string, databaseFile: string): RestorePlan {
  const value: unknown = JSON.parse(readFileSync(planFile, 'utf8'));
  const plan = isPlan(value) ? value : null;
  if (plan === null) {
    throw storeError('restore_failed', {
      reason: `${basename(planFile)} beside ${databaseFile} is not a plan`,
    });
  }
  return plan;
}

function isPlan(value: unknown): value is RestorePlan {
  if (typeof value !== 'object' || value === null) return false;
  const texts = (list: unknown): list is readonly string[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'string' && !/[/\\]/.test(one));
  const moved: unknown = Reflect.get(value, 'moved');
  const moves: unknown = Reflect.get(value, 'moves');
  return (
    Array.isArray(moved) &&
    moved.every((pair) => texts(pair) && pair.length === 2) &&
    texts(Reflect.get(value, 'removed')) &&
    Array.isArray(moves) &&
    moves.every((move: unknown) => typeof move === 'object' && move !== null && texts(Object.values(move)))
  );
}
