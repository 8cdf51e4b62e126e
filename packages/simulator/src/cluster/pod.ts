import type { GpuSlot } from './cluster-plan.ts';

/** What a container asks for and is; memory in bytes, CPU in cores. */
export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  readonly cpuRequest: number;
  readonly cpuLimit: number;
  readonly memoryRequest: number;
  readonly memoryLimit: number;
  readonly gpus: number;
}

/** What does not change in a pod's life. */
export interface PodPlan {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly node: string;
  readonly ip: string;
  readonly createdTick: number;
  readonly owner: { readonly kind: string; readonly name: string };
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly ContainerPlan[];
  readonly gpus: readonly GpuSlot[];
  readonly volumes: readonly { readonly volume: string; readonly claim: string }[];
}

/** How the previous run of a container ended. */
export interface LastTermination {
  readonly reason: 'OOMKilled' | 'Error' | 'Completed';
  readonly exitCode: number;
  readonly atTick: number;
}

/** A container at one tick. */
export interface ContainerState {
  readonly status: 'running' | 'waiting' | 'terminated';
  /** Why it waits or has ended; empty while it runs. */
  readonly reason: string;
  readonly isReady: boolean;
  readonly startTick: number;
  readonly restarts: number;
  readonly last: LastTermination | null;
}

/** What a container uses in a tick; memory in bytes, CPU in cores, the others per second. */
export interface ContainerUsage {
  readonly cpu: number;
  readonly workingSet: number;
  readonly rss: number;
  readonly cache: number;
  /** Share of CFS periods that were throttled. */
  readonly throttled: number;
  readonly readBytes: number;
  readonly writeBytes: number;
  /** Out-of-memory kills in the pod's life up to now. */
  readonly oomEvents: number;
}

/** What a pod uses in a tick; network in bytes per second. */
export interface PodUsage {
  readonly containers: readonly ContainerUsage[];
  readonly receiveBytes: number;
  readonly transmitBytes: number;
}

/** How hard a pod drives one of its GPUs in a tick; ratios 0 to 1, memory in MiB. */
export interface GpuLoad {
  readonly active: number;
  readonly tensor: number;
  readonly dram: number;
  readonly memoryMiB: number;
  readonly pcieBytes: number;
}

/** A pod at one tick, with the two things that only its kind of workload can say. */
export interface PodState {
  readonly plan: PodPlan;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly isReady: boolean;
  readonly isScheduled: boolean;
  readonly containers: readonly ContainerState[];
  usage(tick: number): PodUsage;
  gpuLoad(tick: number): GpuLoad;
}

/** A workload of any kind: gives its pods at a tick, none while there are none. */
export interface PodSource {
  readonly podsAt: (tick: number) => readonly PodState[];
}

/** A container that only waits for requests: kube-rbac-proxy and the like. */
export const quietUsage: ContainerUsage = {
  cpu: 0.002,
  workingSet: 24e6,
  rss: 19e6,
  cache: 4e6,
  throttled: 0,
  readBytes: 0,
  writeBytes: 0,
  oomEvents: 0,
};

/** A GPU that nothing runs on. */
export const idleGpu: GpuLoad = { active: 0, tensor: 0, dram: 0, memoryMiB: 4, pcieBytes: 30_000 };

/** A container that runs and is ready. */
export function runningContainer(
  startTick: number,
  restarts = 0,
  last: LastTermination | null = null,
): ContainerState {
  return { status: 'running', reason: '', isReady: true, startTick, restarts, last };
}
