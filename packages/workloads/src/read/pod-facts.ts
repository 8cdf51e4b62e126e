import type { InstantSample } from '../metrics-query.ts';
import type { Answers } from './gather.ts';
import type { InventoryAsk } from './inventory-asks.ts';

/** What the metrics say of one pod; null where there is no sample. */
export type PodFacts = Readonly<{
  namespace: string;
  pod: string;
  labels: Readonly<Record<string, string>>;
  node: string;
  owner: Readonly<{ kind: string; name: string }>;
  /** Image that names a known runtime; empty when none does. */
  image: string;
  phase: string | null;
  ready: boolean | null;
  unschedulable: boolean;
  waitingReason: string | null;
  lastEnd: Readonly<{
    container: string;
    reason: string;
    exitCode: number | null;
    atMs: number | null;
  }> | null;
  restarts: number | null;
  restartsHour: number | null;
  gpus: number;
  startedMs: number | null;
  /** Whether the last scrape of the pod succeeded; null when it has no target. */
  scraped: boolean | null;
}>;

/** Puts the pod columns together, one row per pod of kube_pod_info. */
export function podFacts(answers: Answers<InventoryAsk>): readonly PodFacts[] {
  const labels = byPod(answers.samples('podLabels'));
  const phases = byPod(answers.samples('podPhase'));
  const images = byPod(answers.samples('podImage'));
  const waiting = byPod(answers.samples('waitingReason'));
  const ended = byPod(answers.samples('lastTerminated'));
  const unschedulable = byPod(answers.samples('podUnschedulable'));
  const rows = byPod([...answers.samples('podLabels'), ...answers.samples('podInfo')]);
  return [...rows].map(([key, row]) => {
    const { namespace = '', pod = '' } = row;
    const value = (name: InventoryAsk): number | null => answers.value(name, namespace, pod);
    const started = value('podStart');
    const scraped = value('scraped');
    const ready = value('podReady');
    return {
      namespace,
      pod,
      labels: labels.get(key) ?? {},
      node: row['node'] ?? '',
      owner: { kind: row['created_by_kind'] ?? '', name: row['created_by_name'] ?? '' },
      image: images.get(key)?.['image'] ?? '',
      phase: phases.get(key)?.['phase'] ?? null,
      ready: ready === null ? null : ready === 1,
      unschedulable: unschedulable.has(key),
      waitingReason: waiting.get(key)?.['reason'] ?? null,
      lastEnd: lastEnd(answers, ended.get(key)),
      restarts: value('restarts'),
      restartsHour: value('restartsHour'),
      gpus: hasEnded(phases.get(key)?.['phase']) ? 0 : (value('gpus') ?? 0),
      startedMs: started === null ? null : started * 1000,
      scraped: scraped === null ? null : scraped === 1,
    };
  });
}

/** Pods that have ended keep their request series but have given their GPUs back. */
function hasEnded(phase: string | undefined): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

function lastEnd(answers: Answers<InventoryAsk>, row: Labels | undefined): PodFacts['lastEnd'] {
  if (row === undefined) return null;
  const { namespace = '', pod = '', container = '', reason = '' } = row;
  const atSeconds = answers.value('lastTerminatedAt', namespace, pod, container);
  return {
    container,
    reason,
    exitCode: answers.value('lastExitCode', namespace, pod, container),
    atMs: atSeconds === null ? null : atSeconds * 1000,
  };
}

type Labels = Readonly<Record<string, string>>;

/** Label sets by pod; of several the last one wins, so put the most telling source last. */
function byPod(samples: readonly InstantSample[]): Map<string, Labels> {
  return new Map(
    samples.map(({ labels }) => [`${labels['namespace'] ?? ''}\n${labels['pod'] ?? ''}`, labels] as const),
  );
}
