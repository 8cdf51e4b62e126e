import type { EpisodeBook } from '../episodes/episode-book.ts';
import type { PlannedJob } from '../cluster/training-rhythm.ts';
import { TICK_SECONDS } from '../model/grid.ts';
import { clamp, normal } from '../model/noise.ts';

/** Where a job stands. `evicted` waits for quota again; `starting` has pods that do not run yet. */
export type JobPhase = 'queued' | 'starting' | 'running' | 'evicted' | 'succeeded' | 'failed';

/** What the trainer reports. */
export interface TrainerReport {
  /** 0 to 100. */
  readonly progress: number;
  readonly remainingSeconds: number;
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly loss: number;
  readonly evalLoss: number;
  readonly learningRate: number;
  readonly gradNorm: number;
  readonly updatedTick: number;
}

/** A job at a tick. */
export interface TrainingJobState {
  readonly planned: PlannedJob;
  readonly phase: JobPhase;
  /** How often its pods have been made anew. */
  readonly attempt: number;
  readonly podsSinceTick: number;
  readonly runsSinceTick: number;
  /** When it ended; null while it has not. */
  readonly endedTick: number | null;
  readonly report: TrainerReport | null;
  /** Every ten minutes the workers pause to write a checkpoint. */
  readonly isCheckpointing: boolean;
  /** Worker that holds the others up, with how long that has lasted; null when all keep step. */
  readonly straggler: { readonly worker: number; readonly sinceTicks: number } | null;
}

const RESTART_TICKS = 6;
const CHECKPOINT_PERIOD = 40;
const CHECKPOINT_TICKS = 3;

/** The state of a planned job at a tick, from the episodes that have begun by then. */
export function trainingJobState(job: PlannedJob, book: EpisodeBook, tick: number): TrainingJobState {
  let phase: JobPhase = phaseOf(job, tick);
  let attempt = 0;
  let podsSinceTick = job.admittedTick;
  let runsSinceTick = job.startTick;
  let endedTick: number | null = tick >= job.endTick ? job.endTick : null;
  let lostTicks = 0;
  let straggler: TrainingJobState['straggler'] = null;
  let hasNan = false;
  let staleSince: number | null = null;
  for (const episode of book.begun(job.id, tick)) {
    const isOver = tick >= episode.endTick;
    const passed = Math.min(tick, episode.endTick) - episode.startTick;
    if (episode.name === 'pvc-full' && isOver) {
      phase = 'failed';
      endedTick = episode.endTick;
    } else if (episode.name === 'kueue-preemption') {
      lostTicks += passed + (isOver ? RESTART_TICKS : 0);
      attempt += 1;
      podsSinceTick = isOver ? episode.endTick : podsSinceTick;
      runsSinceTick = isOver ? episode.endTick + RESTART_TICKS : runsSinceTick;
      if (phase === 'running' && !isOver) phase = 'evicted';
      else if (phase === 'running' && tick < runsSinceTick) phase = 'starting';
    } else if (episode.name === 'straggler') {
      lostTicks += passed * 0.95;
      if (!isOver) {
        straggler = { worker: job.seed % job.series.workers, sinceTicks: tick - episode.startTick };
        staleSince = episode.startTick;
      }
    } else if (episode.name === 'loss-nan' && !isOver) {
      hasNan = true;
    }
  }
  const reportTick = endedTick ?? staleSince ?? tick;
  const hasReport = tick >= job.startTick && phase !== 'queued';
  return {
    planned: job,
    phase,
    attempt,
    podsSinceTick,
    runsSinceTick,
    endedTick,
    report: hasReport ? report(job, phase, Math.floor(reportTick - lostTicks), reportTick, hasNan) : null,
    isCheckpointing:
      phase === 'running' &&
      (tick - runsSinceTick) % CHECKPOINT_PERIOD >= CHECKPOINT_PERIOD - CHECKPOINT_TICKS,
    straggler: phase === 'running' ? straggler : null,
  };
}

function phaseOf(job: PlannedJob, tick: number): JobPhase {
  if (tick < job.admittedTick) return 'queued';
  if (tick < job.startTick) return 'starting';
  return tick < job.endTick ? 'running' : 'succeeded';
}

/** loss = 2.1·step^-0.18 + 0.4 + noise (domain reference §6.2), seen every second tick as trainers report. */
function report(
  job: PlannedJob,
  phase: JobPhase,
  workedTick: number,
  updatedTick: number,
  hasNan: boolean,
): TrainerReport {
  const totalTicks = job.endTick - job.startTick;
  const share = phase === 'succeeded' ? 1 : clamp((workedTick - job.startTick) / totalTicks, 0, 0.999);
  const totalSteps = Math.floor((totalTicks * TICK_SECONDS) / job.series.stepSeconds);
  const step = Math.floor(totalSteps * share);
  const smooth = 2.1 * Math.max(1, step) ** -0.18 + 0.4;
  const reported = updatedTick - (updatedTick % 2);
  const warmup = clamp(share / 0.03, 0, 1);
  const nan = Number.NaN;
  return {
    progress: Math.floor(share * 1000) / 10,
    remainingSeconds: Math.round((1 - share) * totalTicks * TICK_SECONDS),
    step,
    totalSteps,
    epoch: Math.floor(share * job.series.totalEpochs * 100) / 100,
    loss: hasNan ? nan : smooth + 0.025 * normal(job.seed, reported, 1),
    evalLoss: smooth * 1.04 + 0.012 * normal(job.seed, Math.floor(step / 500), 2),
    learningRate: 2e-5 * warmup * (0.5 + 0.5 * Math.cos(Math.PI * share)),
    gradNorm: hasNan ? nan : Math.max(0.05, 0.9 + 0.25 * normal(job.seed, reported, 3)),
    updatedTick: reported,
  };
}
