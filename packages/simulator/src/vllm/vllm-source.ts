import type { PodPlan, PodState } from '../cluster/pod.ts';
import type { GpuSlot, VllmPlan } from '../cluster/cluster-plan.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { rememberTicks } from '../model/remember.ts';
import { createEngineCounters, type EngineCounters } from './engine-counters.ts';
import { engineEffects } from './engine-effects.ts';
import { engineLife, type EngineLife } from './engine-life.ts';
import { engineLoad, type EngineLoad } from './engine-load.ts';
import { createEnginePods } from './engine-pod.ts';
import { engineIds, enginesOf, type EnginePlan } from './engine-plan.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { createEngineRenderer, type EngineSnapshot } from './render-engine.ts';

/** An engine with everything that is computed from its plan. */
export interface Engine {
  readonly plan: EnginePlan;
  readonly lifeAt: (tick: number) => EngineLife;
  readonly loadAt: (tick: number) => EngineLoad;
  readonly podAt: (tick: number) => PodState;
  /** Counters and exporter of the pod of a generation. */
  exporterOf(pod: PodPlan): EngineExporter;
  /** Drops what was computed ahead; called when an episode is added. */
  forget(): void;
}

/** The `/metrics` endpoint of one engine pod. */
export interface EngineExporter {
  readonly counters: EngineCounters;
  render(snapshot: EngineSnapshot, out: SampleWriter): void;
}

/** Creates the engines of a model. */
export function createEngines(
  seed: number,
  model: VllmPlan,
  originTick: number,
  book: EpisodeBook,
  takeGpu: () => GpuSlot | undefined,
): readonly Engine[] {
  const siblings = engineIds(model);
  return enginesOf(seed, model, originTick, takeGpu).map((plan) => createEngine(seed, plan, siblings, book));
}

function createEngine(
  seed: number,
  plan: EnginePlan,
  siblings: readonly string[],
  book: EpisodeBook,
): Engine {
  const lives = rememberTicks(64, (tick) => engineLife(plan, book, tick));
  const loads = rememberTicks(64, (tick) =>
    engineLoad(plan, lives.at(tick), engineEffects(plan, siblings, book, tick), tick),
  );
  const pods = createEnginePods(seed, plan, book, lives.at, loads.at);
  // Bound: one exporter a generation, and a rollout takes at least half an hour; the last eight are enough for history and live.
  const exporters = new Map<string, EngineExporter>();
  return {
    plan,
    lifeAt: lives.at,
    loadAt: loads.at,
    podAt: pods,
    exporterOf(pod) {
      const known = exporters.get(pod.uid);
      if (known !== undefined) return known;
      const counters = createEngineCounters(plan, pod.uid, loads.at);
      const exporter = { counters, render: createEngineRenderer(plan, counters) };
      if (exporters.size >= 8) exporters.delete(exporters.keys().next().value ?? '');
      exporters.set(pod.uid, exporter);
      return exporter;
    },
    forget() {
      lives.forget();
      loads.forget();
    },
  };
}
