import { histogramLabels, writeHistogram, type HistogramLabels } from '../exposition/histogram.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterEntity, CounterReader } from '../model/counter-entity.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { createQueueCounters, queueSlots, waitBuckets } from './queue-counters.ts';
import type { QueueCounts, QueueSource } from './queue-state.ts';

const ROLE = 'replica_role="leader"';
const EVICTIONS = [
  'Preempted',
  'PodsReadyTimeout',
  'AdmissionCheck',
  'ClusterQueueStopped',
  'Deactivated',
] as const;
const RESOURCES = [
  ['cpu', 48, 9],
  ['memory', 549_755_813_888, 68_719_476_736],
  ['nvidia.com/gpu', 0, 1],
] as const;

interface Row {
  readonly queue: QueueSource;
  readonly namespace: string | null;
  /** Labels that name the queue. */
  readonly name: string;
  readonly entity: CounterEntity;
  readonly histogram: HistogramLabels;
}

/** Creates the function that writes the Kueue controller's answer. */
export function createKueueRenderer(
  queues: readonly QueueSource[],
  book: EpisodeBook,
  startTick: number,
): (tick: number, reader: CounterReader, out: SampleWriter) => void {
  const cluster = queues.map((queue) => rowOf(queue, null, book));
  const local = queues.flatMap((queue) =>
    queue.plan.namespaces.map((namespace) => rowOf(queue, namespace, book)),
  );
  return (tick, reader, out) => {
    renderLevel('kueue_', 'cluster queue', cluster, tick, startTick, reader, out);
    renderLevel('kueue_local_queue_', 'local queue', local, tick, startTick, reader, out);
    renderClusterOnly(cluster, tick, startTick, reader, out);
  };
}

function rowOf(queue: QueueSource, namespace: string | null, book: EpisodeBook): Row {
  const name =
    namespace === null
      ? `cluster_queue="${queue.plan.name}"`
      : `name="${queue.plan.name}",namespace="${namespace}"`;
  return {
    queue,
    namespace,
    name,
    entity: createQueueCounters(queue, namespace, book),
    histogram: histogramLabels(waitBuckets, 'go', `${name},priority_class="",${ROLE}`),
  };
}

/** The families that cluster queues and local queues both have. */
function renderLevel(
  prefix: string,
  level: string,
  rows: readonly Row[],
  tick: number,
  startTick: number,
  reader: CounterReader,
  out: SampleWriter,
): void {
  const now = rows.map((row) => ({
    row,
    counts: row.queue.countsAt(tick, row.namespace),
    counters: reader.read(row.entity, startTick, tick),
  }));
  out.family(
    `${prefix}pending_workloads`,
    'gauge',
    `The number of pending workloads, per ${level} and status.`,
  );
  for (const { row, counts } of now) {
    out.sample(`${prefix}pending_workloads`, `${row.name},${ROLE},status="active"`, counts.pending);
    out.sample(
      `${prefix}pending_workloads`,
      `${row.name},${ROLE},status="inadmissible"`,
      counts.inadmissible,
    );
  }
  for (const state of ['reserving', 'admitted'] as const) {
    const name = `${prefix}${state}_active_workloads`;
    out.family(
      name,
      'gauge',
      `The number of ${state} workloads that are active (unsuspended and not finished), per ${level}.`,
    );
    for (const { row, counts } of now) out.sample(name, `${row.name},${ROLE}`, counts.admitted);
  }
  const totals = [
    ['quota_reserved_workloads_total', 'The total number of quota reserved workloads', queueSlots.reserved],
    ['admitted_workloads_total', 'The total number of admitted workloads', queueSlots.admitted],
  ] as const;
  for (const [family, help, slot] of totals) {
    out.family(`${prefix}${family}`, 'counter', `${help} per ${level}.`);
    for (const { row, counters } of now)
      out.sample(`${prefix}${family}`, `${row.name},priority_class="",${ROLE}`, counters[slot] ?? 0);
  }
  out.family(`${prefix}evicted_workloads_total`, 'counter', `The number of evicted workloads per ${level}.`);
  for (const { row, counters } of now) {
    for (const reason of EVICTIONS) {
      const labels = `${row.name},priority_class="",reason="${reason}",${ROLE},underlying_cause=""`;
      out.sample(
        `${prefix}evicted_workloads_total`,
        labels,
        reason === 'Preempted' ? (counters[queueSlots.evicted] ?? 0) : 0,
      );
    }
  }
  const histograms = [
    [
      'quota_reserved_wait_time_seconds',
      'The time between a workload was created or requeued until it got quota reservation',
      queueSlots.reservedWait,
    ],
    [
      'admission_wait_time_seconds',
      'The time between a workload was created or requeued until admission',
      queueSlots.wait,
    ],
  ] as const;
  for (const [family, help, slot] of histograms) {
    out.family(`${prefix}${family}`, 'histogram', `${help}, per ${level}.`);
    for (const { row, counters } of now)
      writeHistogram(out, `${prefix}${family}`, row.histogram, counters, slot);
  }
}

function renderClusterOnly(
  rows: readonly Row[],
  tick: number,
  startTick: number,
  reader: CounterReader,
  out: SampleWriter,
): void {
  out.family(
    'kueue_preempted_workloads_total',
    'counter',
    'The number of preempted workloads per preempting cluster queue.',
  );
  for (const { queue, entity } of rows) {
    for (const reason of ['InClusterQueue', 'InCohortReclamation'] as const) {
      const counters = reader.read(entity, startTick, tick);
      const value = reason === 'InClusterQueue' ? (counters[queueSlots.preempted] ?? 0) : 0;
      out.sample(
        'kueue_preempted_workloads_total',
        `preempting_cluster_queue="${queue.plan.name}",reason="${reason}",${ROLE}`,
        value,
      );
    }
  }
  out.family('kueue_cluster_queue_status', 'gauge', 'Reports the status of the ClusterQueue.');
  for (const { queue } of rows) {
    for (const status of ['pending', 'active', 'terminating'] as const) {
      out.sample(
        'kueue_cluster_queue_status',
        `cluster_queue="${queue.plan.name}",${ROLE},status="${status}"`,
        status === 'active' ? 1 : 0,
      );
    }
  }
  out.family(
    'kueue_cluster_queue_weighted_share',
    'gauge',
    'Weighted share of the ClusterQueue in its cohort.',
  );
  for (const { queue } of rows)
    out.sample(
      'kueue_cluster_queue_weighted_share',
      `cluster_queue="${queue.plan.name}",cohort="hecate",${ROLE}`,
      0,
    );
  renderResources(rows, tick, out);
}

function renderResources(rows: readonly Row[], tick: number, out: SampleWriter): void {
  type Value = (row: Row, counts: QueueCounts, resource: (typeof RESOURCES)[number]) => number;
  const used: Value = ({ queue }, counts, [resource, , perGpu]) =>
    resource === 'nvidia.com/gpu' ? counts.gpus : Math.min(quota(queue, resource), counts.gpus * perGpu);
  const families: readonly (readonly [string, string, Value])[] = [
    [
      'kueue_cluster_queue_resource_usage',
      "Reports the cluster_queue's total resource usage within all the flavors.",
      used,
    ],
    [
      'kueue_cluster_queue_resource_reservation',
      "Reports the cluster_queue's total resource reservation within all the flavors.",
      used,
    ],
    [
      'kueue_cluster_queue_nominal_quota',
      "Reports the cluster_queue's resource quota within all the flavors.",
      ({ queue }, _counts, [resource]) => quota(queue, resource),
    ],
    [
      'kueue_cluster_queue_borrowing_limit',
      "Reports the cluster_queue's resource borrowing limit within all the flavors.",
      ({ queue }, _counts, [resource]) => Math.floor(quota(queue, resource) / 2),
    ],
  ];
  for (const [name, help, value] of families) {
    out.family(name, 'gauge', help);
    for (const row of rows) {
      const counts = row.queue.countsAt(tick, null);
      for (const resource of RESOURCES) {
        const labels = `cluster_queue="${row.queue.plan.name}",cohort="hecate",flavor="h100",${ROLE},resource="${resource[0]}"`;
        out.sample(name, labels, value(row, counts, resource));
      }
    }
  }
}

function quota(queue: QueueSource, resource: string): number {
  if (resource === 'nvidia.com/gpu') return queue.plan.nominalGpus;
  return resource === 'cpu' ? queue.plan.nominalGpus * 12 : queue.plan.nominalGpus * 103_079_215_104;
}
