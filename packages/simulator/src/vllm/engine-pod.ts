import { nameSuffix, podIp, uidOf } from '../cluster/identity.ts';
import {
  quietUsage,
  type ContainerState,
  type ContainerUsage,
  type GpuLoad,
  type PodPlan,
  type PodState,
} from '../cluster/pod.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { clamp, normal, smoothNoise } from '../model/noise.ts';
import { OOM_RAMP_TICKS, type EngineLife } from './engine-life.ts';
import type { EngineLoad } from './engine-load.ts';
import type { EnginePlan } from './engine-plan.ts';

const GIB = 1024 ** 3;
const MEMORY_LIMIT = 48 * GIB;

/** Creates the function that gives an engine's pod at a tick. */
export function createEnginePods(
  seed: number,
  engine: EnginePlan,
  book: EpisodeBook,
  lifeAt: (tick: number) => EngineLife,
  loadAt: (tick: number) => EngineLoad,
): (tick: number) => PodState {
  const plans = new Map<string, PodPlan>();
  const planOf = (life: EngineLife): PodPlan => {
    const key = `${life.generation}/${life.createdTick}`;
    const known = plans.get(key);
    if (known !== undefined) return known;
    const plan = podPlan(seed, engine, life);
    if (plans.size >= 8) plans.delete(plans.keys().next().value ?? '');
    plans.set(key, plan);
    return plan;
  };
  const containerUsage = (tick: number): ContainerUsage =>
    usage(engine, book, lifeAt(tick), loadAt(tick), tick);
  return (tick) => {
    const life = lifeAt(tick);
    const plan = planOf(life);
    const isMultiContainer = plan.containers.length > 1;
    return {
      plan,
      phase: 'Running',
      isReady: life.isServing,
      isScheduled: true,
      containers: [
        containerState(life),
        ...(isMultiContainer
          ? [
              {
                status: 'running',
                reason: '',
                isReady: true,
                startTick: life.createdTick,
                restarts: 0,
                last: null,
              } as const,
            ]
          : []),
      ],
      usage: (at) => ({
        containers: [containerUsage(at), ...(isMultiContainer ? [quietUsage] : [])],
        receiveBytes: loadAt(at).rate * 5200 + 900,
        transmitBytes: loadAt(at).rate * 2600 + 700,
      }),
      gpuLoad: (at) => gpuLoad(engine, lifeAt(at), loadAt(at), at),
    };
  };
}

function podPlan(seed: number, engine: EnginePlan, life: EngineLife): PodPlan {
  const { model } = engine;
  const replicaSet = life.isBroken
    ? `${engine.deployment}-${nameSuffix(seed, `${engine.deployment}/rs/${life.createdTick}`, 10)}`
    : engine.replicaSet;
  const name = `${replicaSet}-${nameSuffix(seed, `${engine.id}/${life.generation}/${life.createdTick}`, 5)}`;
  const isLlm = model.kind === 'LLMInferenceService';
  return {
    namespace: model.namespace,
    name,
    uid: uidOf(seed, `${model.namespace}/${name}`),
    node: engine.gpu.node,
    ip: podIp(seed, `${model.namespace}/${name}`),
    createdTick: life.createdTick,
    owner: { kind: 'ReplicaSet', name: replicaSet },
    labels: isLlm ? llmLabels(engine) : inferenceServiceLabels(model.name),
    containers: [
      {
        name: isLlm ? 'main' : 'kserve-container',
        image: 'registry.redhat.io/rhaiis/vllm-cuda-rhel9:3.2',
        cpuRequest: 4,
        cpuLimit: 16,
        memoryRequest: 32 * GIB,
        memoryLimit: MEMORY_LIMIT,
        gpus: 1,
      },
    ],
    gpus: [engine.gpu],
    volumes: [],
  };
}

/** Pod labels of a KServe predictor. */
export function inferenceServiceLabels(name: string): Readonly<Record<string, string>> {
  return {
    app: `isvc.${name}-predictor`,
    component: 'predictor',
    'serving.kserve.io/inferenceservice': name,
    'opendatahub.io/dashboard': 'true',
  };
}

function llmLabels(engine: EnginePlan): Readonly<Record<string, string>> {
  const component =
    engine.role === 'prefill' ? 'llminferenceservice-workload-prefill' : 'llminferenceservice-workload';
  return {
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/name': engine.model.name,
    'app.kubernetes.io/part-of': 'llminferenceservice',
    'llm-d.ai/role': engine.role,
  };
}

function containerState(life: EngineLife): ContainerState {
  return {
    status: life.isBackingOff ? 'waiting' : 'running',
    reason: life.isBackingOff ? 'CrashLoopBackOff' : '',
    isReady: life.isServing,
    startTick: life.containerStart,
    restarts: life.restarts,
    last: life.last,
  };
}

function usage(
  engine: EnginePlan,
  book: EpisodeBook,
  life: EngineLife,
  load: EngineLoad,
  tick: number,
): ContainerUsage {
  if (life.isBackingOff) return { ...quietUsage, cpu: 0, workingSet: 0, rss: 0, cache: 0 };
  const base = (15 + 1.2 * smoothNoise(engine.seed, tick, 400)) * GIB;
  const age = tick - life.containerStart;
  const loading = life.isServing ? 1 : clamp(age / 10, 0.1, 1);
  let workingSet = base * loading;
  let oomEvents = 0;
  for (const episode of book.begun(engine.id, tick)) {
    if (episode.name !== 'host-oom-kill' || episode.startTick < life.createdTick) continue;
    const into = (tick - episode.startTick) / OOM_RAMP_TICKS;
    if (into < 1) workingSet = base + (MEMORY_LIMIT * 0.999 - base) * into ** 1.4;
    else oomEvents += 1;
  }
  return {
    cpu: life.isServing ? 0.5 + 1.4 * load.busy + 0.05 * normal(engine.seed, tick, 41) : 3.8,
    workingSet,
    rss: workingSet * 0.93,
    cache: 6 * GIB,
    throttled: 0.01,
    readBytes: life.isServing ? 0 : 1.1e8,
    writeBytes: 20_000,
    oomEvents,
  };
}

function gpuLoad(engine: EnginePlan, life: EngineLife, load: EngineLoad, tick: number): GpuLoad {
  const jitter = 1 + 0.03 * normal(engine.seed, tick, 42);
  const loaded = life.isServing ? 1 : clamp((tick - life.containerStart) / 10, 0, 1) * 0.2;
  return {
    active: load.isServing ? clamp((0.1 + 0.85 * load.busy) * jitter, 0, 1) : 0.02,
    tensor: clamp(0.34 * load.busy * jitter, 0, 1),
    dram: clamp(0.1 + 0.55 * load.busy * jitter, 0, 1),
    memoryMiB: life.isBackingOff ? 4 : 73_400 * loaded,
    pcieBytes: 4e6 + 9e7 * load.busy,
  };
}
