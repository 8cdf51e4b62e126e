import { createEpisodeBook, type EpisodeBook } from '../episodes/episode-book.ts';
import { createEpisodeSchedule } from '../episodes/episode-schedule.ts';
import { episodeSubjects } from '../episodes/episode-subjects.ts';
import type { Episode, EpisodeName, EpisodeSubject } from '../episodes/episode.ts';
import { createGpu, type Gpu } from '../gpu/gpu-state.ts';
import { createQueue, type QueueSource } from '../kueue/queue-state.ts';
import { HISTORY_DAYS, hours } from '../model/grid.ts';
import type { CounterEntity } from '../model/counter-entity.ts';
import { rememberTicks } from '../model/remember.ts';
import { createNotebook, type NotebookSource } from '../notebook/notebook-source.ts';
import { createOvms, type OvmsSource } from '../ovms/ovms-source.ts';
import { createRay, type RaySource } from '../ray/ray-source.ts';
import { createScheduler, type SchedulerSource } from '../scheduler/scheduler-source.ts';
import { createTrainingSource, type TrainingSource } from '../training/training-source.ts';
import type { TrainingJobState } from '../training/training-job.ts';
import { createEngines, type Engine } from '../vllm/vllm-source.ts';
import { createCanary } from './canary-source.ts';
import type { ClusterPlan, ClusterSize, GpuSlot } from './cluster-plan.ts';
import { estimateBase } from './estimate-base.ts';
import { allGpus, createGpuAllocator } from './gpu-allocator.ts';
import { mediumPlan } from './medium-plan.ts';
import type { PodSource, PodState } from './pod.ts';
import { smallPlan } from './small-plan.ts';
import { createTrainingRhythm } from './training-rhythm.ts';

/** What identifies a simulated cluster: the same three values give the same numbers for ever. */
export interface ClusterOptions {
  readonly seed: number;
  readonly size: ClusterSize;
  /** Where history ends and live begins. */
  readonly boundaryTick: number;
  /** True: only episodes that somebody asks for. */
  readonly isQuiet?: boolean;
}

/** A simulated cluster; every question takes the tick it is about. */
export interface Cluster extends ClusterOptions {
  readonly plan: ClusterPlan;
  readonly historyStartTick: number;
  /** When everything that lives long was created. */
  readonly originTick: number;
  readonly book: EpisodeBook;
  readonly engines: readonly Engine[];
  readonly schedulers: readonly SchedulerSource[];
  readonly ovms: readonly OvmsSource[];
  readonly notebooks: readonly NotebookSource[];
  readonly training: readonly TrainingSource[];
  readonly rays: readonly RaySource[];
  readonly queues: readonly QueueSource[];
  readonly gpus: readonly Gpu[];
  readonly canary: PodSource;
  /** The counters at the boundary of an entity that is older than history. */
  readonly baseOf: (entity: CounterEntity) => Float64Array;
  readonly podsAt: (tick: number) => readonly PodState[];
  readonly jobsAt: (tick: number) => readonly TrainingJobState[];
  /** What an episode of this name could happen to. */
  subjects(name: EpisodeName, startTick: number, endTick: number): readonly EpisodeSubject[];
  addEpisode(episode: Episode): void;
}

/** Creates the cluster of a seed, a size and a boundary. */
export function createCluster(options: ClusterOptions): Cluster {
  const { seed, boundaryTick } = options;
  const plan = options.size === 'M' ? mediumPlan() : smallPlan;
  const originTick = boundaryTick - hours(21 * 24);
  const rhythms = plan.training.map((group, index) => createTrainingRhythm(seed, index, group));
  const subjects = (name: EpisodeName, startTick: number, endTick: number): readonly EpisodeSubject[] =>
    episodeSubjects(plan, rhythms, name, startTick, endTick);
  const book = createEpisodeBook(
    options.isQuiet === true ? () => [] : createEpisodeSchedule({ seed, boundaryTick, subjects }),
  );
  const takeGpu = createGpuAllocator(plan);
  const engines = plan.vllm.flatMap((model) => createEngines(seed, model, originTick, book, takeGpu));
  const schedulers = plan.vllm.flatMap((model) => {
    const [first, ...others] = engines.filter((engine) => engine.plan.model === model);
    return model.kind === 'LLMInferenceService' && first !== undefined
      ? [createScheduler(seed, [first, ...others], originTick)]
      : [];
  });
  const node = (index: number): string => plan.nodes[index % plan.nodes.length] ?? 'gpu-node-0';
  const notebooks = plan.notebooks.map((notebook, index) =>
    createNotebook(seed, notebook, node(index), notebook.hasGpu ? takeGpu() : undefined, originTick),
  );
  const rays = plan.ray.map((ray, index) =>
    createRay(seed, ray, node(plan.nodes.length - 1 - index), takeGpu(), originTick),
  );
  const ovms = plan.ovms.map((model, index) =>
    createOvms(seed, model, [node(index), node(index + 1)], originTick),
  );
  const training = plan.training.map((group, index) => {
    const rhythm = rhythms[index] ?? createTrainingRhythm(seed, index, group);
    return createTrainingSource(seed, index, group, rhythm, book);
  });
  const queues = plan.queues.map((queue) =>
    createQueue(seed, queue, queue.group === null ? null : (training[queue.group] ?? null), book),
  );
  const canary = createCanary(seed, plan, originTick + hours(9));
  const sources: readonly PodSource[] = [...schedulers, ...ovms, ...notebooks, ...training, ...rays, canary];
  const pods = rememberTicks(32, (tick) => [
    ...engines.map((engine) => engine.podAt(tick)),
    ...sources.flatMap((source) => source.podsAt(tick)),
  ]);
  const holder = gpuHolder(engines, [...notebooks, ...rays], training);
  const gpus = allGpus(plan).map((slot) => createGpu(seed, slot, book, holder(slot)));
  // Bound: the entities that are older than history, a few hundred in the largest cluster.
  const bases = new Map<string, Float64Array>();
  return {
    ...options,
    plan,
    historyStartTick: boundaryTick - hours(HISTORY_DAYS * 24),
    originTick,
    book,
    engines,
    schedulers,
    ovms,
    notebooks,
    training,
    rays,
    queues,
    gpus,
    canary,
    baseOf(entity) {
      const known = bases.get(entity.id);
      if (known !== undefined) return known;
      const base = estimateBase(options.boundaryTick, book, entity);
      bases.set(entity.id, base);
      return base;
    },
    podsAt: pods.at,
    jobsAt: (tick) => training.flatMap((source) => source.jobsAt(tick)),
    subjects,
    addEpisode(episode) {
      book.add(episode);
      for (const part of [...engines, ...training, ...gpus]) part.forget();
      pods.forget();
    },
  };
}

/** Finds who holds a GPU: most have one holder for ever, those of a training node change hands. */
function gpuHolder(
  engines: readonly Engine[],
  fixed: readonly PodSource[],
  training: readonly TrainingSource[],
): (slot: GpuSlot) => (tick: number) => PodState | null {
  const isAt = (slot: GpuSlot) => (held: GpuSlot) => held.node === slot.node && held.index === slot.index;
  const pods = fixed.flatMap((source) => source.podsAt(0));
  return (slot) => {
    const engine = engines.find(({ plan }) => isAt(slot)(plan.gpu));
    if (engine !== undefined) return (tick) => engine.podAt(tick);
    const pod = pods.find(({ plan }) => plan.gpus.some(isAt(slot)));
    if (pod !== undefined) return () => pod;
    const group = training.find(({ plan }) => plan.node === slot.node);
    if (group === undefined) return () => null;
    return (tick) => group.podsAt(tick).find(({ plan }) => plan.gpus.some(isAt(slot))) ?? null;
  };
}
