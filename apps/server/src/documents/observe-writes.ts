import type { Store } from '@hecate/store';
import type { WriteBound } from './write-bound.ts';

/** The same store, with its writes in the bound, and `onWrite` called after every write of this process, whether it succeeded or not. */
export function observeWrites(store: Store, bound: WriteBound, onWrite: () => void): Store {
  const observed = async <T>(write: () => Promise<T>): Promise<T> => {
    try {
      return await bound(write);
    } finally {
      onWrite();
    }
  };
  return {
    ...readersOf(store),
    create: (...call) => observed(() => store.create(...call)),
    update: (...call) => observed(() => store.update(...call)),
    remove: (...call) => observed(() => store.remove(...call)),
    restore: (...call) => observed(() => store.restore(...call)),
    purgeExpired: (...call) => observed(() => store.purgeExpired(...call)),
    move: (...call) => observed(() => store.move(...call)),
  };
}

function readersOf(
  store: Store,
): Omit<Store, 'create' | 'update' | 'remove' | 'restore' | 'purgeExpired' | 'move'> {
  return {
    get: (...call) => store.get(...call),
    list: (...call) => store.list(...call),
    revisions: (...call) => store.revisions(...call),
    revision: (...call) => store.revision(...call),
    dashboards: store.dashboards,
    personal: store.personal,
    openSecret: (...call) => store.openSecret(...call),
    statements: () => store.statements(),
    health: () => store.health(),
    close: () => store.close(),
  };
}
