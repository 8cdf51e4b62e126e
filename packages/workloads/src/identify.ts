import type { WorkloadKind } from './contract/workload.ts';
import type { PodFacts } from './read/pod-facts.ts';

/** Which workload a pod belongs to. */
export type Identity = Readonly<{ kind: WorkloadKind; namespace: string; name: string }>;

/** Finds the workload of a pod by its labels, else by the pattern of its name; null for pods of other things. */
export function identify(pod: PodFacts, hasNotebookController: boolean): Identity | null {
  const found = byLabels(pod.labels) ?? byName(pod, hasNotebookController);
  return found === null ? null : { ...found, namespace: pod.namespace };
}

type Found = Readonly<{ kind: WorkloadKind; name: string }>;

function byLabels(labels: Readonly<Record<string, string>>): Found | null {
  const is = (kind: WorkloadKind, name: string | undefined): Found | null =>
    name === undefined || name === '' ? null : { kind, name };
  const partOf = labels['label_app_kubernetes_io_part_of'];
  return (
    is('InferenceService', labels['label_serving_kserve_io_inferenceservice']) ??
    (partOf === 'llminferenceservice'
      ? is('LLMInferenceService', labels['label_app_kubernetes_io_name'])
      : null) ??
    is('Notebook', labels['label_notebook_name']) ??
    (labels['label_ray_io_originated_from_crd'] === 'RayJob'
      ? is('RayJob', labels['label_ray_io_originated_from_cr_name'])
      : null) ??
    is('RayCluster', labels['label_ray_io_cluster']) ??
    is('PyTorchJob', labels['label_training_kubeflow_org_job_name']) ??
    is('TrainJob', labels['label_jobset_sigs_k8s_io_jobset_name'])
  );
}

/** Names that the controllers give; used where kube-state-metrics exports no pod labels. */
const patterns: readonly (readonly [WorkloadKind, RegExp])[] = [
  ['InferenceService', /^(.+)-predictor-(?:\d+-deployment-)?[a-z0-9]+-[a-z0-9]{5}$/],
  ['LLMInferenceService', /^(.+)-kserve(?:-prefill|-router-scheduler)?-[a-z0-9]+-[a-z0-9]{5}$/],
  ['LLMInferenceService', /^(.+)-kserve-mn-\d+(?:-\d+)?$/],
  ['PyTorchJob', /^(.+)-(?:master|worker)-\d+$/],
  ['TrainJob', /^(.+)-node-\d+-\d+-[a-z0-9]{5}$/],
];

function byName(pod: PodFacts, hasNotebookController: boolean): Found | null {
  for (const [kind, pattern] of patterns) {
    const name = pattern.exec(pod.pod)?.[1];
    if (name !== undefined) return { kind, name };
  }
  const isFirst = pod.owner.kind === 'StatefulSet' && pod.pod === `${pod.owner.name}-0`;
  return isFirst && hasNotebookController ? { kind: 'Notebook', name: pod.owner.name } : null;
}
