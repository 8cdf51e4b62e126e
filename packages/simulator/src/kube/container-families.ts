import type { ContainerPlan, ContainerUsage } from '../cluster/pod.ts';
import { tickSeconds } from '../model/grid.ts';
import { containerSlots } from './container-counters.ts';

/** A container at a tick, as cAdvisor sees it. */
export interface ContainerRow {
  readonly plan: ContainerPlan;
  readonly usage: ContainerUsage;
  readonly counters: Float64Array;
  readonly startTick: number;
  readonly labels: string;
}

/** A container family; the labels of `parts` follow the container's own. */
export type ContainerFamily = readonly [
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  value: (row: ContainerRow) => number,
  parts?: readonly string[],
];

/** cAdvisor's container families that OpenShift keeps and dashboards use. */
export const containerFamilies: readonly ContainerFamily[] = [
  [
    'container_cpu_usage_seconds_total',
    'counter',
    'Cumulative cpu time consumed in seconds.',
    ({ counters }) => counters[containerSlots.cpu] ?? 0,
  ],
  [
    'container_cpu_cfs_periods_total',
    'counter',
    'Number of elapsed enforcement period intervals.',
    ({ counters }) => counters[containerSlots.periods] ?? 0,
  ],
  [
    'container_cpu_cfs_throttled_periods_total',
    'counter',
    'Number of throttled period intervals.',
    ({ counters }) => counters[containerSlots.throttled] ?? 0,
  ],
  [
    'container_cpu_cfs_throttled_seconds_total',
    'counter',
    'Total time duration the container has been throttled.',
    ({ counters }) => counters[containerSlots.throttledSeconds] ?? 0,
  ],
  [
    'container_memory_working_set_bytes',
    'gauge',
    'Current working set in bytes.',
    ({ usage }) => Math.round(usage.workingSet),
  ],
  ['container_memory_rss', 'gauge', 'Size of RSS in bytes.', ({ usage }) => Math.round(usage.rss)],
  [
    'container_memory_cache',
    'gauge',
    'Number of bytes of page cache memory.',
    ({ usage }) => Math.round(usage.cache),
  ],
  [
    'container_memory_usage_bytes',
    'gauge',
    'Current memory usage in bytes, including all memory regardless of when it was accessed',
    ({ usage }) => Math.round(usage.workingSet + usage.cache),
  ],
  ['container_memory_swap', 'gauge', 'Container swap usage in bytes.', () => 0],
  [
    'container_oom_events_total',
    'counter',
    'Count of out of memory events observed for the container',
    ({ usage }) => usage.oomEvents,
  ],
  [
    'container_fs_reads_bytes_total',
    'counter',
    'Cumulative count of bytes read',
    ({ counters }) => counters[containerSlots.readBytes] ?? 0,
  ],
  [
    'container_fs_writes_bytes_total',
    'counter',
    'Cumulative count of bytes written',
    ({ counters }) => counters[containerSlots.writeBytes] ?? 0,
  ],
  [
    'container_fs_usage_bytes',
    'gauge',
    'Number of bytes that are consumed by the container on this filesystem.',
    () => 41_943_040,
  ],
  ['container_spec_cpu_period', 'gauge', 'CPU period of the container.', () => 100_000],
  ['container_spec_cpu_quota', 'gauge', 'CPU quota of the container.', ({ plan }) => plan.cpuLimit * 100_000],
  [
    'container_spec_cpu_shares',
    'gauge',
    'CPU share of the container.',
    ({ plan }) => Math.round(plan.cpuRequest * 1024),
  ],
  [
    'container_spec_memory_limit_bytes',
    'gauge',
    'Memory limit for the container.',
    ({ plan }) => plan.memoryLimit,
  ],
  [
    'container_start_time_seconds',
    'gauge',
    'Start time of the container since unix epoch in seconds.',
    ({ startTick }) => tickSeconds(startTick),
  ],
  [
    'container_threads',
    'gauge',
    'Number of threads running inside the container',
    ({ usage }) => 18 + Math.round(usage.cpu * 9),
  ],
];

const zero = (): number => 0;
const tasks = ['running', 'sleeping', 'stopped', 'uninterruptible', 'iowaiting'].map(
  (state) => `state="${state}"`,
);
const failures = ['pgfault', 'pgmajfault'].flatMap((type) =>
  ['container', 'hierarchy'].map((scope) => `failure_type="${type}",scope="${scope}"`),
);

/** What cAdvisor has beside them: only where the size preset asks for the whole cardinality. */
export const furtherContainerFamilies: readonly ContainerFamily[] = [
  [
    'container_cpu_user_seconds_total',
    'counter',
    'Cumulative user cpu time consumed in seconds.',
    ({ counters }) => (counters[containerSlots.cpu] ?? 0) * 0.875,
  ],
  [
    'container_cpu_system_seconds_total',
    'counter',
    'Cumulative system cpu time consumed in seconds.',
    ({ counters }) => (counters[containerSlots.cpu] ?? 0) * 0.125,
  ],
  [
    'container_memory_mapped_file',
    'gauge',
    'Size of memory mapped files in bytes.',
    ({ usage }) => Math.round(usage.cache * 0.3),
  ],
  [
    'container_memory_kernel_usage',
    'gauge',
    'Size of kernel memory allocated in bytes.',
    ({ usage }) => Math.round(usage.rss * 0.004),
  ],
  [
    'container_memory_max_usage_bytes',
    'gauge',
    'Maximum memory usage recorded in bytes',
    ({ plan }) => Math.round(plan.memoryLimit * 0.9),
  ],
  ['container_memory_failcnt', 'counter', 'Number of memory usage hits limits', zero],
  [
    'container_memory_failures_total',
    'counter',
    'Cumulative count of memory allocation failures.',
    zero,
    failures,
  ],
  [
    'container_memory_total_active_file_bytes',
    'gauge',
    'Current total active file in bytes.',
    ({ usage }) => Math.round(usage.cache * 0.5),
  ],
  [
    'container_memory_total_inactive_file_bytes',
    'gauge',
    'Current total inactive file in bytes.',
    ({ usage }) => Math.round(usage.cache * 0.5),
  ],
  [
    'container_fs_limit_bytes',
    'gauge',
    'Number of bytes that can be consumed by the container on this filesystem.',
    () => 1_900_000_000_000,
  ],
  [
    'container_fs_reads_total',
    'counter',
    'Cumulative count of reads completed',
    ({ counters }) => Math.floor((counters[containerSlots.readBytes] ?? 0) / 65_536),
  ],
  [
    'container_fs_writes_total',
    'counter',
    'Cumulative count of writes completed',
    ({ counters }) => Math.floor((counters[containerSlots.writeBytes] ?? 0) / 65_536),
  ],
  ['container_file_descriptors', 'gauge', 'Number of open file descriptors for the container.', () => 64],
  ['container_processes', 'gauge', 'Number of processes running inside the container.', () => 3],
  ['container_sockets', 'gauge', 'Number of open sockets for the container.', () => 12],
  [
    'container_last_seen',
    'gauge',
    'Last time a container was seen by the exporter',
    ({ startTick }) => tickSeconds(startTick),
  ],
  [
    'container_spec_memory_reservation_limit_bytes',
    'gauge',
    'Memory reservation limit for the container.',
    ({ plan }) => plan.memoryRequest,
  ],
  ['container_spec_memory_swap_limit_bytes', 'gauge', 'Memory swap limit for the container.', zero],
  [
    'container_threads_max',
    'gauge',
    'Maximum number of threads allowed inside the container, infinity if value is zero',
    () => 16_384,
  ],
  ['container_tasks_state', 'gauge', 'Number of tasks in given state', zero, tasks],
  [
    'container_ulimits_soft',
    'gauge',
    'Soft ulimit values for the container root process.',
    () => 1_048_576,
    ['ulimit="max_open_files"'],
  ],
  [
    'container_pressure_cpu_waiting_seconds_total',
    'counter',
    'Total time duration tasks in the container have waited due to CPU congestion.',
    zero,
  ],
  [
    'container_pressure_cpu_stalled_seconds_total',
    'counter',
    'Total time duration no tasks in the container could make progress due to CPU congestion.',
    zero,
  ],
  [
    'container_pressure_memory_waiting_seconds_total',
    'counter',
    'Total time duration tasks in the container have waited due to memory congestion.',
    zero,
  ],
  [
    'container_pressure_memory_stalled_seconds_total',
    'counter',
    'Total time duration no tasks in the container could make progress due to memory congestion.',
    zero,
  ],
  [
    'container_pressure_io_waiting_seconds_total',
    'counter',
    'Total time duration tasks in the container have waited due to IO congestion.',
    zero,
  ],
  [
    'container_pressure_io_stalled_seconds_total',
    'counter',
    'Total time duration no tasks in the container could make progress due to IO congestion.',
    zero,
  ],
];
