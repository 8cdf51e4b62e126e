import { ephemeralLifeMs, readJson } from '@hecate/perses';
import type { ExpiredDashboard, Store, StoredDocument } from '@hecate/store';

/** Most dashboards looked at in one pass; the next pass goes on behind them. */
const lookedAtLimit = 1_000;
/** Dashboards read at once, and most that are removed in one transaction. */
const pageSize = 100;

export interface EphemeralCleanerDeps {
  readonly store: Pick<Store, 'list' | 'purgeExpired'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds that passed since some moment, whatever is done to the clock. */
  readonly monotonic: () => number;
  /** Milliseconds between two passes. */
  readonly intervalMs: number;
  /** Told after each pass how many dashboards it removed. */
  readonly onCleaned: (count: number) => void;
  /** Told why a pass ended early; the next one tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Removes ephemeral dashboards whose time is over, with their history. */
export interface EphemeralCleaner {
  /** One pass: the number of dashboards that were removed. */
  clean(signal: AbortSignal): Promise<number>;
  /** Passes, one after the other, until the signal is given. */
  run(signal: AbortSignal): void;
}

/**
 * Builds the cleaner; a dashboard expires when `spec.ttl` has passed since its last change. A clock that is put forward while the
 * server runs makes nobody's time pass: until the next start dashboards live longer by that much, never shorter.
 */
export function createEphemeralCleaner(deps: EphemeralCleanerDeps): EphemeralCleaner {
  const { store, clock, monotonic, intervalMs, onCleaned, onFailure } = deps;
  const began = { atMs: clock(), monotonicMs: monotonic() };
  const now = (): number => Math.min(clock(), began.atMs + monotonic() - began.monotonicMs);
  // Where the last pass stopped; undefined begins anew.
  let after: { readonly project?: string; readonly name: string } | undefined;

  const clean = async (signal: AbortSignal): Promise<number> => {
    let removed = 0;
    for (let lookedAt = 0; lookedAt < lookedAtLimit; lookedAt += pageSize) {
      signal.throwIfAborted();
      const filter = { limit: pageSize, ...(after === undefined ? {} : { after }) };
      const page = await store.list('EphemeralDashboard', filter, signal);
      const expired = page.flatMap((document) => expiredOf(document, now()));
      if (expired.length > 0) removed += await store.purgeExpired(expired, signal);
      const last = page.at(-1)?.metadata;
      after = page.length < pageSize ? undefined : last;
      if (after === undefined) break;
    }
    return removed;
  };

  return {
    clean,
    run: (signal) => {
      let timer: NodeJS.Timeout | undefined;
      const pass = async (): Promise<void> => {
        try {
          onCleaned(await clean(signal));
        } catch (error) {
          if (!signal.aborted) onFailure(error);
        }
        if (!signal.aborted) schedule();
      };
      const schedule = (): void => {
        timer = setTimeout(() => void pass(), intervalMs);
        // Waiting for the next pass keeps no process alive.
        timer.unref();
      };
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      if (!signal.aborted) schedule();
    },
  };
}

function expiredOf({ metadata, specText }: StoredDocument, nowMs: number): readonly ExpiredDashboard[] {
  const { project = '', name, version, updatedAt } = metadata;
  const endsAt = Date.parse(updatedAt) + ephemeralLifeMs(readJson(specText).value);
  return endsAt <= nowMs ? [{ project, name, version }] : [];
}
