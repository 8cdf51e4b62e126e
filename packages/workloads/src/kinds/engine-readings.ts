import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import type { PodFacts } from '../read/pod-facts.ts';
import { maxOf, sumOf } from '../vital.ts';

/** Load of one replica of an LLM server; prefill and decode replicas have different work and are never compared. */
export type ReplicaLoad = Readonly<{ pod: string; role: string; running: number | null }>;

/** Numbers of an LLM server; rates per second, times in seconds, null = no sample, NaN = nothing to measure. */
export type EngineReadings = Readonly<{
  model: string;
  requests: number | null;
  errorRatio: number | null;
  tokens: number | null;
  running: number | null;
  waiting: number | null;
  kvCache: number | null;
  preemptions: number | null;
  firstToken: number | null;
  tokenGap: number | null;
  endToEnd: number | null;
  queueTime: number | null;
  inferenceTime: number | null;
  replicas: readonly ReplicaLoad[];
}>;

/** Reads the numbers of an LLM server from the grouped answers. */
export function engineReadings(
  answers: Answers<InventoryAsk>,
  subject: Readonly<{ namespace: string; name: string; pods: readonly PodFacts[] }>,
): EngineReadings {
  const { namespace, pods } = subject;
  const perPod = (ask: InventoryAsk): readonly (number | null)[] =>
    pods.map((pod) => answers.value(ask, namespace, pod.pod));
  const model = modelName(answers, subject);
  const perModel = (ask: InventoryAsk): number | null => answers.value(ask, namespace, model);
  const requests = sumOf(perPod('requests'));
  const errors = sumOf(perPod('requestErrors'));
  return {
    model,
    requests,
    errorRatio: requests === null || errors === null ? null : errors / requests,
    tokens: sumOf(perPod('tokens')),
    running: sumOf(perPod('running')),
    waiting: sumOf(perPod('waiting')),
    kvCache: maxOf(perPod('kvCache')),
    preemptions: sumOf(perPod('preemptions')),
    firstToken: perModel('firstToken'),
    tokenGap: perModel('tokenGap'),
    endToEnd: perModel('endToEnd'),
    queueTime: perModel('queueTime'),
    inferenceTime: perModel('inferenceTime'),
    replicas: pods.map((pod) => ({
      pod: pod.pod,
      role: pod.labels['label_llm_d_ai_role'] ?? '',
      running: answers.value('running', namespace, pod.pod),
    })),
  };
}

/** The name under which the engine reports; KServe starts it with the name of the service. */
function modelName(
  answers: Answers<InventoryAsk>,
  { namespace, name, pods }: Readonly<{ namespace: string; name: string; pods: readonly PodFacts[] }>,
): string {
  const mine = new Set(pods.map((pod) => pod.pod));
  const sample = answers
    .samples('engineModel')
    .find(({ labels }) => labels['namespace'] === namespace && mine.has(labels['pod'] ?? ''));
  return sample?.labels['model_name'] ?? name;
}

/** How far the busiest replica of a role stands above the others. */
export type TrafficSkew = Readonly<{ pod: string; running: number; others: number; ratio: number }>;

/** The largest skew among replicas of the same role; null where fewer than two are busy enough to compare. */
export function trafficSkew(replicas: readonly ReplicaLoad[]): TrafficSkew | null {
  const roles = [...new Set(replicas.map((replica) => replica.role))];
  const skews = roles.map((role) => skewOf(replicas.filter((replica) => replica.role === role)));
  return skews.reduce((worst, skew) => ((skew?.ratio ?? 0) > (worst?.ratio ?? 0) ? skew : worst), null);
}

function skewOf(replicas: readonly ReplicaLoad[]): TrafficSkew | null {
  const loads = replicas.flatMap(({ pod, running }) => (running === null ? [] : [{ pod, running }]));
  const [busiest, ...others] = loads.toSorted((left, right) => right.running - left.running);
  if (busiest === undefined || others.length === 0 || busiest.running < 4) return null;
  const median = others[Math.floor((others.length - 1) / 2)]?.running ?? 0;
  return {
    pod: busiest.pod,
    running: busiest.running,
    others: median,
    ratio: busiest.running / Math.max(1, median),
  };
}
