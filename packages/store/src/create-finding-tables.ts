import type { JsonValue } from '@hecate/perses';
import { sql, type Kysely } from 'kysely';
import { folderEntries } from './index-document.ts';
import type { Schema } from './schema.ts';

/** The tables for finding dashboards. Folders, which are few, are indexed here; dashboards behind the start (`fill-index.ts`). */
export async function createFindingTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('dashboard_entry')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('index_version', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('sort_title', 'text', (column) => column.notNull())
    .addColumn('short_text', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('panel_kinds', 'text', (column) => column.notNull())
    .addColumn('panels', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('viewed_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('dashboard_entry_place', ['project', 'name'])
    .execute();
  for (const column of ['sort_title', 'updated_at', 'viewed_at', 'owner', 'index_version']) {
    await db.schema
      .createIndex(`dashboard_entry_${column}`)
      .on('dashboard_entry')
      .columns([column, 'id'])
      .execute();
  }
  // A counter of our own, because engines differ in how they number rows.
  await db.schema
    .createTable('dashboard_number')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('last', 'integer', (column) => column.notNull())
    .execute();
  await sql`insert into dashboard_number (id, last) values (1, 0)`.execute(db);
  await db.schema
    .createTable('dashboard_fact')
    .addColumn('fact', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('id', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('dashboard_fact_key', ['fact', 'value', 'id'])
    .execute();
  await db.schema
    .createIndex('dashboard_fact_id')
    .on('dashboard_fact')
    .columns(['id', 'fact', 'value'])
    .execute();
  await db.schema
    .createTable('folder_entry')
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('dashboard', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('folder_entry_key', ['project', 'folder', 'dashboard'])
    .execute();
  await db.schema
    .createIndex('folder_entry_dashboard')
    .on('folder_entry')
    .columns(['project', 'dashboard'])
    .execute();
  await db.schema
    .createTable('dashboard_view')
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('views', 'integer', (column) => column.notNull())
    .addColumn('last_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('dashboard_view_key', ['project', 'name', 'day'])
    .execute();
  await db.schema.createIndex('dashboard_view_day').on('dashboard_view').column('day').execute();
  await db.schema
    .createTable('preference')
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('list', 'text', (column) => column.notNull())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('preference_key', ['person', 'list', 'project', 'name'])
    .execute();
  const folders = await db
    .selectFrom('resource')
    .select(['project', 'name', 'spec'])
    .where('kind', '=', 'Folder')
    .execute();
  for (const { project, name, spec } of folders) {
    const value: JsonValue = JSON.parse(spec);
    for (const row of folderEntries(project, name, value)) {
      await db.insertInto('folder_entry').values(row).execute();
    }
  }
}
