import type { GpuSlot, NotebookPlan } from '../cluster/cluster-plan.ts';
import { podIp, uidOf } from '../cluster/identity.ts';
import {
  idleGpu,
  quietUsage,
  runningContainer,
  type ContainerUsage,
  type GpuLoad,
  type PodPlan,
  type PodSource,
} from '../cluster/pod.ts';
import { businessHours } from '../model/diurnal.ts';
import { clamp, hash32, normal, seedOf, uniform } from '../model/noise.ts';
import { rememberTicks } from '../model/remember.ts';

const GIB = 1024 ** 3;
/** Ten minutes: how long somebody works or thinks. */
const BURST_TICKS = 40;
/** Four hours: how long a kernel lives. */
const KERNEL_TICKS = 960;

/** A workbench with its one pod, or none while it is stopped. */
export interface NotebookSource extends PodSource {
  readonly plan: NotebookPlan;
}

/** Creates the source of a workbench. */
export function createNotebook(
  clusterSeed: number,
  plan: NotebookPlan,
  node: string,
  gpu: GpuSlot | undefined,
  originTick: number,
): NotebookSource {
  const seed = seedOf(clusterSeed, `notebook/${plan.namespace}/${plan.name}`);
  const createdTick = originTick + Math.floor(uniform(seed, 0, 1) * 4000);
  const activity = rememberTicks(16, (tick) => activityOf(plan, seed, tick));
  const pod = podPlan(clusterSeed, plan, gpu?.node ?? node, gpu, createdTick);
  const containers = [runningContainer(createdTick), runningContainer(createdTick)];
  const state = {
    plan: pod,
    phase: 'Running',
    isReady: true,
    isScheduled: true,
    containers,
    usage: (tick: number) => ({
      containers: [usageOf(plan, seed, activity.at(tick), tick), quietUsage],
      receiveBytes: 600 + 9e5 * activity.at(tick) * uniform(seed, tick, 8),
      transmitBytes: 500 + 6e4 * activity.at(tick),
    }),
    gpuLoad: (tick: number) => gpuOf(plan, seed, activity.at(tick), tick),
  } as const;
  const pods = plan.habit === 'stopped' ? [] : [state];
  return { plan, podsAt: () => pods };
}

/** 0 while nobody works (60 % of the time), else how hard: bursts with a heavy tail. */
function activityOf(plan: NotebookPlan, seed: number, tick: number): number {
  if (plan.habit === 'loader') return 0.55 + 0.4 * Math.sin(tick / 3) * Math.sin(tick / 3);
  if (plan.habit !== 'active') return 0;
  const cell = Math.floor(tick / BURST_TICKS);
  const isWorking = uniform(seed, cell, 2) < 0.12 + 0.38 * businessHours(tick);
  if (!isWorking) return 0;
  const strength = Math.min(1, 0.15 / (1 - uniform(seed, cell, 3)) ** 0.7);
  return clamp(strength * (0.6 + 0.5 * uniform(seed, tick, 4)), 0, 1);
}

/** Memory climbs with every cell that is run and falls when the kernel is restarted. */
function usageOf(plan: NotebookPlan, seed: number, activity: number, tick: number): ContainerUsage {
  const kernel = Math.floor(tick / KERNEL_TICKS);
  const age = tick - kernel * KERNEL_TICKS;
  const stairs = Math.floor(age / (60 + (hash32(seed, kernel, 5) % 120)));
  const resident = clamp(0.08 + 0.09 * stairs * uniform(seed, kernel, 6), 0.05, 0.82) * plan.memoryGiB * GIB;
  return {
    cpu: Math.max(0.003, activity * 1.9 + 0.004 * Math.abs(normal(seed, tick, 7))),
    workingSet: resident + 0.06 * GIB,
    rss: resident,
    cache: 0.3 * GIB,
    throttled: plan.habit === 'loader' ? 0.38 : 0.6 * Math.max(0, activity - 0.8),
    readBytes: 2e6 * activity,
    writeBytes: 2e5 * activity,
    oomEvents: 0,
  };
}

function gpuOf(plan: NotebookPlan, seed: number, activity: number, tick: number): GpuLoad {
  if (plan.habit === 'idle') return { ...idleGpu, memoryMiB: 11_264 };
  const active = activity > 0.2 ? clamp(activity * (0.5 + 0.5 * uniform(seed, tick, 9)), 0, 1) : 0;
  return {
    active,
    tensor: active * 0.3,
    dram: active * 0.35,
    memoryMiB: active > 0 ? 31_000 : 18_500,
    pcieBytes: 3e4 + 6e7 * active,
  };
}

function podPlan(
  seed: number,
  plan: NotebookPlan,
  node: string,
  gpu: GpuSlot | undefined,
  createdTick: number,
): PodPlan {
  const name = `${plan.name}-0`;
  return {
    namespace: plan.namespace,
    name,
    uid: uidOf(seed, `${plan.namespace}/${name}`),
    node,
    ip: podIp(seed, `${plan.namespace}/${name}`),
    createdTick,
    owner: { kind: 'StatefulSet', name: plan.name },
    labels: {
      app: plan.name,
      'notebook-name': plan.name,
      'opendatahub.io/dashboard': 'true',
      statefulset: plan.name,
    },
    containers: [
      {
        name: plan.name,
        image: 'quay.io/modh/odh-workbench-jupyter-pytorch-cuda:2026.1',
        cpuRequest: 1,
        cpuLimit: 2,
        memoryRequest: (plan.memoryGiB / 2) * GIB,
        memoryLimit: plan.memoryGiB * GIB,
        gpus: gpu === undefined ? 0 : 1,
      },
      {
        name: 'kube-rbac-proxy',
        image: 'registry.redhat.io/openshift4/ose-kube-rbac-proxy-rhel9:4.20',
        cpuRequest: 0.1,
        cpuLimit: 0.1,
        memoryRequest: 64 * 1024 ** 2,
        memoryLimit: 64 * 1024 ** 2,
        gpus: 0,
      },
    ],
    gpus: gpu === undefined ? [] : [gpu],
    volumes: [{ volume: 'storage', claim: plan.name }],
  };
}
