import { GPUS_PER_NODE } from '../cluster/cluster-plan.ts';
import { nodeIp } from '../cluster/identity.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';

const GIB = 1024 ** 3;
const NODE_CONDITIONS = [
  'Ready',
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
  'NetworkUnavailable',
] as const;
const CAPACITY: readonly (readonly [
  resource: string,
  unit: string,
  capacity: number,
  allocatable: number,
])[] = [
  ['cpu', 'core', 128, 127.5],
  ['memory', 'byte', 1024 * GIB, 1021 * GIB],
  ['pods', 'integer', 250, 250],
  ['ephemeral_storage', 'byte', 1780 * GIB, 1640 * GIB],
  ['nvidia_com_gpu', 'integer', GPUS_PER_NODE, GPUS_PER_NODE],
];

/** Writes kube-state-metrics' node and namespace families. */
export function renderNodes(
  nodes: readonly string[],
  namespaces: readonly string[],
  out: SampleWriter,
): void {
  const gauge = (name: string, help: string, write: (node: string) => void): void => {
    out.family(name, 'gauge', help);
    for (const node of nodes) write(node);
  };
  gauge('kube_node_info', 'Information about a cluster node.', (node) =>
    out.sample(
      'kube_node_info',
      labelText({
        node,
        kernel_version: '5.14.0-570.49.1.el9_6.x86_64',
        os_image: 'Red Hat Enterprise Linux CoreOS 9.6',
        container_runtime_version: 'cri-o://1.33.5',
        kubelet_version: 'v1.33.5',
        kubeproxy_version: 'deprecated',
        internal_ip: nodeIp(node),
      }),
      1,
    ),
  );
  gauge('kube_node_role', 'The role of a cluster node.', (node) =>
    out.sample('kube_node_role', `node="${node}",role="worker"`, 1),
  );
  gauge('kube_node_spec_unschedulable', 'Whether a node can schedule new pods.', (node) =>
    out.sample('kube_node_spec_unschedulable', `node="${node}"`, 0),
  );
  gauge('kube_node_status_condition', 'The condition of a cluster node.', (node) => {
    for (const condition of NODE_CONDITIONS) {
      const holding = condition === 'Ready' ? 'true' : 'false';
      for (const status of ['true', 'false', 'unknown'] as const) {
        const labels = `node="${node}",condition="${condition}",status="${status}"`;
        out.sample('kube_node_status_condition', labels, status === holding ? 1 : 0);
      }
    }
  });
  gauge('kube_node_status_capacity', 'The capacity for different resources of a node.', (node) => {
    for (const [resource, unit, capacity] of CAPACITY) {
      out.sample(
        'kube_node_status_capacity',
        `node="${node}",resource="${resource}",unit="${unit}"`,
        capacity,
      );
    }
  });
  gauge(
    'kube_node_status_allocatable',
    'The allocatable for different resources of a node that are available for scheduling.',
    (node) => {
      for (const [resource, unit, , allocatable] of CAPACITY) {
        out.sample(
          'kube_node_status_allocatable',
          `node="${node}",resource="${resource}",unit="${unit}"`,
          allocatable,
        );
      }
    },
  );
  renderNamespaces(namespaces, out);
}

function renderNamespaces(namespaces: readonly string[], out: SampleWriter): void {
  out.family('kube_namespace_labels', 'gauge', 'Kubernetes labels converted to Prometheus labels.');
  for (const namespace of namespaces) {
    const labels = labelText({
      namespace,
      label_kubernetes_io_metadata_name: namespace,
      label_opendatahub_io_dashboard: 'true',
    });
    out.sample('kube_namespace_labels', labels, 1);
  }
  out.family('kube_namespace_status_phase', 'gauge', 'kubernetes namespace status phase.');
  for (const namespace of namespaces) {
    for (const phase of ['Active', 'Terminating']) {
      out.sample(
        'kube_namespace_status_phase',
        `namespace="${namespace}",phase="${phase}"`,
        phase === 'Active' ? 1 : 0,
      );
    }
  }
  out.family('kube_resourcequota', 'gauge', 'Information about resource quota.');
  for (const namespace of namespaces.filter((name) => name.startsWith('research') || name === 'notebooks')) {
    for (const [type, value] of [
      ['hard', 12],
      ['used', 5],
    ] as const) {
      const labels = labelText({
        namespace,
        resourcequota: 'gpu-quota',
        resource: 'requests.nvidia.com/gpu',
        type,
      });
      out.sample('kube_resourcequota', labels, value);
    }
  }
}
