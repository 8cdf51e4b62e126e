import type { WorkloadKind } from './contract/workload.ts';
import { identify } from './identify.ts';
import type { Answers } from './read/gather.ts';
import type { InventoryAsk } from './read/inventory-asks.ts';
import { podFacts, type PodFacts } from './read/pod-facts.ts';

/** One workload with its pods, before anything is said about it. */
export type Subject = Readonly<{
  kind: WorkloadKind;
  namespace: string;
  name: string;
  pods: readonly PodFacts[];
  /** Replicas asked for; null when metrics do not tell. */
  wanted: number | null;
  /** The past of the metrics is still being filled in: samples that are missing may come. */
  isFillingIn: boolean;
}>;

/** Cluster-scoped things have no namespace; this stands in its place and cannot be the name of one. */
export const clusterScope = '_cluster';

/** Finds every workload that the answers tell of, pods or not: stopped notebooks and queued jobs have none. */
export function findSubjects(
  answers: Answers<InventoryAsk>,
  namespaces: readonly string[] | null,
  isFillingIn: boolean,
): readonly Subject[] {
  const found = new Map<string, Draft>();
  const draft = (kind: WorkloadKind, namespace: string, name: string): Draft => {
    const key = `${kind}\n${namespace}\n${name}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const fresh: Draft = { kind, namespace, name, pods: [], wanted: null, isFillingIn };
    found.set(key, fresh);
    return fresh;
  };
  const withController = new Set(
    answers.samples('notebookNamespaces').map(({ labels }) => labels['namespace']),
  );
  for (const pod of podFacts(answers)) {
    const identity = identify(pod, withController.has(pod.namespace));
    if (identity !== null) draft(identity.kind, identity.namespace, identity.name).pods.push(pod);
  }
  addModels(answers, draft);
  addNotebooks(answers, withController, draft);
  addJobs(answers, found, draft);
  addRay(answers, draft);
  addQueues(answers, namespaces, draft);
  return [...found.values()];
}

type Draft = Omit<Subject, 'pods' | 'wanted'> & { pods: PodFacts[]; wanted: number | null };
type AddDraft = (kind: WorkloadKind, namespace: string, name: string) => Draft;

function addModels(answers: Answers<InventoryAsk>, draft: AddDraft): void {
  for (const { labels, value } of answers.samples('deployments')) {
    const { namespace = '', deployment = '' } = labels;
    const predictor = /^(.+)-predictor$/.exec(deployment)?.[1];
    const engine = /^(.+)-kserve(?:-prefill)?$/.exec(deployment)?.[1];
    const name = predictor ?? engine;
    if (name === undefined) continue;
    const model = draft(
      predictor === undefined ? 'LLMInferenceService' : 'InferenceService',
      namespace,
      name,
    );
    model.wanted = (model.wanted ?? 0) + value;
  }
}

function addNotebooks(
  answers: Answers<InventoryAsk>,
  withController: ReadonlySet<string | undefined>,
  draft: AddDraft,
): void {
  for (const { labels, value } of answers.samples('statefulSets')) {
    const { namespace = '', statefulset = '' } = labels;
    if (withController.has(namespace)) draft('Notebook', namespace, statefulset).wanted = value;
  }
}

/** Jobs without pods are known by their conditions only: queued, suspended, or finished and cleaned up. */
function addJobs(answers: Answers<InventoryAsk>, found: ReadonlyMap<string, Draft>, draft: AddDraft): void {
  for (const { labels } of answers.samples('jobCondition')) {
    const { namespace = '', name = '', customresource_kind: kind = 'TrainJob' } = labels;
    const known = kind === 'PyTorchJob' ? 'PyTorchJob' : 'TrainJob';
    if (name !== '' && !found.has(`${known}\n${namespace}\n${name}`)) draft(known, namespace, name);
  }
}

function addRay(answers: Answers<InventoryAsk>, draft: AddDraft): void {
  for (const { labels } of answers.samples('rayJobStatus'))
    draft('RayJob', labels['namespace'] ?? '', labels['name'] ?? '');
}

/** Cluster queues carry no namespace: a reader held to namespaces sees those that a local queue of theirs is named after. */
function addQueues(
  answers: Answers<InventoryAsk>,
  namespaces: readonly string[] | null,
  draft: AddDraft,
): void {
  const mine = new Set(answers.samples('localQueues').map(({ labels }) => labels['name']));
  const names = new Set(
    (['queueActive', 'queuePending', 'queueRunning'] as const).flatMap((ask) =>
      answers.samples(ask).map(({ labels }) => labels['cluster_queue'] ?? ''),
    ),
  );
  for (const name of names)
    if (namespaces === null || mine.has(name)) draft('ClusterQueue', clusterScope, name);
}
