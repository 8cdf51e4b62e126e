import { sql, type Kysely } from 'kysely';
import { digestAt, isDamaged } from './content-digest.ts';
import type { DocumentKey } from './read-documents.ts';
import type { Schema } from './schema.ts';

/** One life of one document. */
export interface DocumentLife extends DocumentKey {
  readonly life: number;
}

/** Copies every version of one life into the history of another place. */
export async function copyHistory(db: Kysely<Schema>, from: DocumentLife, to: DocumentLife): Promise<void> {
  const heads = await db
    .selectFrom('revision')
    .select(['kind', 'project', 'name', 'life', 'version', 'created_at', 'author', 'display_name'])
    .select(['tags', 'metadata_extra', 'document_extra', 'digest'])
    .where('kind', '=', from.kind)
    .where('project', '=', from.project)
    .where('name', '=', from.name)
    .where('life', '=', from.life)
    .execute();
  for (const head of heads) {
    // A damaged version stays one: its digest is copied as it is, and fits the new place as little as the old one.
    const isSound = !isDamaged({ ...head, spec: '' }, 'head');
    const digest = isSound ? digestAt({ ...head, ...to }, head.digest) : head.digest;
    await sql`insert into revision (kind, project, name, life, version, action, saved_at, created_at, author, message,
        summary, display_name, tags, metadata_extra, document_extra, spec, digest)
      select kind, ${to.project}, ${to.name}, ${to.life}, version, action, saved_at, created_at, author, message,
        summary, display_name, tags, metadata_extra, document_extra, spec, ${digest} from revision
      where kind = ${from.kind} and project = ${from.project} and name = ${from.name} and life = ${from.life}
        and version = ${head.version}`.execute(db);
  }
}
