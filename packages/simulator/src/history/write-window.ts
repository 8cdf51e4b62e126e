import type { Target } from '../cluster/targets.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { tickSeconds } from '../model/grid.ts';
import type { OpenMetricsFile } from './open-metrics-file.ts';

/** A stretch of the past and how densely to write it; the distance of two samples may depend on the target. */
export interface Window {
  readonly fromTick: number;
  /** Last tick that is written. */
  readonly toTick: number;
  /** Ticks between samples of a target; null leaves the target out. */
  stepOf(target: Target): number | null;
  /** Whether a family of the target is written. */
  includes(target: Target, name: string): boolean;
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
      const step = window.stepOf(target);
      if (step === null || (tick % step !== 0 && tick !== window.toTick)) continue;
      const out = file.at(target, tickSeconds(tick));
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
