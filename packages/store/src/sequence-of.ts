import type { DatabaseSync } from 'node:sqlite';

/** The number of writes that a database holds; 0 for one without tables. */
export function sequenceOf(database: DatabaseSync): number {
  if (hasTable(database, 'write_sequence'))
    return number(database, 'select sequence as value from write_sequence');
  // A database from before the counter: it begins with the number of versions.
  return hasTable(database, 'revision') ? number(database, 'select count(*) as value from revision') : 0;
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return (
    number(
      database,
      `select count(*) as value from sqlite_schema where type = 'table' and name = '${name}'`,
    ) > 0
  );
}

function number(database: DatabaseSync, text: string): number {
  return Number(database.prepare(text).get()?.['value'] ?? 0);
}
