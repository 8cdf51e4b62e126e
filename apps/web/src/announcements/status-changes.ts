import type { WorkloadStatusClass } from '@hecate/server/contract';

/** What an answer says about one workload. */
export interface SeenStatus {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly class: WorkloadStatusClass;
  /** The Kubernetes word, for example `CrashLoopBackOff`. */
  readonly word: string;
}

/** One change in words; `isImportant` when somebody has to act, or no longer has to. */
export interface StatusChange {
  readonly words: string;
  readonly isImportant: boolean;
}

/** Compares each answer with what was known before. */
export type StatusWatch = (seen: readonly SeenStatus[]) => readonly StatusChange[];

/** Workloads remembered; beyond, the memory begins anew. */
const MOST = 5_000;
const TROUBLE: ReadonlySet<WorkloadStatusClass> = new Set(['failed', 'degraded', 'unknown']);

/** Remembers the class of every workload that an answer named; the first sight of one is no change. */
export function createStatusWatch(): StatusWatch {
  const known = new Map<string, WorkloadStatusClass>();
  return (seen) => {
    if (known.size > MOST) known.clear();
    return seen.flatMap((one): readonly StatusChange[] => {
      const key = JSON.stringify([one.namespace, one.kind, one.name]);
      const before = known.get(key);
      known.set(key, one.class);
      if (before === undefined || before === one.class) return [];
      return [
        {
          words: `${one.name} in ${one.namespace} is ${one.class} now: ${one.word}.`,
          isImportant: TROUBLE.has(before) || TROUBLE.has(one.class),
        },
      ];
    });
  };
}
