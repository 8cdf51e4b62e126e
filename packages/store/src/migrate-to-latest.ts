import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';
import { storeError } from './store-error.ts';

/** Brings the tables to the newest schema, with the steps that only this engine takes, each step whole or not at all; refuses a database from a newer version. */
export async function migrateToLatest(
  db: Kysely<Schema>,
  file: string,
  ofEngine: Readonly<Record<string, Migration>>,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations, ...ofEngine }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (!(error instanceof Error)) throw new TypeError('a migration failed without an error', { cause: error });
  if (error.message.startsWith('corrupted migrations')) {
    throw storeError('store_too_new', { file, reason: error.message }, error);
  }
  throw error;
}
