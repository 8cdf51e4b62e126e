import type { Kysely } from 'kysely';

/** The encrypted values of secrets, one row a version that has any; `resource` and `revision` hold the masked spec only. */
export async function createSealedSecret(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sealed_secret')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('life', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sealed_secret_key', ['kind', 'project', 'name', 'life', 'version'])
    .execute();
}
