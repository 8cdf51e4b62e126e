import type { ContainerPlan, PodState } from '../cluster/pod.ts';
import { nodeIp } from '../cluster/identity.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { tickSeconds } from '../model/grid.ts';

const PHASES = ['Pending', 'Succeeded', 'Failed', 'Unknown', 'Running'] as const;
const REASONS = ['Evicted', 'NodeAffinity', 'NodeLost', 'Shutdown', 'UnexpectedAdmissionError'] as const;
const CONDITIONS = ['true', 'false', 'unknown'] as const;

/** Writes kube-state-metrics' pod families, as OpenShift keeps them (domain reference §0, 3: some families are dropped there). */
export function renderPods(pods: readonly PodState[], out: SampleWriter): void {
  const rows = pods.map((pod) => ({ pod, labels: podLabels(pod) }));
  const gauge = (
    name: string,
    help: string,
    write: (row: { pod: PodState; labels: string }) => void,
  ): void => {
    out.family(name, 'gauge', help);
    for (const row of rows) write(row);
  };
  gauge('kube_pod_info', 'Information about pod.', ({ pod, labels }) => {
    const { plan } = pod;
    const info = labelText({
      host_ip: nodeIp(plan.node),
      pod_ip: plan.ip,
      node: plan.node,
      created_by_kind: plan.owner.kind,
      created_by_name: plan.owner.name,
      priority_class: '',
      host_network: 'false',
    });
    out.sample('kube_pod_info', `${labels},${info}`, 1);
  });
  gauge('kube_pod_labels', 'Kubernetes labels converted to Prometheus labels.', ({ pod, labels }) => {
    out.sample('kube_pod_labels', `${labels},${kubernetesLabels(pod.plan.labels)}`, 1);
  });
  gauge('kube_pod_owner', "Information about the Pod's owner.", ({ pod, labels }) => {
    const { kind, name } = pod.plan.owner;
    out.sample(
      'kube_pod_owner',
      `${labels},${labelText({ owner_kind: kind, owner_name: name, owner_is_controller: 'true' })}`,
      1,
    );
  });
  gauge('kube_pod_start_time', 'Start time in unix timestamp for a pod.', ({ pod, labels }) => {
    out.sample('kube_pod_start_time', labels, Math.floor(tickSeconds(pod.plan.createdTick)));
  });
  gauge('kube_pod_status_phase', 'The pods current phase.', ({ pod, labels }) => {
    for (const phase of PHASES)
      out.sample('kube_pod_status_phase', `${labels},phase="${phase}"`, pod.phase === phase ? 1 : 0);
  });
  gauge(
    'kube_pod_status_ready',
    'Describes whether the pod is ready to serve requests.',
    ({ pod, labels }) => {
      const now = pod.isReady ? 'true' : 'false';
      for (const condition of CONDITIONS) {
        out.sample('kube_pod_status_ready', `${labels},condition="${condition}"`, condition === now ? 1 : 0);
      }
    },
  );
  gauge('kube_pod_status_reason', 'The pod status reasons', ({ labels }) => {
    for (const reason of REASONS) out.sample('kube_pod_status_reason', `${labels},reason="${reason}"`, 0);
  });
  gauge(
    'kube_pod_status_unschedulable',
    'Describes the unschedulable status for the pod.',
    ({ pod, labels }) => {
      if (!pod.isScheduled) out.sample('kube_pod_status_unschedulable', labels, 1);
    },
  );
  gauge(
    'kube_pod_spec_volumes_persistentvolumeclaims_info',
    'Information about persistentvolumeclaim volumes in a pod.',
    ({ pod, labels }) => {
      for (const { volume, claim } of pod.plan.volumes) {
        const text = labelText({ volume, persistentvolumeclaim: claim });
        out.sample('kube_pod_spec_volumes_persistentvolumeclaims_info', `${labels},${text}`, 1);
      }
    },
  );
  renderContainers(pods, out);
}

function renderContainers(pods: readonly PodState[], out: SampleWriter): void {
  const rows = pods.flatMap((pod) =>
    pod.plan.containers.flatMap((plan, index) => {
      const state = pod.containers[index];
      return state === undefined
        ? []
        : [{ pod, plan, state, labels: `${podLabels(pod)},container="${plan.name}"` }];
    }),
  );
  type Row = (typeof rows)[number];
  const write = (name: string, type: 'gauge' | 'counter', help: string, sample: (row: Row) => void): void => {
    out.family(name, type, help);
    for (const row of rows) sample(row);
  };
  write(
    'kube_pod_container_info',
    'gauge',
    'Information about a container in a pod.',
    ({ plan, labels, pod }) => {
      const text = labelText({
        image: plan.image,
        image_spec: plan.image,
        image_id: `sha256:${pod.plan.uid.slice(0, 8)}`,
        container_id: `cri-o://${pod.plan.uid}`,
      });
      out.sample('kube_pod_container_info', `${labels},${text}`, 1);
    },
  );
  write(
    'kube_pod_container_status_ready',
    'gauge',
    'Describes whether the containers readiness check succeeded.',
    ({ state, labels }) => out.sample('kube_pod_container_status_ready', labels, state.isReady ? 1 : 0),
  );
  write(
    'kube_pod_container_status_restarts_total',
    'counter',
    'The number of container restarts per container.',
    ({ state, labels }) => out.sample('kube_pod_container_status_restarts_total', labels, state.restarts),
  );
  write(
    'kube_pod_container_status_waiting_reason',
    'gauge',
    'Describes the reason the container is currently in waiting state.',
    ({ state, labels }) => {
      if (state.status === 'waiting')
        out.sample('kube_pod_container_status_waiting_reason', `${labels},reason="${state.reason}"`, 1);
    },
  );
  write(
    'kube_pod_container_status_terminated_reason',
    'gauge',
    'Describes the reason the container is currently in terminated state.',
    ({ state, labels }) => {
      if (state.status === 'terminated')
        out.sample('kube_pod_container_status_terminated_reason', `${labels},reason="${state.reason}"`, 1);
    },
  );
  write(
    'kube_pod_container_status_last_terminated_reason',
    'gauge',
    'Describes the last reason the container was in terminated state.',
    ({ state, labels }) => {
      if (state.last !== null)
        out.sample(
          'kube_pod_container_status_last_terminated_reason',
          `${labels},reason="${state.last.reason}"`,
          1,
        );
    },
  );
  write(
    'kube_pod_container_status_last_terminated_exitcode',
    'gauge',
    'Describes the exit code for the last container in terminated state.',
    ({ state, labels }) => {
      if (state.last !== null)
        out.sample('kube_pod_container_status_last_terminated_exitcode', labels, state.last.exitCode);
    },
  );
  write(
    'kube_pod_container_status_last_terminated_timestamp',
    'gauge',
    'Last terminated time for a pod container in unix timestamp.',
    ({ state, labels }) => {
      if (state.last !== null)
        out.sample(
          'kube_pod_container_status_last_terminated_timestamp',
          labels,
          tickSeconds(state.last.atTick),
        );
    },
  );
  write(
    'kube_pod_container_resource_requests',
    'gauge',
    'The number of requested request resource by a container.',
    ({ plan, pod, labels }) =>
      writeResources(
        out,
        'kube_pod_container_resource_requests',
        labels,
        pod.plan.node,
        plan,
        plan.cpuRequest,
        plan.memoryRequest,
      ),
  );
  write(
    'kube_pod_container_resource_limits',
    'gauge',
    'The number of requested limit resource by a container.',
    ({ plan, pod, labels }) =>
      writeResources(
        out,
        'kube_pod_container_resource_limits',
        labels,
        pod.plan.node,
        plan,
        plan.cpuLimit,
        plan.memoryLimit,
      ),
  );
}

function writeResources(
  out: SampleWriter,
  name: string,
  labels: string,
  node: string,
  plan: ContainerPlan,
  cpu: number,
  memory: number,
): void {
  out.sample(name, `${labels},node="${node}",resource="cpu",unit="core"`, cpu);
  out.sample(name, `${labels},node="${node}",resource="memory",unit="byte"`, memory);
  if (plan.gpus > 0)
    out.sample(name, `${labels},node="${node}",resource="nvidia_com_gpu",unit="integer"`, plan.gpus);
}

/** `namespace`, `pod`, `uid` of a pod as kube-state-metrics writes them. */
export function podLabels({ plan }: PodState): string {
  return `namespace="${plan.namespace}",pod="${plan.name}",uid="${plan.uid}"`;
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
