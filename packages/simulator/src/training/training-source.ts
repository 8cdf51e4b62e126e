import { nameSuffix, podIp, uidOf } from '../cluster/identity.ts';
import {
  idleGpu,
  type ContainerState,
  type ContainerUsage,
  type GpuLoad,
  type PodPlan,
  type PodSource,
  type PodState,
} from '../cluster/pod.ts';
import type { TrainingGroupPlan } from '../cluster/cluster-plan.ts';
import type { TrainingRhythm } from '../cluster/training-rhythm.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { clamp, normal, smoothNoise } from '../model/noise.ts';
import { rememberBy } from '../model/remember-by.ts';
import { rememberTicks } from '../model/remember.ts';
import { trainingJobState, type TrainingJobState } from './training-job.ts';

const GIB = 1024 ** 3;

/** The jobs of one training group. */
export interface TrainingSource extends PodSource {
  readonly group: number;
  readonly plan: TrainingGroupPlan;
  readonly jobsAt: (tick: number) => readonly TrainingJobState[];
  forget(): void;
}

/** Creates the source of a group's jobs and pods. */
export function createTrainingSource(
  seed: number,
  group: number,
  plan: TrainingGroupPlan,
  rhythm: TrainingRhythm,
  book: EpisodeBook,
): TrainingSource {
  const jobs = rememberTicks(64, (tick) =>
    rhythm.jobsAt(tick).map((job) => trainingJobState(job, book, tick)),
  );
  // Bound: pods of the jobs that exist together, with room for history moving through time.
  const pods = new Map<string, PodPlan>();
  const podPlan = (job: TrainingJobState, worker: number): PodPlan => {
    const key = `${job.planned.id}/${job.attempt}/${worker}`;
    const known = pods.get(key);
    if (known !== undefined) return known;
    const made = makePod(seed, plan, job, worker);
    if (pods.size >= 128) pods.delete(pods.keys().next().value ?? '');
    pods.set(key, made);
    return made;
  };
  const released = rememberBy((plan: PodPlan): PodPlan => ({ ...plan, gpus: [] }));
  const stateAgain = (id: string, tick: number): TrainingJobState | undefined =>
    jobs.at(tick).find(({ planned }) => planned.id === id);
  const podStates = rememberTicks(64, (tick) =>
    jobs
      .at(tick)
      .filter(({ phase }) => phase !== 'queued' && phase !== 'evicted')
      .flatMap((job) =>
        job.planned.gpuIndices.map((_, worker) => {
          const holdsGpu = job.phase === 'running' || job.phase === 'starting';
          const pod = podPlan(job, worker);
          return podState(job, holdsGpu ? pod : released(pod), worker, stateAgain);
        }),
      ),
  );
  return {
    group,
    plan,
    jobsAt: jobs.at,
    podsAt: podStates.at,
    forget() {
      jobs.forget();
      podStates.forget();
    },
  };
}

function podState(
  job: TrainingJobState,
  plan: PodPlan,
  worker: number,
  stateAgain: (id: string, tick: number) => TrainingJobState | undefined,
): PodState {
  return {
    plan,
    phase: phaseOf(job),
    isReady: job.phase === 'running',
    isScheduled: true,
    containers: [containerOf(job)],
    usage(tick) {
      const now = stateAgain(job.planned.id, tick);
      const network = now?.phase === 'running' ? networkOf(now) : 0;
      return {
        containers: [usageOf(now, worker, tick)],
        receiveBytes: network + 400,
        transmitBytes: network + 400,
      };
    },
    gpuLoad: (tick) => gpuOf(stateAgain(job.planned.id, tick), worker, tick),
  };
}

function phaseOf(job: TrainingJobState): PodState['phase'] {
  if (job.phase === 'starting') return 'Pending';
  if (job.phase === 'succeeded') return 'Succeeded';
  return job.phase === 'failed' ? 'Failed' : 'Running';
}

function containerOf(job: TrainingJobState): ContainerState {
  const base = { startTick: job.runsSinceTick, restarts: 0, last: null, isReady: job.phase === 'running' };
  if (job.phase === 'starting') return { ...base, status: 'waiting', reason: 'ContainerCreating' };
  if (job.phase === 'succeeded') return { ...base, status: 'terminated', reason: 'Completed' };
  return job.phase === 'failed'
    ? { ...base, status: 'terminated', reason: 'Error' }
    : { ...base, status: 'running', reason: '' };
}

function gpuOf(job: TrainingJobState | undefined, worker: number, tick: number): GpuLoad {
  if (job === undefined || job.phase !== 'running') return idleGpu;
  const { seed } = job.planned;
  const active = stalled(job, worker) ?? (job.isCheckpointing ? 0.14 : 0.92 + 0.025 * normal(seed, tick, 11));
  const own = 0.006 * normal(seed + worker, tick, 12);
  const busy = clamp(active + own, 0, 1);
  return {
    active: busy,
    tensor: clamp(busy * 0.62 + own, 0, 1),
    dram: clamp(busy * 0.58, 0, 1),
    memoryMiB: 62_000 + (seed % 9000),
    pcieBytes: 2.5e8 * busy,
  };
}

/** The slow worker drops first, the others wait for it half a minute later. */
function stalled(job: TrainingJobState, worker: number): number | null {
  if (job.straggler === null) return null;
  if (worker === job.straggler.worker) return 0.2;
  return job.straggler.sinceTicks >= 2 ? 0.3 : null;
}

function networkOf(job: TrainingJobState): number {
  if (job.straggler !== null && job.straggler.sinceTicks >= 2) return 2e4;
  return job.isCheckpointing ? 3e6 : 1.8e8 / job.planned.series.stepSeconds;
}

function usageOf(job: TrainingJobState | undefined, worker: number, tick: number): ContainerUsage {
  const isRunning = job?.phase === 'running';
  const seed = job?.planned.seed ?? 0;
  const isWriting = isRunning && job.isCheckpointing && worker === 0;
  return {
    cpu: isRunning ? clamp(5.5 + 0.7 * smoothNoise(seed + worker, tick, 20), 0.1, 12) : 0,
    workingSet: isRunning ? (38 + 2 * smoothNoise(seed + worker, tick, 200)) * GIB : 0,
    rss: isRunning ? 31 * GIB : 0,
    cache: isRunning ? 12 * GIB : 0,
    throttled: isRunning ? 0.04 : 0,
    readBytes: isRunning && !job.isCheckpointing ? 2.2e7 : 0,
    writeBytes: isWriting ? 6.5e8 : 3e4,
    oomEvents: 0,
  };
}

function makePod(seed: number, group: TrainingGroupPlan, job: TrainingJobState, worker: number): PodPlan {
  const { series, name, gpuIndices } = job.planned;
  const isTrainJob = series.kind === 'TrainJob';
  const podName = isTrainJob
    ? `${name}-node-0-${worker}-${nameSuffix(seed, `${name}/${job.attempt}/${worker}`, 5)}`
    : `${name}-${worker === 0 ? 'master-0' : `worker-${worker - 1}`}`;
  const index = gpuIndices[worker];
  return {
    namespace: series.namespace,
    name: podName,
    uid: uidOf(seed, `${series.namespace}/${podName}/${job.attempt}`),
    node: group.node,
    ip: podIp(seed, `${podName}/${job.attempt}`),
    createdTick: job.podsSinceTick,
    owner: isTrainJob ? { kind: 'Job', name: `${name}-node-0` } : { kind: 'PyTorchJob', name },
    labels: {
      ...(isTrainJob ? trainJobLabels(name, worker) : pyTorchLabels(name, worker)),
      'kueue.x-k8s.io/queue-name': group.clusterQueue,
    },
    containers: [
      {
        name: isTrainJob ? 'node' : 'pytorch',
        image: 'quay.io/modh/training:py312-cuda128-torch28',
        cpuRequest: 8,
        cpuLimit: 12,
        memoryRequest: 64 * GIB,
        memoryLimit: 96 * GIB,
        gpus: 1,
      },
    ],
    gpus: index === undefined ? [] : [{ node: group.node, index }],
    volumes: [{ volume: 'checkpoints', claim: `${series.name}-checkpoints` }],
  };
}

function trainJobLabels(name: string, worker: number): Readonly<Record<string, string>> {
  return {
    'batch.kubernetes.io/job-completion-index': String(worker),
    'batch.kubernetes.io/job-name': `${name}-node-0`,
    'jobset.sigs.k8s.io/jobset-name': name,
    'jobset.sigs.k8s.io/replicatedjob-name': 'node',
    'trainer.kubeflow.org/trainjob-ancestor-step': 'trainer',
  };
}

function pyTorchLabels(name: string, worker: number): Readonly<Record<string, string>> {
  return {
    ...(worker === 0 ? { 'training.kubeflow.org/job-role': 'master' } : {}),
    'training.kubeflow.org/job-name': name,
    'training.kubeflow.org/replica-index': String(worker === 0 ? 0 : worker - 1),
    'training.kubeflow.org/replica-type': worker === 0 ? 'master' : 'worker',
  };
}
