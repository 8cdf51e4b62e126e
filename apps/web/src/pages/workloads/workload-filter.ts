import type { Workload, WorkloadStatusClass } from '@hecate/server/contract';
import { statusClasses } from '../../components/status-class.ts';

/** The sorts of workloads, each a tab. */
export type WorkloadTab = 'all' | 'models' | 'training' | 'notebooks' | 'queues';

/** The tabs in their order. */
export const workloadTabs: readonly {
  readonly id: WorkloadTab;
  readonly label: string;
  readonly kinds: readonly string[];
}[] = [
  { id: 'all', label: 'All', kinds: [] },
  { id: 'models', label: 'Models', kinds: ['InferenceService', 'LLMInferenceService'] },
  { id: 'training', label: 'Training', kinds: ['PyTorchJob', 'TrainJob', 'RayJob', 'RayCluster'] },
  { id: 'notebooks', label: 'Notebooks', kinds: ['Notebook'] },
  { id: 'queues', label: 'Queues', kinds: ['ClusterQueue'] },
];

/** What the list shows; every part of it is in the URL. */
export type WorkloadFilter = {
  readonly tab: WorkloadTab;
  readonly text: string;
  readonly classes: readonly string[];
  readonly runtimes: readonly string[];
  readonly hasGpu: boolean;
  readonly isIdleWithGpu: boolean;
};

/** The columns a list can be sorted by; `-` in front turns the order round. */
export type SortColumn = 'status' | 'name' | 'runtime' | 'vital' | 'gpus' | 'age';

/** A notebook that did nothing for so long is called idle, seconds. */
const idleSeconds = 3600;

/** True when the workload is of the tab's kinds. */
export function isOfTab(workload: Workload, tab: WorkloadTab): boolean {
  const kinds = workloadTabs.find(({ id }) => id === tab)?.kinds ?? [];
  return kinds.length === 0 || kinds.includes(workload.kind);
}

/** True when the workload holds GPUs and has done nothing for an hour. */
export function isIdleWithGpu(workload: Workload): boolean {
  const idle = workload.vitals.find(({ id }) => id.includes('idle'))?.value ?? null;
  return workload.gpus > 0 && idle !== null && idle >= idleSeconds;
}

/** The workloads that pass the filter, without their order. */
export function filterWorkloads(workloads: readonly Workload[], filter: WorkloadFilter): readonly Workload[] {
  const wanted = filter.text.trim().toLowerCase();
  return workloads.filter(
    (workload) =>
      isOfTab(workload, filter.tab) &&
      `${workload.name} ${workload.namespace} ${workload.kind}`.toLowerCase().includes(wanted) &&
      (filter.classes.length === 0 || filter.classes.includes(workload.status.class)) &&
      (filter.runtimes.length === 0 || filter.runtimes.includes(workload.runtime)) &&
      (!filter.hasGpu || workload.gpus > 0) &&
      (!filter.isIdleWithGpu || isIdleWithGpu(workload)),
  );
}

/** Sorts by one column, equal rows by name; missing numbers come last in both directions. */
export function sortWorkloads(workloads: readonly Workload[], sort: string): readonly Workload[] {
  const isReversed = sort.startsWith('-');
  const column = isReversed ? sort.slice(1) : sort;
  const direction = isReversed ? -1 : 1;
  return workloads.toSorted((a, b) => {
    const [left, right] = [sortKey(a, column), sortKey(b, column)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
    } else {
      const order = typeof left === 'string' ? left.localeCompare(String(right)) : left - Number(right);
      if (order !== 0) return order * direction;
    }
    return a.name.localeCompare(b.name) || a.namespace.localeCompare(b.namespace);
  });
}

/** Counts per tab, for its label. */
export function tabCounts(workloads: readonly Workload[]): Readonly<Record<WorkloadTab, number>> {
  const count = (tab: WorkloadTab) => workloads.filter((workload) => isOfTab(workload, tab)).length;
  return {
    all: workloads.length,
    models: count('models'),
    training: count('training'),
    notebooks: count('notebooks'),
    queues: count('queues'),
  };
}

/** The sentence of the list: "22 workloads: 1 failed, 2 degraded", or that all is well. */
export function listSentence(workloads: readonly Workload[]): string {
  const count = (wanted: WorkloadStatusClass) =>
    workloads.filter(({ status }) => status.class === wanted).length;
  const bad = (['failed', 'degraded', 'unknown'] as const).flatMap((each) =>
    count(each) === 0 ? [] : [`${count(each)} ${each}`],
  );
  const total = `${workloads.length} ${workloads.length === 1 ? 'workload' : 'workloads'}`;
  if (workloads.length === 0) return '';
  return bad.length === 0 ? `${total}, none failed or degraded` : `${total}: ${bad.join(', ')}`;
}

/** What a filter that nothing passes says: "No workload matches 'bert' with status Failed." */
export function nothingMatches(filter: WorkloadFilter): string {
  const parts = [
    filter.text === '' ? '' : ` matches '${filter.text}'`,
    filter.classes.length === 0
      ? ''
      : ` ${filter.text === '' ? 'has' : 'with'} status ${filter.classes.map(classWord).join(' or ')}`,
    filter.runtimes.length === 0 ? '' : ` on ${filter.runtimes.join(' or ')}`,
    filter.hasGpu ? ' with a GPU' : '',
    filter.isIdleWithGpu ? ' idle with a GPU' : '',
  ].join('');
  const noun = filter.tab === 'all' ? 'workload' : `workload under ${filter.tab}`;
  return `No ${noun}${parts === '' ? ' here' : parts}.`;
}

function classWord(name: string): string {
  const known = Object.entries(statusClasses).find(([key]) => key === name);
  return known?.[1].word ?? name;
}

function sortKey(workload: Workload, column: string): string | number | null {
  switch (column) {
    case 'name':
      return workload.name;
    case 'runtime':
      return workload.runtime;
    case 'vital':
      return workload.vitals[0]?.value ?? null;
    case 'gpus':
      return workload.gpus;
    case 'age':
      return workload.startedMs === null ? null : -workload.startedMs;
    default:
      return badnessOf(workload.status.class);
  }
}

function badnessOf(statusClass: WorkloadStatusClass): number {
  return statusClasses[statusClass].badness;
}
