import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TextIndex } from './text-index.ts';

/** The steps that only SQLite takes, behind the steps of every engine that they belong to. */
export const sqliteMigrations: Readonly<Record<string, Migration>> = {
  '004_finding_sqlite': { up: createWords },
};

/**
 * Words of dashboards in an FTS5 table of three-letter pieces: a word is found anywhere inside other words. Each pair and each single
 * letter of a text stands behind it once, filled up to three with characters that no text has, so that short words are found as well.
 */
export const sqliteTextIndex: TextIndex = {
  write: async (db, id, text) => {
    await sql`delete from dashboard_words where rowid = ${id}`.execute(db);
    await sql`insert into dashboard_words (rowid, text) values (${id}, ${text + shortPieces(text)})`.execute(
      db,
    );
  },
  remove: async (db, id) => {
    await sql`delete from dashboard_words where rowid = ${id}`.execute(db);
  },
  idsOf: (words) => {
    const phrases = words.map((word) => `"${filledUp(word).replaceAll('"', '""')}"`).join(' AND ');
    return sql`select rowid from dashboard_words where dashboard_words match ${phrases}`;
  },
};

/** Without a copy of the text: the documents have it, the index only says where. Case is folded before, for every engine alike. */
async function createWords(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table dashboard_words using fts5(
    text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
  )`.execute(db);
}

/** Characters that searchable text never has. */
const [filler, singleFiller] = ['\u0001', '\u0002'];

function filledUp(word: string): string {
  const characters = Array.from(word).length;
  if (characters === 1) return `${filler}${singleFiller}${word}`;
  return characters === 2 ? `${filler}${word}` : word;
}

function shortPieces(text: string): string {
  const pieces = new Set<string>();
  for (const word of text.split(/\s+/)) {
    let before = '';
    for (const character of word) {
      pieces.add(`${filler}${singleFiller}${character}`);
      if (before !== '') pieces.add(`${filler}${before}${character}`);
      before = character;
    }
  }
  return `\n${[...pieces].join('')}`;
}
