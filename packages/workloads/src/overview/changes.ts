import type { OverviewChange } from '../contract/overview.ts';
import type { MetricsQuery, RangeSeries } from '../metrics-query.ts';
import { gatherCurves, type Ask, type Curves } from '../read/gather.ts';
import { windowOf } from '../read/grid.ts';
import { selectorFor, type Selector } from '../read/selector.ts';
import type { Assessed, Scope } from '../read-inventory.ts';
import { clusterScope, type Subject } from '../subject.ts';
import { endInWords } from '../words/ends.ts';
import { count } from '../words/numbers.ts';

const dayMs = 86_400_000;
const stepMs = 600_000;
/** Changes shown at most, newest first. */
const maxChanges = 50;

/** Curves in which changes show. */
export type ChangeCurves = Curves<ChangeAsk>;
type ChangeAsk = keyof ReturnType<typeof changeAsks>;

/** Reads the curves in which the changes of the last 24 h show, at 10 min each. */
export async function readChangeCurves(
  query: MetricsQuery,
  { namespaces, nowMs, signal }: Scope,
): Promise<ChangeCurves> {
  const asks = changeAsks(selectorFor(namespaces), namespaces !== null);
  return await gatherCurves(query, asks, { ...windowOf(nowMs, dayMs, stepMs), signal });
}

function changeAsks({ own }: Selector, isHeld: boolean) {
  const grew = (metric: string): string => `increase(${metric}${own()}[10m])`;
  return {
    restarts: {
      promql: `sum by (namespace, pod) (${grew('kube_pod_container_status_restarts_total')}) >= 0.5`,
      key: ['namespace', 'pod'],
      what: 'restarts of 24 h',
    },
    kills: {
      promql: `sum by (namespace, pod) (${grew('container_oom_events_total')}) >= 0.5`,
      key: ['namespace', 'pod'],
      what: 'memory kills of 24 h',
    },
    evictions: {
      promql: isHeld
        ? `max by (namespace, name, reason) (${grew('kueue_local_queue_evicted_workloads_total')}) >= 0.5`
        : 'max by (cluster_queue, reason) (increase(kueue_evicted_workloads_total[10m])) >= 0.5',
      key: ['namespace', 'name', 'cluster_queue', 'reason'],
      what: 'evictions of 24 h',
    },
    replicas: {
      promql: `max by (namespace, deployment) (kube_deployment_spec_replicas${own()})`,
      key: ['namespace', 'deployment'],
      what: 'replica changes of 24 h',
    },
  } satisfies Record<string, Ask>;
}

/** What happened in the last 24 h, newest first: restarts, memory kills, evictions, scaling, new pods of model servers. */
export function changesOf(
  curves: ChangeCurves,
  assessed: readonly Assessed[],
  nowMs: number,
): OverviewChange[] {
  const subjects = assessed.map(({ subject }) => subject);
  return [
    ...restarts(curves, subjects),
    ...evictions(curves),
    ...scalings(curves),
    ...rollouts(subjects, nowMs),
  ]
    .toSorted((left, right) => right.atMs - left.atMs)
    .slice(0, maxChanges);
}

/** Restarts and kills of the same pod within a step are one change: the kill. */
function restarts(curves: ChangeCurves, subjects: readonly Subject[]): OverviewChange[] {
  const killed = new Map(
    curves.series('kills').map((series) => [podKey(series), onsets(series.points).map((onset) => onset.at)]),
  );
  const restarted = curves.series('restarts').flatMap((series) => {
    const { namespace = '', pod = '' } = series.labels;
    const place = findPod(subjects, namespace, pod);
    return onsets(series.points).map((onset) => {
      const end = place?.facts.lastEnd ?? null;
      const endMs = end?.atMs ?? null;
      const isLast = endMs !== null && Math.abs(endMs - onset.at * 1000) <= stepMs;
      const kills = killed.get(podKey(series)) ?? [];
      const isKill =
        (isLast && end?.reason === 'OOMKilled') ||
        kills.some((at) => Math.abs(at - onset.at) <= stepMs / 1000);
      return {
        atMs: isLast ? endMs : onset.at * 1000,
        namespace,
        workload: place?.subject.name ?? pod,
        type: isKill ? 'oom' : 'restart',
        text: restartText(pod, onset.total, isKill, isLast ? end : null),
      };
    });
  });
  const known = new Set(curves.series('restarts').map((series) => podKey(series)));
  const onlyKilled = curves.series('kills').filter((series) => !known.has(podKey(series)));
  return [
    ...restarted,
    ...onlyKilled.flatMap((series) =>
      onsets(series.points).map(({ at }) => {
        const { namespace = '', pod = '' } = series.labels;
        const workload = findPod(subjects, namespace, pod)?.subject.name ?? pod;
        return {
          atMs: at * 1000,
          namespace,
          workload,
          type: 'oom',
          text: `A process in ${pod} was ${endInWords('OOMKilled', 137)}`,
        };
      }),
    ),
  ];
}

function restartText(
  pod: string,
  times: number,
  isKill: boolean,
  end: Readonly<{ reason: string; exitCode: number | null }> | null,
): string {
  const often = Math.round(times) > 1 ? ` ${Math.round(times)} times` : '';
  if (isKill) return `${pod} was ${endInWords('OOMKilled', 137)}${often === '' ? '' : `,${often}`}`;
  return `${pod} restarted${often}${end === null ? '' : `: it ${endInWords(end.reason, end.exitCode)}`}`;
}

function evictions(curves: ChangeCurves): OverviewChange[] {
  return curves.series('evictions').flatMap((series) => {
    const { namespace = clusterScope, name, cluster_queue: queue, reason = '' } = series.labels;
    return onsets(series.points).map(({ at, total }) => ({
      atMs: at * 1000,
      namespace,
      workload: queue ?? name ?? '',
      type: 'preemption',
      text: `${count(Math.round(total), 'workload')} evicted: ${reason}`,
    }));
  });
}

function scalings(curves: ChangeCurves): OverviewChange[] {
  return curves.series('replicas').flatMap((series) => {
    const { namespace = '', deployment = '' } = series.labels;
    const known = series.points.flatMap(([at, value]) => (value === null ? [] : [{ at, value }]));
    return known.flatMap(({ at, value }, index) => {
      const before = known[index - 1]?.value;
      if (before === undefined || before === value) return [];
      return [
        {
          atMs: at * 1000,
          namespace,
          workload: deployment.replace(/-(?:predictor|kserve(?:-prefill)?)$/, ''),
          type: 'scale',
          text: `${deployment} scaled from ${before} to ${count(value, 'replica')}`,
        },
      ];
    });
  });
}

/** New pods of model servers, those of one workload within 10 min together. */
function rollouts(subjects: readonly Subject[], nowMs: number): OverviewChange[] {
  return subjects
    .filter(({ kind }) => kind === 'InferenceService' || kind === 'LLMInferenceService')
    .flatMap((subject) => {
      const fresh = subject.pods
        .flatMap((pod) =>
          pod.startedMs !== null && pod.startedMs > nowMs - dayMs
            ? [{ pod: pod.pod, atMs: pod.startedMs }]
            : [],
        )
        .toSorted((left, right) => left.atMs - right.atMs);
      const groups: { atMs: number; pods: string[] }[] = [];
      for (const { pod, atMs } of fresh) {
        const last = groups.at(-1);
        if (last !== undefined && atMs - last.atMs <= stepMs) last.pods.push(pod);
        else groups.push({ atMs, pods: [pod] });
      }
      return groups.map(({ atMs, pods }) => ({
        atMs,
        namespace: subject.namespace,
        workload: subject.name,
        type: 'rollout',
        text: pods.length === 1 ? `New pod ${pods[0] ?? ''}` : `${pods.length} new pods`,
      }));
    });
}

/** Starts of stretches with a value: neighbouring steps that overlap in one window are one event. */
function onsets(points: RangeSeries['points']): readonly Readonly<{ at: number; total: number }>[] {
  const found: { at: number; total: number; last: number }[] = [];
  for (const [at, value] of points) {
    if (value === null) continue;
    const open = found.at(-1);
    if (open !== undefined && at - open.last <= (stepMs / 1000) * 1.5) {
      open.last = at;
      open.total += value;
    } else found.push({ at, total: value, last: at });
  }
  return found;
}

function podKey({ labels }: RangeSeries): string {
  return `${labels['namespace'] ?? ''}\n${labels['pod'] ?? ''}`;
}

function findPod(subjects: readonly Subject[], namespace: string, pod: string) {
  for (const subject of subjects) {
    if (subject.namespace !== namespace) continue;
    const facts = subject.pods.find((each) => each.pod === pod);
    if (facts !== undefined) return { subject, facts };
  }
  return null;
}
