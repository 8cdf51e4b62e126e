import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What a group of writes is committed with. */
export interface GroupCommitOptions {
  readonly db: Kysely<Schema>;
  /** Throws when nothing may be written: a fault of the group before stops the ones that wait. */
  readonly refuse: () => void;
  /** Notes a fault of the engine, which may have ended the transaction; false for the refusal of one write. */
  readonly isFault: (cause: unknown) => boolean;
  /** Called when a group is on disk, with the number of the last write in it. */
  readonly onCommitted: (sequence: number) => void;
}

/** Runs a write; when it resolves the change is on disk. */
export type GroupedWrite = <Result>(work: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;

/**
 * Commits writes that wait for the connection together, so that they share one sync. Each has a savepoint of its own, so a
 * refused one leaves the others as they are; none is answered before the commit, and none is kept when it fails.
 */
export function createGroupCommits({ db, refuse, isFault, onCommitted }: GroupCommitOptions): GroupedWrite {
  const waiting: Waiting[] = [];
  let isCommitting = false;

  return (work) =>
    new Promise((resolve, reject) => {
      const run = async (transaction: Kysely<Schema>): Promise<() => void> => {
        const result = await work(transaction);
        return () => resolve(result);
      };
      waiting.push({ run, reject });
      if (!isCommitting) void commitAll();
    });

  async function commitAll(): Promise<void> {
    isCommitting = true;
    while (waiting.length > 0) {
      // Requests that arrived together each run up to their write before the first of them is committed.
      await new Promise((go) => setImmediate(go));
      await commitGroup();
    }
    isCommitting = false;
  }

  async function commitGroup(): Promise<void> {
    const members: Waiting[] = [];
    const answers: (() => void)[] = [];
    try {
      refuse();
      const sequence = await db.transaction().execute(async (transaction) => {
        let count = 0;
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          members.push(next);
          const { answer, isKept } = await runOne(transaction, next);
          answers.push(answer);
          if (isKept) count += 1;
          if (members.length === mostWrites) break;
        }
        return count === 0 ? null : addToSequence(transaction, count);
      });
      if (sequence !== null) onCommitted(sequence);
      for (const answer of answers) answer();
    } catch (cause) {
      isFault(cause);
      // Also those that a rule refused: it may have looked at what another one of the group had written.
      for (const member of members) member.reject(cause);
      // Without a member the transaction did not begin, and every waiting write would meet the same.
      if (members.length === 0) for (const one of waiting.splice(0)) one.reject(cause);
    }
  }

  async function runOne(
    transaction: Kysely<Schema>,
    { run, reject }: Waiting,
  ): Promise<{ readonly answer: () => void; readonly isKept: boolean }> {
    await sql`savepoint one_write`.execute(transaction);
    try {
      const answer = await run(transaction);
      await sql`release one_write`.execute(transaction);
      return { answer, isKept: true };
    } catch (cause) {
      if (isFault(cause)) throw cause;
      await sql`rollback to one_write`.execute(transaction);
      await sql`release one_write`.execute(transaction);
      return { answer: () => reject(cause), isKept: false };
    }
  }
}

/** Most writes that share a commit: reads wait for all of them. */
const mostWrites = 20;

interface Waiting {
  /** Does the work and gives what tells its caller, once it is on disk. */
  readonly run: (transaction: Kysely<Schema>) => Promise<() => void>;
  readonly reject: (cause: unknown) => void;
}

/** Counts these writes; it is one of the transaction's own changes. */
async function addToSequence(db: Kysely<Schema>, count: number): Promise<number> {
  const { sequence } = await db
    .updateTable('write_sequence')
    .set((row) => ({ sequence: row('sequence', '+', count) }))
    .returning('sequence')
    .executeTakeFirstOrThrow();
  return sequence;
}
