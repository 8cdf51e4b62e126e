import type { ContainerPlan, ContainerUsage, PodState } from '../cluster/pod.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { tickSeconds } from '../model/grid.ts';
import { containerEntity, containerSlots, networkEntity, networkSlots } from './container-counters.ts';

interface ContainerRow {
  readonly plan: ContainerPlan;
  readonly usage: ContainerUsage;
  readonly counters: Float64Array;
  readonly startTick: number;
  readonly labels: string;
}

type ContainerFamily = readonly [
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  value: (row: ContainerRow) => number,
];

/** cAdvisor's container families that OpenShift keeps. */
const families: readonly ContainerFamily[] = [
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

const networkFamilies = [
  ['container_network_receive_bytes_total', 'Cumulative count of bytes received', networkSlots.receiveBytes],
  [
    'container_network_transmit_bytes_total',
    'Cumulative count of bytes transmitted',
    networkSlots.transmitBytes,
  ],
  [
    'container_network_receive_packets_total',
    'Cumulative count of packets received',
    networkSlots.receivePackets,
  ],
  [
    'container_network_transmit_packets_total',
    'Cumulative count of packets transmitted',
    networkSlots.transmitPackets,
  ],
  [
    'container_network_receive_packets_dropped_total',
    'Cumulative count of packets dropped while receiving',
    -1,
  ],
  [
    'container_network_transmit_packets_dropped_total',
    'Cumulative count of packets dropped while transmitting',
    -1,
  ],
  ['container_network_receive_errors_total', 'Cumulative count of errors encountered while receiving', -1],
  [
    'container_network_transmit_errors_total',
    'Cumulative count of errors encountered while transmitting',
    -1,
  ],
] as const;

/** Writes a kubelet's `/metrics/cadvisor` answer: containers, pod cgroups (no `container` label) and pod networks. */
export function renderCadvisor(
  pods: readonly PodState[],
  tick: number,
  reader: CounterReader,
  out: SampleWriter,
): void {
  const running = pods.filter(({ phase, isScheduled }) => isScheduled && phase === 'Running');
  const rows = running.flatMap((pod) => containerRows(pod, tick, reader));
  for (const [name, type, help, value] of families) {
    out.family(name, type, help);
    for (const row of rows) out.sample(name, row.labels, value(row));
    if (name === 'container_memory_working_set_bytes' || name === 'container_cpu_usage_seconds_total') {
      writePodCgroups(running, rows, name, value, out);
    }
  }
  const networks = running.map((pod) => ({
    labels: labelText({
      id: `/kubepods.slice/kubepods-pod${pod.plan.uid}.slice`,
      image: 'quay.io/openshift/pause:4.20',
      interface: 'eth0',
      name: `k8s_POD_${pod.plan.name}`,
      namespace: pod.plan.namespace,
      pod: pod.plan.name,
    }),
    counters: reader.read(networkEntity(pod), pod.plan.createdTick, tick),
  }));
  for (const [name, help, slot] of networkFamilies) {
    out.family(name, 'counter', help);
    for (const { labels, counters } of networks) out.sample(name, labels, counters[slot] ?? 0);
  }
}

function containerRows(pod: PodState, tick: number, reader: CounterReader): readonly ContainerRow[] {
  const usages = pod.usage(tick).containers;
  return pod.plan.containers.flatMap((plan, index) => {
    const usage = usages[index];
    const state = pod.containers[index];
    if (usage === undefined || state === undefined || state.status !== 'running') return [];
    const labels = labelText({
      container: plan.name,
      id: `/kubepods.slice/kubepods-pod${pod.plan.uid}.slice/crio-${pod.plan.uid.slice(0, 13)}-${index}.scope`,
      image: plan.image,
      name: `k8s_${plan.name}_${pod.plan.name}_${pod.plan.namespace}`,
      namespace: pod.plan.namespace,
      pod: pod.plan.name,
    });
    return [
      {
        plan,
        usage,
        labels,
        startTick: state.startTick,
        counters: reader.read(containerEntity(pod, index), state.startTick, tick),
      },
    ];
  });
}

/** The cgroup of the whole pod, which has neither container nor image: who adds up without `container!=""` counts twice. */
function writePodCgroups(
  pods: readonly PodState[],
  rows: readonly ContainerRow[],
  name: string,
  value: (row: ContainerRow) => number,
  out: SampleWriter,
): void {
  for (const pod of pods) {
    const own = rows.filter(({ labels }) =>
      labels.endsWith(`,namespace="${pod.plan.namespace}",pod="${pod.plan.name}"`),
    );
    if (own.length === 0) continue;
    const labels = labelText({
      id: `/kubepods.slice/kubepods-pod${pod.plan.uid}.slice`,
      namespace: pod.plan.namespace,
      pod: pod.plan.name,
    });
    out.sample(
      name,
      labels,
      own.reduce((sum, row) => sum + value(row), 0),
    );
  }
}
