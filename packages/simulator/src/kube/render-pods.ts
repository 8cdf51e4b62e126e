import type { ContainerPlan, ContainerState, PodPlan, PodState } from '../cluster/pod.ts';
import { nodeIp } from '../cluster/identity.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { tickSeconds } from '../model/grid.ts';
import { rememberBy } from '../model/remember-by.ts';

const PHASES = ['Pending', 'Succeeded', 'Failed', 'Unknown', 'Running'] as const;
const REASONS = ['Evicted', 'NodeAffinity', 'NodeLost', 'Shutdown', 'UnexpectedAdmissionError'] as const;
const CONDITIONS = ['true', 'false', 'unknown'] as const;

type Values<Name extends string> = Readonly<Record<Name, string>>;

interface ContainerTexts {
  readonly plain: string;
  readonly info: string;
  readonly cpu: string;
  readonly memory: string;
  readonly gpu: string;
}

/** Finished label texts of a pod. */
interface PodTexts {
  readonly plain: string;
  readonly info: string;
  readonly labels: string;
  readonly owner: string;
  readonly phases: Values<(typeof PHASES)[number]>;
  readonly ready: Values<(typeof CONDITIONS)[number]>;
  readonly reasons: readonly string[];
  readonly claims: readonly string[];
  readonly containers: readonly ContainerTexts[];
}

interface PodRow {
  readonly pod: PodState;
  readonly texts: PodTexts;
}

type PodFamily = readonly [
  name: string,
  help: string,
  write: (row: PodRow, name: string, out: SampleWriter) => void,
];

/** kube-state-metrics' pod families, as OpenShift keeps them (domain reference §0, 3: some families are dropped there). */
const podFamilies: readonly PodFamily[] = [
  ['kube_pod_info', 'Information about pod.', ({ texts }, name, out) => out.sample(name, texts.info, 1)],
  [
    'kube_pod_labels',
    'Kubernetes labels converted to Prometheus labels.',
    ({ texts }, name, out) => out.sample(name, texts.labels, 1),
  ],
  [
    'kube_pod_owner',
    "Information about the Pod's owner.",
    ({ texts }, name, out) => out.sample(name, texts.owner, 1),
  ],
  [
    'kube_pod_start_time',
    'Start time in unix timestamp for a pod.',
    ({ pod, texts }, name, out) =>
      out.sample(name, texts.plain, Math.floor(tickSeconds(pod.plan.createdTick))),
  ],
  [
    'kube_pod_status_phase',
    'The pods current phase.',
    ({ pod, texts }, name, out) => {
      for (const phase of PHASES) out.sample(name, texts.phases[phase], pod.phase === phase ? 1 : 0);
    },
  ],
  [
    'kube_pod_status_ready',
    'Describes whether the pod is ready to serve requests.',
    ({ pod, texts }, name, out) => {
      out.sample(name, texts.ready.true, pod.isReady ? 1 : 0);
      out.sample(name, texts.ready.false, pod.isReady ? 0 : 1);
      out.sample(name, texts.ready.unknown, 0);
    },
  ],
  [
    'kube_pod_status_reason',
    'The pod status reasons',
    ({ texts }, name, out) => {
      for (const reason of texts.reasons) out.sample(name, reason, 0);
    },
  ],
  [
    'kube_pod_status_unschedulable',
    'Describes the unschedulable status for the pod.',
    ({ pod, texts }, name, out) => {
      if (!pod.isScheduled) out.sample(name, texts.plain, 1);
    },
  ],
  [
    'kube_pod_spec_volumes_persistentvolumeclaims_info',
    'Information about persistentvolumeclaim volumes in a pod.',
    ({ texts }, name, out) => {
      for (const claim of texts.claims) out.sample(name, claim, 1);
    },
  ],
];

interface ContainerRow {
  readonly plan: ContainerPlan;
  readonly state: ContainerState;
  readonly texts: ContainerTexts;
}

type ContainerFamily = readonly [
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  write: (row: ContainerRow, name: string, out: SampleWriter) => void,
];

const containerFamilies: readonly ContainerFamily[] = [
  [
    'kube_pod_container_info',
    'gauge',
    'Information about a container in a pod.',
    ({ texts }, name, out) => out.sample(name, texts.info, 1),
  ],
  [
    'kube_pod_container_status_ready',
    'gauge',
    'Describes whether the containers readiness check succeeded.',
    ({ state, texts }, name, out) => out.sample(name, texts.plain, state.isReady ? 1 : 0),
  ],
  [
    'kube_pod_container_status_restarts_total',
    'counter',
    'The number of container restarts per container.',
    ({ state, texts }, name, out) => out.sample(name, texts.plain, state.restarts),
  ],
  [
    'kube_pod_container_status_waiting_reason',
    'gauge',
    'Describes the reason the container is currently in waiting state.',
    ({ state, texts }, name, out) => {
      if (state.status === 'waiting') out.sample(name, `${texts.plain},reason="${state.reason}"`, 1);
    },
  ],
  [
    'kube_pod_container_status_terminated_reason',
    'gauge',
    'Describes the reason the container is currently in terminated state.',
    ({ state, texts }, name, out) => {
      if (state.status === 'terminated') out.sample(name, `${texts.plain},reason="${state.reason}"`, 1);
    },
  ],
  [
    'kube_pod_container_status_last_terminated_reason',
    'gauge',
    'Describes the last reason the container was in terminated state.',
    ({ state, texts }, name, out) => {
      if (state.last !== null) out.sample(name, `${texts.plain},reason="${state.last.reason}"`, 1);
    },
  ],
  [
    'kube_pod_container_status_last_terminated_exitcode',
    'gauge',
    'Describes the exit code for the last container in terminated state.',
    ({ state, texts }, name, out) => {
      if (state.last !== null) out.sample(name, texts.plain, state.last.exitCode);
    },
  ],
  [
    'kube_pod_container_status_last_terminated_timestamp',
    'gauge',
    'Last terminated time for a pod container in unix timestamp.',
    ({ state, texts }, name, out) => {
      if (state.last !== null) out.sample(name, texts.plain, tickSeconds(state.last.atTick));
    },
  ],
  [
    'kube_pod_container_resource_requests',
    'gauge',
    'The number of requested request resource by a container.',
    ({ plan, texts }, name, out) =>
      writeResources(out, name, texts, plan, plan.cpuRequest, plan.memoryRequest),
  ],
  [
    'kube_pod_container_resource_limits',
    'gauge',
    'The number of requested limit resource by a container.',
    ({ plan, texts }, name, out) => writeResources(out, name, texts, plan, plan.cpuLimit, plan.memoryLimit),
  ],
];

/** Creates the function that writes the families of pods and their containers. */
export function createPodRenderer(): (pods: readonly PodState[], out: SampleWriter) => void {
  const textsOf = rememberBy(podTexts);
  return (pods, out) => {
    const rows = pods.map((pod): PodRow => ({ pod, texts: textsOf(pod.plan) }));
    for (const [name, help, write] of podFamilies) {
      out.family(name, 'gauge', help);
      for (const row of rows) write(row, name, out);
    }
    const containers = rows.flatMap(containerRows);
    for (const [name, type, help, write] of containerFamilies) {
      out.family(name, type, help);
      for (const row of containers) write(row, name, out);
    }
  };
}

function containerRows({ pod, texts }: PodRow): readonly ContainerRow[] {
  return pod.plan.containers.flatMap((plan, index) => {
    const state = pod.containers[index];
    const own = texts.containers[index];
    return state === undefined || own === undefined ? [] : [{ plan, state, texts: own }];
  });
}

function writeResources(
  out: SampleWriter,
  name: string,
  texts: ContainerTexts,
  plan: ContainerPlan,
  cpu: number,
  memory: number,
): void {
  out.sample(name, texts.cpu, cpu);
  out.sample(name, texts.memory, memory);
  if (plan.gpus > 0) out.sample(name, texts.gpu, plan.gpus);
}

function podTexts(plan: PodPlan): PodTexts {
  const plain = labelText({ namespace: plan.namespace, pod: plan.name, uid: plan.uid });
  const info = labelText({
    host_ip: nodeIp(plan.node),
    pod_ip: plan.ip,
    node: plan.node,
    created_by_kind: plan.owner.kind,
    created_by_name: plan.owner.name,
    priority_class: '',
    host_network: 'false',
  });
  const phase = (name: string): string => `${plain},phase="${name}"`;
  const condition = (name: string): string => `${plain},condition="${name}"`;
  return {
    plain,
    info: `${plain},${info}`,
    labels: `${plain},${kubernetesLabels(plan.labels)}`,
    owner: `${plain},${labelText({ owner_kind: plan.owner.kind, owner_name: plan.owner.name, owner_is_controller: 'true' })}`,
    phases: {
      Pending: phase('Pending'),
      Succeeded: phase('Succeeded'),
      Failed: phase('Failed'),
      Unknown: phase('Unknown'),
      Running: phase('Running'),
    },
    ready: { true: condition('true'), false: condition('false'), unknown: condition('unknown') },
    reasons: REASONS.map((reason) => `${plain},reason="${reason}"`),
    claims: plan.volumes.map(
      ({ volume, claim }) => `${plain},${labelText({ volume, persistentvolumeclaim: claim })}`,
    ),
    containers: plan.containers.map((container) => containerTexts(plan, plain, container)),
  };
}

function containerTexts(pod: PodPlan, podText: string, plan: ContainerPlan): ContainerTexts {
  const plain = `${podText},container="${plan.name}"`;
  const image = labelText({
    image: plan.image,
    image_spec: plan.image,
    image_id: `sha256:${pod.uid.slice(0, 8)}`,
    container_id: `cri-o://${pod.uid}`,
  });
  return {
    plain,
    info: `${plain},${image}`,
    cpu: `${plain},node="${pod.node}",resource="cpu",unit="core"`,
    memory: `${plain},node="${pod.node}",resource="memory",unit="byte"`,
    gpu: `${plain},node="${pod.node}",resource="nvidia_com_gpu",unit="integer"`,
  };
}

/** Kubernetes labels as `label_*`, every character that Prometheus does not take replaced. */
export function kubernetesLabels(labels: Readonly<Record<string, string>>): string {
  return labelText(
    Object.fromEntries(
      Object.entries(labels).map(([name, value]) => [
        `label_${name.replaceAll(/[^a-zA-Z0-9_]/g, '_')}`,
        value,
      ]),
    ),
  );
}
