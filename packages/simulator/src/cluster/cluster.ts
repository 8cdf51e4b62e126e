import { createEpisodeBook, type EpisodeBook } from '../episodes/episode-book.ts';
import { createEpisodeSchedule } from '../episodes/episode-schedule.ts';
import { episodeSubjects } from '../episodes/episode-subjects.ts';
import type { Episode, EpisodeName, EpisodeSubject } from '../episodes/episode.ts';
import { createGpu, type Gpu } from '../gpu/gpu-state.ts';
import { createQueue, type QueueSource } from '../kueue/queue-state.ts';
import { HISTORY_DAYS, hours } from '../model/grid.ts';
import { rememberTicks } from '../model/remember.ts';
import { createNotebook, type NotebookSource } from '../notebook/notebook-source.ts';
import { createOvms, type OvmsSource } from '../ovms/ovms-source.ts';
import { createRay, type RaySource } from '../ray/ray-source.ts';
import { createScheduler, type SchedulerSource } from '../scheduler/scheduler-source.ts';
import { createTrainingSource, type TrainingSource } from '../training/training-source.ts';
import type { TrainingJobState } from '../training/training-job.ts';
import { createEngines, type Engine } from '../vllm/vllm-source.ts';
import { createCanary } from './canary-source.ts';
import type { ClusterPlan, ClusterSize } from './cluster-plan.ts';
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
  const book = createEpisodeBook(createEpisodeSchedule({ seed, boundaryTick, subjects }));
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
  const holders = rememberTicks(32, (tick) => gpuHolders(pods.at(tick)));
  const gpus = allGpus(plan).map((slot) =>
    createGpu(seed, slot, book, (tick) => holders.at(tick).get(`${slot.node}/${slot.index}`) ?? null),
  );
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
    podsAt: pods.at,
    jobsAt: (tick) => training.flatMap((source) => source.jobsAt(tick)),
    subjects,
    addEpisode(episode) {
      book.add(episode);
      for (const part of [...engines, ...training, ...gpus]) part.forget();
      pods.forget();
      holders.forget();
    },
  };
}

function gpuHolders(pods: readonly PodState[]): ReadonlyMap<string, PodState> {
  const holders = new Map<string, PodState>();
  for (const pod of pods) for (const { node, index } of pod.plan.gpus) holders.set(`${node}/${index}`, pod);
  return holders;
}
