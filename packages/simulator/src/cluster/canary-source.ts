import type { ClusterPlan } from './cluster-plan.ts';
import { nameSuffix, podIp, uidOf } from './identity.ts';
import { idleGpu, quietUsage, type PodPlan, type PodSource } from './pod.ts';
import { inferenceServiceLabels } from '../vllm/engine-pod.ts';
import { crashLoop } from '../vllm/engine-life.ts';

const GIB = 1024 ** 3;

/** An InferenceService whose model does not fit its image: its only pod ends after every start, for days. */
export function createCanary(seed: number, plan: ClusterPlan, originTick: number): PodSource {
  const pod = podPlan(seed, plan, originTick);
  return {
    podsAt(tick) {
      const loop = crashLoop(originTick, tick);
      return [
        {
          plan: pod,
          phase: 'Running',
          isReady: false,
          isScheduled: true,
          containers: [
            {
              status: loop.isBackingOff ? 'waiting' : 'running',
              reason: loop.isBackingOff ? 'CrashLoopBackOff' : '',
              isReady: false,
              startTick: loop.containerStart,
              restarts: loop.restarts,
              last: loop.last,
            },
          ],
          usage: () => ({
            containers: [{ ...quietUsage, cpu: 0.9, workingSet: 0.6 * GIB }],
            receiveBytes: 120,
            transmitBytes: 90,
          }),
          gpuLoad: () => idleGpu,
        },
      ];
    },
  };
}

function podPlan(seed: number, plan: ClusterPlan, createdTick: number): PodPlan {
  const { namespace, name } = plan.canary;
  const replicaSet = `${name}-predictor-${nameSuffix(seed, `${name}/rs`, 10)}`;
  const podName = `${replicaSet}-${nameSuffix(seed, `${name}/pod`, 5)}`;
  return {
    namespace,
    name: podName,
    uid: uidOf(seed, `${namespace}/${podName}`),
    node: plan.nodes[0] ?? 'gpu-node-0',
    ip: podIp(seed, podName),
    createdTick,
    owner: { kind: 'ReplicaSet', name: replicaSet },
    labels: inferenceServiceLabels(name),
    containers: [
      {
        name: 'kserve-container',
        image: 'registry.redhat.io/rhaiis/vllm-cpu-rhel9:3.2',
        cpuRequest: 4,
        cpuLimit: 8,
        memoryRequest: 8 * GIB,
        memoryLimit: 16 * GIB,
        gpus: 0,
      },
    ],
    gpus: [],
    volumes: [],
  };
}
