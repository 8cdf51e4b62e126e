import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addContentDigest } from './add-content-digest.ts';
import { createFindingTables } from './create-finding-tables.ts';
import { createSealedSecret } from './secret-migration.ts';

/** The steps from an empty database to the newest schema. Forward only: rows are added at the end and never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001_resource': { up: createResource },
  '002_write_sequence': { up: createWriteSequence },
  '003_sealed_secret': { up: createSealedSecret },
  '004_finding': { up: createFindingTables },
  '005_content_digest': { up: addContentDigest },
};

async function createResource(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('resource')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('life', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('display_name', 'text')
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('metadata_extra', 'text', (column) => column.notNull())
    .addColumn('document_extra', 'text', (column) => column.notNull())
    .addColumn('spec', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('resource_key', ['kind', 'project', 'name'])
    .execute();
  await db.schema
    .createTable('revision')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('life', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('summary', 'text', (column) => column.notNull())
    .addColumn('display_name', 'text')
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('metadata_extra', 'text', (column) => column.notNull())
    .addColumn('document_extra', 'text', (column) => column.notNull())
    .addColumn('spec', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('revision_key', ['kind', 'project', 'name', 'life', 'version'])
    .execute();
}

async function createWriteSequence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('write_sequence')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .execute();
  // Databases from before the counter begin with their number of versions.
  await sql`insert into write_sequence (id, sequence) select 1, count(*) from revision`.execute(db);
}
