import type { PodState } from '../cluster/pod.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { clamp, seedOf, uniform } from '../model/noise.ts';
import type { TrainingJobState } from '../training/training-job.ts';

const GIB = 1024 ** 3;
/** Three days from tidy to nearly full. */
const SAW_TICKS = 17_280;

/** A mounted volume claim at a tick. */
export interface VolumeState {
  readonly namespace: string;
  readonly claim: string;
  readonly node: string;
  readonly capacity: number;
  /** 0 to 1. */
  readonly used: number;
}

/** Every claim that a running pod mounts; a claim that several pods share is listed once. */
export function volumesAt(
  seed: number,
  pods: readonly PodState[],
  jobs: readonly TrainingJobState[],
  book: EpisodeBook,
  tick: number,
): readonly VolumeState[] {
  const volumes = new Map<string, VolumeState>();
  for (const pod of pods) {
    if (pod.phase !== 'Running') continue;
    for (const { claim } of pod.plan.volumes) {
      const key = `${pod.plan.namespace}/${claim}`;
      if (volumes.has(key)) continue;
      const job = jobs.find(({ planned }) => pod.plan.name.startsWith(`${planned.name}-`));
      const used = job === undefined ? workbenchUse(seed, key, claim, tick) : checkpointUse(job, book, tick);
      const capacity = (job === undefined ? 20 : 500) * GIB;
      volumes.set(key, { namespace: pod.plan.namespace, claim, node: pod.plan.node, capacity, used });
    }
  }
  return [...volumes.values()];
}

/** Workbench volumes fill slowly; one user never tidies up before it is nearly full. */
function workbenchUse(seed: number, key: string, claim: string, tick: number): number {
  const own = seedOf(seed, `volume/${key}`);
  if (claim === 'churn-features') {
    const phase = (tick % SAW_TICKS) / SAW_TICKS;
    return 0.87 + 0.1 * phase;
  }
  const base = 0.15 + 0.5 * uniform(own, 0, 1);
  return clamp(base + 0.08 * uniform(own, Math.floor(tick / 240), 2), 0, 0.8);
}

/** Checkpoints pile up with the job; the pvc-full episode takes what is left in a straight line. */
function checkpointUse(job: TrainingJobState, book: EpisodeBook, tick: number): number {
  const { planned } = job;
  const share = clamp((tick - planned.startTick) / (planned.endTick - planned.startTick), 0, 1);
  const usual = 0.22 + (0.45 * Math.floor(share * 54)) / 54;
  const filling = book.active(planned.id, tick).find(({ name }) => name === 'pvc-full');
  if (filling === undefined) return usual;
  const into = (tick - filling.startTick + 1) / (filling.endTick - filling.startTick);
  return usual + (1 - usual) * clamp(into * 1.05, 0, 1);
}

/** Writes a kubelet's volume families for the claims on its node. */
export function renderVolumes(volumes: readonly VolumeState[], out: SampleWriter): void {
  const rows = volumes.map((volume) => ({
    volume,
    labels: labelText({ namespace: volume.namespace, persistentvolumeclaim: volume.claim }),
  }));
  const gauge = (name: string, help: string, value: (volume: VolumeState) => number): void => {
    out.family(name, 'gauge', help);
    for (const { volume, labels } of rows) out.sample(name, labels, Math.round(value(volume)));
  };
  gauge('kubelet_volume_stats_capacity_bytes', 'Capacity in bytes of the volume', ({ capacity }) => capacity);
  gauge(
    'kubelet_volume_stats_used_bytes',
    'Number of used bytes in the volume',
    ({ capacity, used }) => capacity * used,
  );
  gauge(
    'kubelet_volume_stats_available_bytes',
    'Number of available bytes in the volume',
    ({ capacity, used }) => capacity * (1 - used),
  );
  gauge(
    'kubelet_volume_stats_inodes',
    'Maximum number of inodes in the volume',
    ({ capacity }) => capacity / 16_384,
  );
  gauge(
    'kubelet_volume_stats_inodes_used',
    'Number of used inodes in the volume',
    ({ capacity, used }) => (capacity / 16_384) * used * 0.2,
  );
  gauge(
    'kubelet_volume_stats_inodes_free',
    'Number of free inodes in the volume',
    ({ capacity, used }) => (capacity / 16_384) * (1 - used * 0.2),
  );
}
