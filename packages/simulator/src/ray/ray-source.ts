import type { GpuSlot, RayPlan } from '../cluster/cluster-plan.ts';
import { nameSuffix, podIp, uidOf } from '../cluster/identity.ts';
import {
  idleGpu,
  runningContainer,
  type GpuLoad,
  type PodPlan,
  type PodSource,
  type PodState,
} from '../cluster/pod.ts';
import { clamp, normal, seedOf, smoothNoise, uniform } from '../model/noise.ts';

const GIB = 1024 ** 3;

/** How a Ray node does in a tick. */
export interface RayNodeLoad {
  /** 0 to 1. */
  readonly cpuShare: number;
  readonly memoryBytes: number;
  readonly gpu: GpuLoad;
}

/** A pod of a Ray cluster. */
export interface RayNode {
  readonly pod: PodState;
  readonly isHead: boolean;
  readonly hasGpu: boolean;
  readonly loadAt: (tick: number) => RayNodeLoad;
}

/** A Ray cluster: a head and workers, the first with a GPU if one is free. */
export interface RaySource extends PodSource {
  readonly plan: RayPlan;
  readonly seed: number;
  readonly nodes: readonly RayNode[];
  readonly createdTick: number;
  /** Share of the sweep's trials that run, 0 to 1. */
  readonly activityAt: (tick: number) => number;
}

/** Memory of a Ray node. */
export const RAY_MEMORY = 32 * GIB;

/** Creates a Ray cluster that runs sweeps of about an hour with pauses between. */
export function createRay(
  clusterSeed: number,
  plan: RayPlan,
  node: string,
  gpu: GpuSlot | undefined,
  originTick: number,
): RaySource {
  const seed = seedOf(clusterSeed, `ray/${plan.namespace}/${plan.name}`);
  const activityAt = (tick: number): number => {
    const cell = Math.floor(tick / 240);
    return uniform(seed, cell, 1) < 0.7 ? 0.75 + 0.2 * smoothNoise(seed, tick, 40) : 0.04;
  };
  const nodes = Array.from({ length: plan.workers + 1 }, (_, index) =>
    rayNode(
      clusterSeed,
      plan,
      index,
      gpu?.node ?? node,
      index === 1 ? gpu : undefined,
      originTick,
      seed,
      activityAt,
    ),
  );
  const pods = nodes.map(({ pod }) => pod);
  return { plan, seed, nodes, createdTick: originTick, activityAt, podsAt: () => pods };
}

function rayNode(
  clusterSeed: number,
  plan: RayPlan,
  index: number,
  node: string,
  gpu: GpuSlot | undefined,
  originTick: number,
  seed: number,
  activityAt: (tick: number) => number,
): RayNode {
  const isHead = index === 0;
  const loadAt = (tick: number): RayNodeLoad => {
    const activity = isHead ? 0.12 : activityAt(tick);
    const active =
      gpu === undefined ? 0 : clamp(activity * (0.8 + 0.1 * normal(seed, tick, 30 + index)), 0, 1);
    return {
      cpuShare: clamp(activity * (0.9 + 0.05 * normal(seed, tick, 20 + index)), 0.01, 1),
      memoryBytes: (4 + 14 * activity) * GIB,
      gpu: {
        active,
        tensor: active * 0.4,
        dram: active * 0.4,
        memoryMiB: active > 0 ? 42_000 : 2200,
        pcieBytes: 3e4 + 8e7 * active,
      },
    };
  };
  const pod = podPlan(clusterSeed, plan, index, node, gpu, originTick);
  return {
    isHead,
    hasGpu: gpu !== undefined,
    loadAt,
    pod: {
      plan: pod,
      phase: 'Running',
      isReady: true,
      isScheduled: true,
      containers: [runningContainer(originTick)],
      usage(tick) {
        const load = loadAt(tick);
        return {
          containers: [
            {
              cpu: load.cpuShare * 7,
              workingSet: load.memoryBytes,
              rss: load.memoryBytes * 0.9,
              cache: GIB,
              throttled: 0.02,
              readBytes: 1e5,
              writeBytes: 5e4,
              oomEvents: 0,
            },
          ],
          receiveBytes: 2e4 + 4e6 * load.cpuShare,
          transmitBytes: 2e4 + 3e6 * load.cpuShare,
        };
      },
      gpuLoad: (tick) => (gpu === undefined ? idleGpu : loadAt(tick).gpu),
    },
  };
}

function podPlan(
  seed: number,
  plan: RayPlan,
  index: number,
  node: string,
  gpu: GpuSlot | undefined,
  createdTick: number,
): PodPlan {
  const kind = index === 0 ? 'head' : 'worker';
  const group = index === 0 ? 'headgroup' : 'trials';
  const name = `${plan.name}-${index === 0 ? 'head' : 'trials-worker'}-${nameSuffix(seed, `${plan.name}/${index}`, 5)}`;
  return {
    namespace: plan.namespace,
    name,
    uid: uidOf(seed, `${plan.namespace}/${name}`),
    node,
    ip: podIp(seed, `${plan.namespace}/${name}`),
    createdTick,
    owner: { kind: 'RayCluster', name: plan.name },
    labels: {
      'ray.io/cluster': plan.name,
      'ray.io/group': group,
      'ray.io/is-ray-node': 'yes',
      'ray.io/node-type': kind,
    },
    containers: [
      {
        name: index === 0 ? 'ray-head' : 'ray-worker',
        image: 'quay.io/modh/ray:2.52.0-py312-cu128',
        cpuRequest: 4,
        cpuLimit: 8,
        memoryRequest: RAY_MEMORY / 2,
        memoryLimit: RAY_MEMORY,
        gpus: gpu === undefined ? 0 : 1,
      },
    ],
    gpus: gpu === undefined ? [] : [gpu],
    volumes: [],
  };
}
