import { nameSuffix, podIp, uidOf } from '../cluster/identity.ts';
import { idleGpu, runningContainer, type PodPlan, type PodSource, type PodState } from '../cluster/pod.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { seedOf } from '../model/noise.ts';
import type { Engine } from '../vllm/vllm-source.ts';
import { createSchedulerRenderer } from './render-scheduler.ts';
import { createSchedulerCounters, type SchedulerCounters } from './scheduler-counters.ts';

const MIB = 1024 ** 2;

/** The endpoint picker of an LLMInferenceService. */
export interface SchedulerSource extends PodSource {
  readonly pod: PodState;
  readonly counters: SchedulerCounters;
  render(tick: number, values: Float64Array, out: SampleWriter): void;
}

/** Creates the scheduler in front of a model's engines; the first engine decodes. */
export function createScheduler(
  clusterSeed: number,
  engines: readonly [Engine, ...Engine[]],
  originTick: number,
): SchedulerSource {
  const [decode] = engines;
  const { model } = decode.plan;
  const pod = podOf(
    podPlan(clusterSeed, model.namespace, model.name, decode.plan.gpu.node, originTick),
    decode,
  );
  const seed = seedOf(clusterSeed, `scheduler/${model.namespace}/${model.name}`);
  const counters = createSchedulerCounters(decode.plan, pod.plan.uid, seed, decode.loadAt);
  const render = createSchedulerRenderer(model.name, model.namespace, counters);
  return {
    pod,
    counters,
    podsAt: () => [pod],
    render: (tick, values, out) =>
      render(
        engines.map((engine) => {
          const load = engine.loadAt(tick);
          return {
            pod: engine.podAt(tick).plan.name,
            isReady: load.isServing,
            running: load.running,
            waiting: load.waiting,
            kvUsage: load.kvUsage,
          };
        }),
        values,
        out,
      ),
  };
}

function podOf(plan: PodPlan, decode: Engine): PodState {
  return {
    plan,
    phase: 'Running',
    isReady: true,
    isScheduled: true,
    containers: [runningContainer(plan.createdTick)],
    usage(tick) {
      const { rate } = decode.loadAt(tick);
      return {
        containers: [
          {
            cpu: 0.02 + rate * 0.004,
            workingSet: 190 * MIB,
            rss: 150 * MIB,
            cache: 20 * MIB,
            throttled: 0,
            readBytes: 0,
            writeBytes: 0,
            oomEvents: 0,
          },
        ],
        receiveBytes: 2000 + rate * 6000,
        transmitBytes: 2000 + rate * 6000,
      };
    },
    gpuLoad: () => idleGpu,
  };
}

function podPlan(seed: number, namespace: string, model: string, node: string, createdTick: number): PodPlan {
  const deployment = `${model}-kserve-router-scheduler`;
  const replicaSet = `${deployment}-${nameSuffix(seed, `${deployment}/rs`, 10)}`;
  const name = `${replicaSet}-${nameSuffix(seed, `${deployment}/pod`, 5)}`;
  return {
    namespace,
    name,
    uid: uidOf(seed, `${namespace}/${name}`),
    node,
    ip: podIp(seed, `${namespace}/${name}`),
    createdTick,
    owner: { kind: 'ReplicaSet', name: replicaSet },
    labels: {
      'app.kubernetes.io/component': 'llminferenceservice-router-scheduler',
      'app.kubernetes.io/name': model,
      'app.kubernetes.io/part-of': 'llminferenceservice',
    },
    containers: [
      {
        name: 'main',
        image: 'quay.io/modh/llm-d-inference-scheduler:v0.5',
        cpuRequest: 0.25,
        cpuLimit: 1,
        memoryRequest: 256 * MIB,
        memoryLimit: 512 * MIB,
        gpus: 0,
      },
    ],
    gpus: [],
    volumes: [],
  };
}
