import type { Target } from '../cluster/targets.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { TICK_SECONDS, tickSeconds } from '../model/grid.ts';
import type { OpenMetricsFile } from './open-metrics-file.ts';

/** A stretch of the past and how densely to write it; the distance of two samples may depend on the target. */
export interface Window {
  readonly fromTick: number;
  /** Last tick that may be written. */
  readonly toTick: number;
  /** A tick at which every target has a sample; all others are whole steps from it, in whatever window, so that borders of windows do not show. */
  readonly anchorTick: number;
  /** Ticks between samples of a target around a tick; null leaves the target out. */
  stepOf(target: Target, tick: number): number | null;
  /** Whether a family of the target is written. */
  includes(target: Target, name: string): boolean;
}

/** A scrape comes anywhere within a tick and reads what was counted up to its begin: half a tick late on average, and so does the past, or rates dip at the seam. */
const LATE_SECONDS = Math.floor(TICK_SECONDS / 2);

/** The time of the sample that tells of a tick, in epoch seconds. */
export function sampleSeconds(tick: number): number {
  return tickSeconds(tick) + LATE_SECONDS;
}

/** Writes what scrapes would have stored in a window: every target's samples and its `up`, with the same missing scrapes as live. */
export async function writeWindow(
  window: Window,
  targetsAt: (tick: number) => readonly Target[],
  reader: CounterReader,
  file: OpenMetricsFile,
  pause: () => Promise<void>,
): Promise<void> {
  for (let tick = window.fromTick; tick <= window.toTick; tick += 1) {
    for (const target of targetsAt(tick)) {
      const step = window.stepOf(target, tick);
      if (step === null || (window.anchorTick - tick) % step !== 0) continue;
      const out = file.at(target, sampleSeconds(tick));
      const isUp = target.isUp(tick);
      if (window.includes(target, 'up')) out.sample('up', '', isUp ? 1 : 0);
      if (isUp) target.render(tick, reader, filtered(out, window, target));
    }
    await pause();
  }
}

function filtered(out: SampleWriter, window: Window, target: Target): SampleWriter {
  return {
    family: () => undefined,
    sample(name, labels, value) {
      if (window.includes(target, name)) out.sample(name, labels, value);
    },
  };
}
