import type { ContainerPlan, ContainerUsage, PodPlan, PodState } from '../cluster/pod.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { tickSeconds } from '../model/grid.ts';
import { rememberBy } from '../model/remember-by.ts';
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

interface PodTexts {
  readonly containers: readonly string[];
  readonly cgroup: string;
  readonly network: string;
}

/** Creates the function that writes a kubelet's `/metrics/cadvisor` answer: containers, pod cgroups (no `container` label), networks. */
export function createCadvisorRenderer(): (
  pods: readonly PodState[],
  tick: number,
  reader: CounterReader,
  out: SampleWriter,
) => void {
  const textsOf = rememberBy(podTexts);
  return (pods, tick, reader, out) => {
    const running = pods.filter(({ phase, isScheduled }) => isScheduled && phase === 'Running');
    const groups = running.map((pod) => {
      const texts = textsOf(pod.plan);
      return {
        texts,
        rows: containerRows(pod, texts, tick, reader),
        network: reader.read(networkEntity(pod), pod.plan.createdTick, tick),
      };
    });
    for (const [name, type, help, value] of families) {
      const hasCgroup = CGROUP_FAMILIES.has(name);
      out.family(name, type, help);
      for (const { rows, texts } of groups) {
        let total = 0;
        for (const row of rows) {
          const of = value(row);
          total += of;
          out.sample(name, row.labels, of);
        }
        // Who adds up without `container!=""` counts the pod's own cgroup too.
        if (hasCgroup && rows.length > 0) out.sample(name, texts.cgroup, total);
      }
    }
    for (const [name, help, slot] of networkFamilies) {
      out.family(name, 'counter', help);
      for (const { network, texts } of groups) out.sample(name, texts.network, network[slot] ?? 0);
    }
  };
}

const CGROUP_FAMILIES: ReadonlySet<string> = new Set([
  'container_memory_working_set_bytes',
  'container_cpu_usage_seconds_total',
]);

function containerRows(
  pod: PodState,
  texts: PodTexts,
  tick: number,
  reader: CounterReader,
): readonly ContainerRow[] {
  const usages = pod.usage(tick).containers;
  return pod.plan.containers.flatMap((plan, index) => {
    const usage = usages[index];
    const state = pod.containers[index];
    if (usage === undefined || state === undefined || state.status !== 'running') return [];
    const counters = reader.read(containerEntity(pod, index), state.startTick, tick);
    return [{ plan, usage, labels: texts.containers[index] ?? '', startTick: state.startTick, counters }];
  });
}

function podTexts(plan: PodPlan): PodTexts {
  const { namespace, name: pod, uid } = plan;
  const id = `/kubepods.slice/kubepods-pod${uid}.slice`;
  return {
    containers: plan.containers.map(({ name, image }, index) =>
      labelText({
        container: name,
        id: `${id}/crio-${uid.slice(0, 13)}-${index}.scope`,
        image,
        name: `k8s_${name}_${pod}_${namespace}`,
        namespace,
        pod,
      }),
    ),
    cgroup: labelText({ id, namespace, pod }),
    network: labelText({
      id,
      image: 'quay.io/openshift/pause:4.20',
      interface: 'eth0',
      name: `k8s_POD_${pod}`,
      namespace,
      pod,
    }),
  };
}
