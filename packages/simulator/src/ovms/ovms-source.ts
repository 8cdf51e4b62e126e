import type { OvmsPlan } from '../cluster/cluster-plan.ts';
import { nameSuffix, podIp, uidOf } from '../cluster/identity.ts';
import {
  idleGpu,
  runningContainer,
  type ContainerUsage,
  type PodPlan,
  type PodSource,
  type PodState,
} from '../cluster/pod.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { clamp, normal, seedOf, smoothNoise } from '../model/noise.ts';
import { rememberTicks } from '../model/remember.ts';
import { inferenceServiceLabels } from '../vllm/engine-pod.ts';
import { ovmsLoad, type OvmsLoad } from './ovms-load.ts';
import { createOvmsCounters, type OvmsCounters } from './ovms-counters.ts';
import { createOvmsRenderer } from './render-ovms.ts';

const GIB = 1024 ** 3;

/** One replica of a model server. */
export interface OvmsServer {
  readonly pod: PodState;
  readonly counters: OvmsCounters;
  readonly loadAt: (tick: number) => OvmsLoad;
  render(tick: number, counters: Float64Array, out: SampleWriter): void;
}

/** A predictive model with its replicas. */
export interface OvmsSource extends PodSource {
  readonly plan: OvmsPlan;
  readonly servers: readonly OvmsServer[];
}

/** Creates the replicas of a model. */
export function createOvms(
  clusterSeed: number,
  plan: OvmsPlan,
  nodes: readonly string[],
  originTick: number,
): OvmsSource {
  const servers = Array.from({ length: plan.replicas }, (_, replica) =>
    createServer(clusterSeed, plan, replica, nodes[replica % nodes.length] ?? 'gpu-node-0', originTick),
  );
  const pods = servers.map(({ pod }) => pod);
  return { plan, servers, podsAt: () => pods };
}

function createServer(
  clusterSeed: number,
  plan: OvmsPlan,
  replica: number,
  node: string,
  originTick: number,
): OvmsServer {
  const seed = seedOf(clusterSeed, `ovms/${plan.namespace}/${plan.name}/${replica}`);
  const loads = rememberTicks(16, (tick) => ovmsLoad(plan, seed, tick));
  const pod = podPlan(clusterSeed, plan, replica, node, originTick + replica * 30);
  const counters = createOvmsCounters(plan, seed, pod.uid, loads.at);
  return {
    counters,
    loadAt: loads.at,
    render: createOvmsRenderer(plan, counters, loads.at),
    pod: {
      plan: pod,
      phase: 'Running',
      isReady: true,
      isScheduled: true,
      containers: [runningContainer(pod.createdTick)],
      usage: (tick) => ({
        containers: [usageOf(seed, loads.at(tick), tick)],
        receiveBytes: loads.at(tick).rate * 48_000 + 500,
        transmitBytes: loads.at(tick).rate * 2200 + 400,
      }),
      gpuLoad: () => idleGpu,
    },
  };
}

function usageOf(seed: number, load: OvmsLoad, tick: number): ContainerUsage {
  return {
    cpu: 0.03 + (load.rate * load.inferenceUs) / 1e6 + 0.005 * Math.abs(normal(seed, tick, 2)),
    workingSet: (1.6 + 0.1 * smoothNoise(seed, tick, 300)) * GIB,
    rss: 1.4 * GIB,
    cache: 0.4 * GIB,
    throttled: clamp(load.rate / 400, 0, 0.2),
    readBytes: 0,
    writeBytes: 4000,
    oomEvents: 0,
  };
}

function podPlan(seed: number, plan: OvmsPlan, replica: number, node: string, createdTick: number): PodPlan {
  const replicaSet = `${plan.name}-predictor-${nameSuffix(seed, `${plan.namespace}/${plan.name}/rs`, 10)}`;
  const name = `${replicaSet}-${nameSuffix(seed, `${replicaSet}/${replica}`, 5)}`;
  return {
    namespace: plan.namespace,
    name,
    uid: uidOf(seed, `${plan.namespace}/${name}`),
    node,
    ip: podIp(seed, `${plan.namespace}/${name}`),
    createdTick,
    owner: { kind: 'ReplicaSet', name: replicaSet },
    labels: inferenceServiceLabels(plan.name),
    containers: [
      {
        name: 'kserve-container',
        image: 'quay.io/modh/openvino_model_server:2026.1',
        cpuRequest: 1,
        cpuLimit: 4,
        memoryRequest: 2 * GIB,
        memoryLimit: 4 * GIB,
        gpus: 0,
      },
    ],
    gpus: [],
    volumes: [],
  };
}
