/** How the browser says which visits of the editor are open, in whatever tab: a lock ends with its tab, however it ends. */
type Locks = Pick<LockManager, 'request' | 'query'>;

const PREFIX = 'hecate.editing/';

/** Marks a visit of the editor as open until the signal ends it; without locks (no secure context) it does nothing. */
export function markOpen(id: string, signal: AbortSignal, locks: Locks | undefined = browserLocks()): void {
  if (locks === undefined || signal.aborted) return;
  const ended = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  locks.request(`${PREFIX}${id}`, { ifAvailable: true }, () => ended).catch(ignoreEnd);
}

/** The visits that are open in any tab of this browser. */
export async function openVisits(locks: Locks | undefined = browserLocks()): Promise<ReadonlySet<string>> {
  if (locks === undefined) return new Set();
  const { held = [] } = await locks.query();
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(PREFIX) === true ? [name.slice(PREFIX.length)] : [])),
  );
}

/** Locks exist only in secure contexts; a plain http address has none. */
function browserLocks(): Locks | undefined {
  return 'locks' in navigator ? navigator.locks : undefined;
}

/** The page is going away while the lock is asked for: there is nobody left to mark. */
function ignoreEnd(): void {
  return undefined;
}
