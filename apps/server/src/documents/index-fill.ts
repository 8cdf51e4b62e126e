import { setTimeout as wait } from 'node:timers/promises';
import { Gauge, type Registry } from '@prometheus-io/client';
import type { FastifyBaseLogger } from 'fastify';
import type { IndexProgress, Store } from '@hecate/store';

/** The index of dashboards that is made behind the start. */
export interface IndexFill {
  /** How far it is; null when every dashboard is indexed. */
  progress(): IndexProgress | null;
  /** Resolves when it is complete, or the server stops. */
  readonly whenDone: Promise<void>;
}

/** Time until a fill that failed is tried again, in milliseconds. */
const retryMs = 30_000;

/** Indexes what an older version left unindexed while the server answers already, and goes on after a full disk or a locked file. */
export function startIndexFill(deps: {
  readonly store: Store;
  readonly signal: AbortSignal;
  readonly logger: FastifyBaseLogger;
  readonly registry: Registry;
}): IndexFill {
  const { store, signal, logger, registry } = deps;
  let progress: IndexProgress | null = null;
  const unindexed: Gauge = new Gauge({
    name: 'hecate_dashboards_unindexed',
    help: 'Dashboards that searches do not find yet, because their index is still being made',
    registers: [registry],
    collect: () => unindexed.set(progress === null ? 0 : progress.total - progress.done),
  });
  return { progress: () => progress, whenDone: fill() };

  async function fill(): Promise<void> {
    while (!signal.aborted) {
      try {
        await store.dashboards.fillIndex(signal, (next) => {
          progress = next.done < next.total ? next : null;
        });
        progress = null;
        return;
      } catch (error) {
        if (signal.aborted) return;
        logger.warn(
          { err: error },
          `dashboards could not be indexed; the next try is in ${retryMs / 1000} s`,
        );
        await pause();
      }
    }
  }

  async function pause(): Promise<void> {
    try {
      await wait(retryMs, undefined, { signal });
    } catch {
      return; // the server stops
    }
  }
}
