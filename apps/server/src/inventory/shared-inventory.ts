import { validateName } from '@hecate/perses';
import type { WorkloadInventory } from '@hecate/workloads';
import type { Overview, WorkloadDetail, WorkloadKind, WorkloadList } from '../contract/index.ts';
import { createShortCache, type Freshness } from '../datasources/short-cache.ts';
import type { ObserveBound } from '../metrics/observe-bounds.ts';

/** How old an answer may be that somebody else asked for: below the scrape interval, so nobody sees less than there is. */
const answerTtlMs = 5_000;
/** The same for an answer that rests on no sample: right after a start the next one may be the first screen. */
const hollowTtlMs = 1_000;
/** Most answers of each sort that are kept: projects times ranges, and the workloads people look at. */
const answerLimit = 200;
/** Work for several people is not ended when one of them leaves; it has this long. */
const workDeadlineMs = 15_000;

/** The inventory for many viewers: equal questions at a time are one question. */
export interface SharedInventory {
  overview(project: string | null, rangeMs: number): Promise<Overview>;
  workloads(project: string | null): Promise<WorkloadList>;
  workload(name: WorkloadKey): Promise<WorkloadDetail | null>;
}

export interface WorkloadKey {
  readonly namespace: string;
  readonly kind: WorkloadKind;
  readonly name: string;
}

export interface SharedInventoryDeps {
  readonly inventory: WorkloadInventory;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Told how each answer was had. */
  readonly onAnswer: (how: Freshness) => void;
  readonly observeBound: ObserveBound;
}

/** Puts short bounded caches in front of an inventory. */
export function createSharedInventory({
  inventory,
  now,
  onAnswer,
  observeBound,
}: SharedInventoryDeps): SharedInventory {
  const options = { limit: answerLimit, now, observeBound };
  const ttlMs = ({ observedMs }: Overview | WorkloadList): number =>
    observedMs === null ? hollowTtlMs : answerTtlMs;
  const overviews = createShortCache<Overview>({ ...options, ttlMs, what: 'overviews' });
  const lists = createShortCache<WorkloadList>({ ...options, ttlMs, what: 'workload lists' });
  const details = createShortCache<WorkloadDetail | null>({
    ...options,
    ttlMs: (detail) => (detail === null ? hollowTtlMs : answerTtlMs),
    what: 'workload details',
  });
  const scope = (project: string | null) => ({
    ...(project === null ? {} : { namespaces: [project] }),
    signal: AbortSignal.timeout(workDeadlineMs),
  });
  const told = <T>({ value, how }: { readonly value: T; readonly how: Freshness }): T => {
    onAnswer(how);
    return value;
  };
  return {
    overview: async (project, rangeMs) =>
      told(
        await overviews.get(JSON.stringify([project, rangeMs]), () =>
          inventory.overview({ ...scope(project), rangeMs }),
        ),
      ),
    workloads: async (project) =>
      told(await lists.get(JSON.stringify([project]), () => inventory.listWorkloads(scope(project)))),
    workload: async ({ namespace, kind, name }) =>
      told(
        await details.get(JSON.stringify([namespace, kind, name]), () =>
          inventory.workloadDetail({ namespace, kind, name, signal: AbortSignal.timeout(workDeadlineMs) }),
        ),
      ),
  };
}

/** The project of a query, checked and lower-cased; null for all. */
export function askedProject(project: string | undefined): string | null {
  if (project === undefined || project === '') return null;
  validateName(project);
  return project.toLowerCase();
}
