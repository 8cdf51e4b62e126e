import { HISTORY_DAYS, hours, minutes } from '../model/grid.ts';
import { seedOf, uniform } from '../model/noise.ts';
import type { TrainingGroupPlan, TrainingSeriesPlan } from './cluster-plan.ts';
import { nameSuffix } from './identity.ts';

/** One training job as planned, before any episode touches it. */
export interface PlannedJob {
  /** `namespace/name`, unique in time. */
  readonly id: string;
  readonly group: number;
  readonly series: TrainingSeriesPlan;
  readonly name: string;
  readonly seed: number;
  readonly createdTick: number;
  /** Quota reserved, pods created. */
  readonly admittedTick: number;
  readonly startTick: number;
  readonly endTick: number;
  readonly removedTick: number;
  /** GPU indices on the group's node, one a worker. */
  readonly gpuIndices: readonly number[];
}

/** The rhythm of a group's jobs. */
export interface TrainingRhythm {
  /** Jobs that exist at a tick: waiting, running or just finished; at most six. */
  readonly jobsAt: (tick: number) => readonly PlannedJob[];
}

const BEAT = hours(3);
const LAST_GPU = 6;

/**
 * Every three hours the next of the four series starts a job with the GPU pair that the series after it has just freed, and runs nine
 * hours: at every time three jobs run and one waits. The pair of beat e is e mod 3; the third series also has the seventh GPU.
 */
export function createTrainingRhythm(seed: number, group: number, plan: TrainingGroupPlan): TrainingRhythm {
  const groupSeed = seedOf(seed, `training/${group}`);
  const offset = Math.floor(uniform(groupSeed, 0, 1) * BEAT);
  const known = new Map<number, PlannedJob>();
  const jobOf = (beat: number): PlannedJob => {
    const found = known.get(beat);
    if (found !== undefined) return found;
    const job = planJob(groupSeed, group, plan, offset, beat);
    // Bound: the jobs of history and a month beyond; older ones are computed again when asked for.
    if (known.size > (HISTORY_DAYS + 30) * 8) known.clear();
    known.set(beat, job);
    return job;
  };
  return {
    jobsAt(tick) {
      const beat = Math.floor((tick - offset) / BEAT);
      const jobs: PlannedJob[] = [];
      for (let candidate = beat - 4; candidate <= beat + 2; candidate += 1) {
        const job = jobOf(candidate);
        if (tick >= job.createdTick && tick < job.removedTick) jobs.push(job);
      }
      return jobs;
    },
  };
}

function planJob(
  groupSeed: number,
  group: number,
  plan: TrainingGroupPlan,
  offset: number,
  beat: number,
): PlannedJob {
  const place = ((beat % 4) + 4) % 4;
  const series = plan.series[place] ?? plan.series[0];
  const beatTick = offset + beat * BEAT;
  const name = `${series.name}-${nameSuffix(groupSeed, `${series.name}/${beat}`, 4)}`;
  const pair = ((beat % 3) + 3) % 3;
  return {
    id: `${series.namespace}/${name}`,
    group,
    series,
    name,
    seed: seedOf(groupSeed, name),
    // Queued before its predecessor ends, so that somebody always waits for quota.
    createdTick: beatTick - BEAT - minutes(10 + 25 * uniform(groupSeed, beat, 2)),
    admittedTick: beatTick,
    startTick: beatTick + minutes(2),
    endTick: beatTick + 3 * BEAT - minutes(3 + 6 * uniform(groupSeed, beat, 3)),
    removedTick: beatTick + 3 * BEAT + minutes(40),
    gpuIndices: [pair * 2, pair * 2 + 1, LAST_GPU].slice(0, series.workers),
  };
}
