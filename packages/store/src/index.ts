export { backupStore, leastKeyBytes } from './write-backup.ts';
export type { BackupOptions } from './write-backup.ts';
export type { BackupManifest, DamagedVersion } from './backup-manifest.ts';
export { restoreStore } from './restore-backup.ts';
export type { RestoreOptions, Restored } from './restore-backup.ts';
export { createSqliteStore } from './create-sqlite-store.ts';
export type { SqliteStoreOptions } from './create-sqlite-store.ts';
export { rotateSecretKey } from './rotate-secret-key.ts';
export type { Rotated, RotateOptions } from './rotate-secret-key.ts';
export { secretKeyName } from './secret-key-file.ts';
export type { OpenedSecret } from './opened-secret.ts';
export { leastSqliteVersion } from './open-sqlite.ts';
export { StoreError } from './store-error.ts';
export { storeErrorTable } from './store-error-table.ts';
export type { StoreErrorCode, StoreErrorRow } from './store-error-table.ts';
export { facetLimit, metricNameLimit, searchLimit, searchTextLimits } from './dashboard-finder.ts';
export type {
  BoundedCount,
  DashboardEntry,
  DashboardFacets,
  DashboardFilter,
  DashboardFinder,
  DashboardPage,
  DashboardSearch,
  DashboardSort,
  FacetValue,
  IndexProgress,
} from './dashboard-finder.ts';
export { favouriteLimit, recentLimit } from './personal-lists.ts';
export type { DashboardPlace, ListedDashboard, PersonalLists } from './personal-lists.ts';
export { listLimit, revisionLimit } from './store.ts';
export type {
  ExpiredDashboard,
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
export { withoutFolders } from './without-folders.ts';
