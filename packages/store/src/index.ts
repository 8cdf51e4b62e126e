export { createSqliteStore } from './create-sqlite-store.ts';
export type { SqliteStoreOptions } from './create-sqlite-store.ts';
export { leastSqliteVersion } from './open-sqlite.ts';
export { StoreError } from './store-error.ts';
export { storeErrorTable } from './store-error-table.ts';
export type { StoreErrorCode, StoreErrorRow } from './store-error-table.ts';
export { listLimit, revisionLimit } from './store.ts';
export type {
  ListFilter,
  RevisionAction,
  RevisionFilter,
  RevisionRow,
  Store,
  StoredDocument,
  StoredMetadata,
  StoredRevision,
  StoreHealth,
  WriteOptions,
  WrittenBy,
} from './store.ts';
