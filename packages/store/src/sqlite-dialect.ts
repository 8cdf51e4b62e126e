import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { StatementCount } from './store.ts';
import { SqliteAdapter, SqliteDialect, type Dialect, type SqliteDatabase } from 'kysely';

/** The dialect, and how full its list of compiled statements is. */
export interface WatchedDialect {
  readonly dialect: Dialect;
  readonly statements: () => StatementCount;
}

/** Kysely's dialect for node:sqlite: write transactions take the lock at once, and schema changes are transactional. */
export function createSqliteDialect(database: DatabaseSync): WatchedDialect {
  const kept = keepStatements(database);
  const dialect = new SqliteDialect({ database: kept.database });
  const whole: Dialect = {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
  return { dialect: whole, statements: kept.count };
}

/** SQLite can roll back schema changes; saying so makes a migration happen whole or not at all. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Most compiled statements kept; the queries of this room are a few dozen texts. */
const preparedLimit = 200;

type Prepared = ReturnType<SqliteDatabase['prepare']>;

function keepStatements(database: DatabaseSync): {
  readonly database: SqliteDatabase;
  readonly count: () => StatementCount;
} {
  // Compiling a statement costs more than running it: every proxied query reads its datasource. In order of first use.
  const kept = new Map<string, Prepared>();
  let evicted = 0;
  const close = (): void => {
    kept.clear();
    database.close();
  };
  const prepareOnce = (sql: string): Prepared => {
    // A disk-full error has rolled back already; a second rollback would hide it behind its own error.
    if (sql === 'rollback' && !database.isTransaction) return doNothing;
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const prepared = prepare(database, sql);
    kept.set(sql, prepared);
    const [oldest] = kept.keys();
    if (kept.size > preparedLimit && oldest !== undefined) {
      kept.delete(oldest);
      evicted += 1;
    }
    return prepared;
  };
  return {
    database: { close, prepare: prepareOnce },
    count: () => ({ size: kept.size, limit: preparedLimit, evicted }),
  };
}

function prepare(database: DatabaseSync, sql: string): Prepared {
  // A read that turns into a write would meet another process's write as an error; with the lock it waits instead.
  const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  };
}

const doNothing: Prepared = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    throw new TypeError(`a ${typeof value} cannot be stored: the schema has texts and whole numbers only`);
  });
}
