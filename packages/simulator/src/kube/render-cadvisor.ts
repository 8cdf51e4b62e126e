import type { PodPlan, PodState } from '../cluster/pod.ts';
import { joinLabels, labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { rememberBy } from '../model/remember-by.ts';
import { containerEntity, networkEntity, networkSlots } from './container-counters.ts';
import { containerFamilies, furtherContainerFamilies, type ContainerRow } from './container-families.ts';

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
export function createCadvisorRenderer(
  isWhole: boolean,
): (pods: readonly PodState[], tick: number, reader: CounterReader, out: SampleWriter) => void {
  const textsOf = rememberBy(podTexts);
  const families = isWhole ? [...containerFamilies, ...furtherContainerFamilies] : containerFamilies;
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
    for (const [name, type, help, value, parts = ['']] of families) {
      const hasCgroup = isWhole || CGROUP_FAMILIES.has(name);
      out.family(name, type, help);
      for (const { rows, texts } of groups) {
        for (const part of parts) {
          let total = 0;
          for (const row of rows) {
            const of = value(row);
            total += of;
            out.sample(name, joinLabels(row.labels, part), of);
          }
          // Who adds up without `container!=""` counts the pod's own cgroup too.
          if (hasCgroup && rows.length > 0) out.sample(name, joinLabels(texts.cgroup, part), total);
        }
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
