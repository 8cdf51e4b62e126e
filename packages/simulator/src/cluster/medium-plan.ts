import type {
  ClusterPlan,
  ClusterQueuePlan,
  NotebookPlan,
  OvmsPlan,
  TrainingGroupPlan,
  TrainingSeriesPlan,
  VllmPlan,
} from './cluster-plan.ts';
import { chat14b, chat8b, retrieval7b, staging8b } from './model-profiles.ts';
import { smallPlan } from './small-plan.ts';

const NODES = 8;
const TEAMS = 43;

/** The reference tenant set "M": 50 namespaces, 64 GPUs, about 75 thousand series (domain reference §6.1). */
export function mediumPlan(): ClusterPlan {
  const teams = Array.from({ length: TEAMS }, (_, index) => `team-${String(index + 1).padStart(2, '0')}`);
  return {
    size: 'M',
    nodes: Array.from({ length: NODES }, (_, index) => `gpu-node-${index}`),
    namespaces: [...smallPlan.namespaces, ...teams],
    vllm: [...smallPlan.vllm, ...teams.slice(0, 17).map(vllmOf)],
    ovms: [...smallPlan.ovms, ...teams.slice(8, 25).map(ovmsOf)].map((plan) => ({ ...plan, replicas: 2 })),
    notebooks: [
      ...smallPlan.notebooks,
      ...Array.from({ length: 160 }, (_, index) => notebookOf(index, teams)),
    ],
    training: [
      { ...smallPlan.training[0], node: 'gpu-node-7' },
      trainingGroup('gpu-node-6', 'batch-a', ['team-20', 'team-21']),
      trainingGroup('gpu-node-5', 'batch-b', ['team-22', 'team-23']),
    ].filter(isGroup),
    ray: [...smallPlan.ray, { namespace: 'team-30', name: 'feature-sweep', workers: 2 }],
    queues: [...smallPlan.queues, ...queuesOf(teams)],
    canary: smallPlan.canary,
  };
}

function isGroup(group: Partial<TrainingGroupPlan>): group is TrainingGroupPlan {
  return group.series !== undefined;
}

function vllmOf(namespace: string, index: number): VllmPlan {
  const profile = [chat8b, retrieval7b, staging8b, chat14b][index % 4] ?? chat8b;
  const isDisaggregated = index % 6 === 5;
  return {
    kind: isDisaggregated ? 'LLMInferenceService' : 'InferenceService',
    namespace,
    name: `${['assistant', 'search-answers', 'drafts', 'reasoner'][index % 4] ?? 'assistant'}-${index + 1}`,
    replicas: isDisaggregated ? 1 : 2,
    prefillReplicas: isDisaggregated ? 1 : 0,
    profile,
  };
}

function ovmsOf(namespace: string, index: number): OvmsPlan {
  return {
    namespace,
    name: `classifier-${index + 1}`,
    replicas: 2,
    requestsPerSecond: 3 + (index % 7) * 4,
    inferenceMs: 5 + (index % 5) * 8,
  };
}

function notebookOf(index: number, teams: readonly string[]): NotebookPlan {
  return {
    namespace: teams[index % teams.length] ?? 'notebooks',
    name: `workbench-${index + 1}`,
    user: `user-${index + 1}`,
    hasGpu: false,
    habit: index % 12 === 7 ? 'stopped' : 'active',
    memoryGiB: [4, 8, 16][index % 3] ?? 8,
  };
}

function trainingGroup(
  node: string,
  clusterQueue: string,
  namespaces: readonly [string, string],
): TrainingGroupPlan {
  const series = (
    kind: TrainingSeriesPlan['kind'],
    place: 0 | 1,
    name: string,
    workers: number,
  ): TrainingSeriesPlan => ({
    kind,
    namespace: namespaces[place],
    name,
    workers,
    stepSeconds: 0.9 + workers * 0.2,
    totalEpochs: 3 + workers,
  });
  return {
    node,
    clusterQueue,
    series: [
      series('TrainJob', 0, 'ranker', 2),
      series('PyTorchJob', 1, 'speech-ft', 2),
      series('TrainJob', 0, 'diffusion', 3),
      series('PyTorchJob', 1, 'embedder', 2),
    ],
  };
}

function queuesOf(teams: readonly string[]): readonly ClusterQueuePlan[] {
  const plain = Array.from({ length: 6 }, (_, index): ClusterQueuePlan => ({
    name: `department-${index + 1}`,
    namespaces: teams.slice(index * 4, index * 4 + 4),
    nominalGpus: 8,
    group: null,
  }));
  return [
    ...plain,
    { name: 'batch-a', namespaces: ['team-20', 'team-21'], nominalGpus: 7, group: 1 },
    { name: 'batch-b', namespaces: ['team-22', 'team-23'], nominalGpus: 7, group: 2 },
  ];
}
