import type { Assessment } from './assessment.ts';
import { idleTime, type Idle } from './kinds/idle.ts';
import { assessModelServer } from './kinds/model-server.ts';
import { assessNotebook } from './kinds/notebook.ts';
import { assessQueue } from './kinds/queue.ts';
import { assessRay } from './kinds/ray.ts';
import { assessTraining } from './kinds/training.ts';
import type { MetricsQuery, RangeSeries } from './metrics-query.ts';
import { activityAsks } from './read/curve-asks.ts';
import { gather, gatherCurves, type Answers, type Curves } from './read/gather.ts';
import { windowOf } from './read/grid.ts';
import { inventoryAsks, type InventoryAsk } from './read/inventory-asks.ts';
import { selectorFor } from './read/selector.ts';
import { findSubjects, type Subject } from './subject.ts';

/** One workload and what the rules say about it. */
export type Assessed = Readonly<{ subject: Subject; assessment: Assessment }>;

/** Everything a page is made of. */
export type Inventory = Readonly<{
  nowMs: number;
  answers: Answers<InventoryAsk>;
  assessed: readonly Assessed[];
  activity: Activity;
  observedMs: number | null;
  warnings: readonly string[];
}>;

/** What notebooks did lately. */
export type Activity = Readonly<{
  cpu: (subject: Subject) => RangeSeries['points'] | null;
  gpu: (subject: Subject) => RangeSeries['points'] | null;
  idle: (subject: Subject) => Idle | null;
  failed: boolean;
  warnings: readonly string[];
}>;

/** What to read: the series of which namespaces, and which queues to show. */
export type Scope = Readonly<{
  /** Null = every namespace the source shows. */
  namespaces: readonly string[] | null;
  nowMs: number;
  /** The past of the metrics is still being filled in. */
  isFillingIn: boolean;
  signal: AbortSignal;
}>;

/** Reads the whole inventory of a scope with a few grouped queries and applies the rules of each kind. */
export async function readInventory(query: MetricsQuery, scope: Scope): Promise<Inventory> {
  const { namespaces, nowMs, isFillingIn, signal } = scope;
  const answers = await gather(query, inventoryAsks(selectorFor(namespaces)), { timeMs: nowMs, signal });
  const subjects = findSubjects(answers, namespaces, isFillingIn);
  const activity = await readActivity(query, scope, subjects);
  const observed = answers.value('observed');
  return {
    nowMs,
    answers,
    assessed: subjects.map((subject) => ({ subject, assessment: assess(subject, answers, activity, nowMs) })),
    activity,
    observedMs: observed === null ? null : Math.round(observed * 1000),
    warnings: [...answers.warnings, ...activity.warnings],
  };
}

function assess(
  subject: Subject,
  answers: Answers<InventoryAsk>,
  activity: Activity,
  nowMs: number,
): Assessment {
  switch (subject.kind) {
    case 'InferenceService':
    case 'LLMInferenceService':
      return assessModelServer(subject, answers, nowMs);
    case 'PyTorchJob':
    case 'TrainJob':
      return assessTraining(subject, answers, nowMs);
    case 'RayCluster':
    case 'RayJob':
      return assessRay(subject, answers, nowMs);
    case 'Notebook':
      return assessNotebook(
        subject,
        answers,
        { time: activity.idle(subject), failed: activity.failed },
        nowMs,
      );
    case 'ClusterQueue':
      return assessQueue(subject, answers);
  }
}

const dayMs = 86_400_000;
/** Pods in one activity query: the text stays under 64 kB. */
const maxPodsPerQuery = 400;

async function readActivity(
  query: MetricsQuery,
  scope: Scope,
  subjects: readonly Subject[],
): Promise<Activity> {
  const pods = subjects
    .filter((subject) => subject.kind === 'Notebook')
    .flatMap((subject) => subject.pods.map((pod) => pod.pod));
  if (pods.length === 0) return { cpu: none, gpu: none, idle: none, failed: false, warnings: [] };
  const asks = activityAsks(selectorFor(scope.namespaces), pods.slice(0, maxPodsPerQuery));
  const { signal, nowMs } = scope;
  const [day, recent] = await Promise.all([
    gatherCurves(query, asks, { ...windowOf(nowMs, dayMs, 600_000), signal }),
    gatherCurves(query, asks, { ...windowOf(nowMs, 1_800_000, 60_000), signal }),
  ]);
  const cpu = (subject: Subject) => joined(day, recent, 'cpu', subject);
  const gpu = (subject: Subject) => joined(day, recent, 'gpu', subject);
  const cut = pods.length - maxPodsPerQuery;
  return {
    cpu,
    gpu,
    idle: (subject) => idleTime(cpu(subject), gpu(subject), nowMs),
    failed: day.failed('cpu') && recent.failed('cpu'),
    warnings: [
      ...new Set([...day.warnings, ...recent.warnings]),
      ...(cut > 0
        ? [`Idle time is read for ${maxPodsPerQuery} notebooks; ${cut} more have none. Choose a project.`]
        : []),
    ],
  };
}

function joined(
  day: Curves<'cpu' | 'gpu'>,
  recent: Curves<'cpu' | 'gpu'>,
  which: 'cpu' | 'gpu',
  subject: Subject,
): RangeSeries['points'] | null {
  const points = subject.pods.flatMap((pod) => [
    ...(day.points(which, pod.namespace, pod.pod) ?? []),
    ...(recent.points(which, pod.namespace, pod.pod) ?? []),
  ]);
  return points.length === 0 ? null : points;
}

function none(): null {
  return null;
}
