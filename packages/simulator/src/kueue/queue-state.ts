import type { ClusterQueuePlan } from '../cluster/cluster-plan.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { businessHours } from '../model/diurnal.ts';
import { seedOf, uniform } from '../model/noise.ts';
import type { TrainingJobState } from '../training/training-job.ts';
import type { TrainingSource } from '../training/training-source.ts';

/** Counts of a queue at a tick, of one namespace or of all. */
export interface QueueCounts {
  readonly pending: number;
  readonly inadmissible: number;
  readonly admitted: number;
  readonly gpus: number;
}

/** A cluster queue with its state. */
export interface QueueSource {
  readonly plan: ClusterQueuePlan;
  readonly seed: number;
  readonly training: TrainingSource | null;
  countsAt(tick: number, namespace: string | null): QueueCounts;
}

/** Creates the state of a cluster queue; `training` is the group whose jobs go through it. */
export function createQueue(
  clusterSeed: number,
  plan: ClusterQueuePlan,
  training: TrainingSource | null,
  book: EpisodeBook,
): QueueSource {
  const seed = seedOf(clusterSeed, `queue/${plan.name}`);
  return {
    plan,
    seed,
    training,
    countsAt(tick, namespace) {
      const inadmissible = book.active(plan.name, tick).some(({ name }) => name === 'inadmissible-queue')
        ? 1
        : 0;
      const isOwner = namespace === null || namespace === plan.namespaces[0];
      if (training === null) return plainCounts(plan, seed, tick, isOwner, inadmissible);
      const jobs = training
        .jobsAt(tick)
        .filter(({ planned }) => namespace === null || planned.series.namespace === namespace);
      const admitted = jobs.filter(isAdmitted);
      return {
        pending: jobs.filter(({ phase }) => phase === 'queued' || phase === 'evicted').length,
        inadmissible: isOwner ? inadmissible : 0,
        admitted: admitted.length,
        gpus: admitted.reduce((sum, { planned }) => sum + planned.series.workers, 0),
      };
    },
  };
}

/** Whether a job holds quota. */
export function isAdmitted({ phase }: TrainingJobState): boolean {
  return phase === 'running' || phase === 'starting';
}

/** A queue of small jobs that are not modelled one by one: busy in working hours. */
function plainCounts(
  plan: ClusterQueuePlan,
  seed: number,
  tick: number,
  isOwner: boolean,
  inadmissible: number,
): QueueCounts {
  const cell = Math.floor(tick / 40);
  const busy = businessHours(tick);
  const gpus = Math.min(
    plan.nominalGpus,
    Math.round(plan.nominalGpus * (0.25 + 0.7 * busy) * (0.8 + 0.4 * uniform(seed, cell, 1))),
  );
  const pending = gpus === plan.nominalGpus ? Math.floor(4 * uniform(seed, cell, 2)) : 0;
  return isOwner
    ? { pending, inadmissible, admitted: Math.ceil(gpus / 2), gpus }
    : { pending: 0, inadmissible: 0, admitted: 0, gpus: 0 };
}
