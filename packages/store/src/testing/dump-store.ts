import { DatabaseSync } from 'node:sqlite';

/** Everything that a store holds, every version with its content, in one text that two stores can be compared by. */
export function dumpStore(file: string): string {
  const database = new DatabaseSync(file);
  try {
    const rows = (text: string): unknown => database.prepare(text).all();
    return JSON.stringify({
      resources: rows('select * from resource order by kind, project, name'),
      revisions: rows('select * from revision order by kind, project, name, life, version'),
      sequence: rows('select sequence from write_sequence'),
    });
  } finally {
    database.close();
  }
}
