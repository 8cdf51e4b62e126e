import type { NumberStyle } from '../exposition/numbers.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { createDcgmRenderer } from '../gpu/render-dcgm.ts';
import { createCadvisorRenderer } from '../kube/render-cadvisor.ts';
import { renderNodes } from '../kube/render-nodes.ts';
import { renderNotebookController } from '../kube/render-notebook-controller.ts';
import { renderOwners } from '../kube/render-owners.ts';
import { createPodRenderer } from '../kube/render-pods.ts';
import { renderVolumes, volumesAt } from '../kube/volumes.ts';
import { createKueueRenderer } from '../kueue/render-kueue.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { seedOf, uniform } from '../model/noise.ts';
import { rememberBy } from '../model/remember-by.ts';
import type { Engine } from '../vllm/vllm-source.ts';
import { createRayCounters, renderKuberay, renderRayNode } from '../ray/render-ray.ts';
import { renderTraining } from '../training/render-training.ts';
import type { Cluster } from './cluster.ts';
import { nameSuffix, nodeIp, podIp } from './identity.ts';
import { deploymentsAt, statefulSetsAt } from './owners.ts';
import type { PodPlan, PodState } from './pod.ts';

/** What kind of exporter a target is. */
export type TargetGroup =
  | 'vllm'
  | 'scheduler'
  | 'ovms'
  | 'ray'
  | 'dcgm'
  | 'kube-state'
  | 'cadvisor'
  | 'kubelet'
  | 'kueue'
  | 'operator';

/** One `/metrics` endpoint. */
export interface Target {
  /** Safe in a URL path. */
  readonly id: string;
  readonly group: TargetGroup;
  readonly style: NumberStyle;
  /** Whether the exporter's own labels win over the target's. */
  readonly honorLabels: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the endpoint answers at a tick. */
  isUp(tick: number): boolean;
  render(tick: number, reader: CounterReader, out: SampleWriter): void;
}

const PLATFORM = 'openshift-monitoring/k8s';
const USER = 'openshift-user-workload-monitoring/user-workload';
/** One scrape in five hundred gets no answer. */
const MISSING_SHARE = 0.002;

/** Creates the function that lists all targets at a tick. */
export function createTargets(cluster: Cluster): (tick: number) => readonly Target[] {
  const fixed = [...fixedTargets(cluster), ...infrastructureTargets(cluster), ...canaryTargets(cluster)];
  const ofEngines = cluster.engines.map((engine) => {
    const ofPlan = rememberBy((plan: PodPlan) => engineTarget(cluster, engine, plan));
    return (tick: number) => ofPlan(engine.podAt(tick).plan);
  });
  return (tick) => [...ofEngines.map((target) => target(tick)), ...fixed];
}

function withMisses(cluster: Cluster, target: Target): Target {
  const seed = seedOf(cluster.seed, `scrape/${target.id}`);
  return { ...target, isUp: (tick) => uniform(seed, tick, 1) >= MISSING_SHARE && target.isUp(tick) };
}

function podTarget(
  plan: PodPlan,
  port: number,
  job: string,
  endpoint: string,
): Readonly<Record<string, string>> {
  return {
    namespace: plan.namespace,
    pod: plan.name,
    container: plan.containers[0]?.name ?? '',
    job,
    service: job,
    endpoint,
    node: plan.node,
    instance: `${plan.ip}:${port}`,
    prometheus: USER,
  };
}

function engineTarget(cluster: Cluster, engine: Engine, pod: PodPlan): Target {
  const { model } = engine.plan;
  const isLlm = model.kind === 'LLMInferenceService';
  const job = isLlm ? `${model.namespace}/kserve-llm-isvc-vllm-engine-default` : `${model.name}-metrics`;
  const labels = podTarget(pod, isLlm ? 8000 : 8080, job, isLlm ? 'https' : 'http');
  const exporter = engine.exporterOf(pod);
  return withMisses(cluster, {
    id: `vllm-${pod.namespace}-${pod.name}`,
    group: 'vllm',
    style: 'python',
    honorLabels: false,
    labels: isLlm
      ? {
          ...labels,
          llm_isvc_name: model.name,
          llm_isvc_role: engine.plan.role,
          llm_isvc_component: pod.labels['app.kubernetes.io/component'] ?? '',
        }
      : labels,
    isUp: (at) =>
      engine.loadAt(at).isServing &&
      cluster.book.active(engine.plan.id, at).every(({ name }) => name !== 'scrape-loss'),
    render(at, reader, out) {
      const startTick = engine.lifeAt(at).containerStart;
      const counters = reader.read(exporter.counters, startTick, at);
      exporter.render({ load: engine.loadAt(at), startTick, counters }, out);
    },
  });
}

/** A pod that never comes up is a target too: its `up` is 0. */
function canaryTargets(cluster: Cluster): readonly Target[] {
  return cluster.canary.podsAt(cluster.boundaryTick).map(({ plan }) => ({
    id: `vllm-${plan.namespace}-${plan.name}`,
    group: 'vllm',
    style: 'python',
    honorLabels: false,
    labels: podTarget(plan, 8080, `${cluster.plan.canary.name}-metrics`, 'http'),
    isUp: () => false,
    render: () => undefined,
  }));
}

function fixedTargets(cluster: Cluster): readonly Target[] {
  const schedulers = cluster.schedulers.map((source): Target => ({
    id: `scheduler-${source.pod.plan.namespace}-${source.pod.plan.name}`,
    group: 'scheduler',
    style: 'go',
    honorLabels: false,
    labels: podTarget(source.pod.plan, 9090, 'kserve-llm-isvc-scheduler-default', 'metrics'),
    isUp: () => true,
    render: (at, reader, out) =>
      source.render(at, reader.read(source.counters, source.pod.plan.createdTick, at), out),
  }));
  const servers = cluster.ovms.flatMap((source) =>
    source.servers.map((server): Target => ({
      id: `ovms-${server.pod.plan.namespace}-${server.pod.plan.name}`,
      group: 'ovms',
      style: 'go',
      honorLabels: false,
      labels: podTarget(server.pod.plan, 8888, `${source.plan.name}-metrics`, 'http'),
      isUp: () => true,
      render: (at, reader, out) =>
        server.render(at, reader.read(server.counters, server.pod.plan.createdTick, at), out),
    })),
  );
  const rays = cluster.rays.flatMap((ray) => {
    const entity = createRayCounters(ray);
    return ray.nodes.map((node): Target => ({
      id: `ray-${node.pod.plan.namespace}-${node.pod.plan.name}`,
      group: 'ray',
      style: 'python',
      honorLabels: false,
      labels: podTarget(
        node.pod.plan,
        8080,
        `${ray.plan.namespace}/ray-${node.isHead ? 'head' : 'workers'}-monitor`,
        'metrics',
      ),
      isUp: () => true,
      render: (at, reader, out) =>
        renderRayNode(ray, node, at, node.isHead ? reader.read(entity, ray.createdTick, at) : null, out),
    }));
  });
  return [...schedulers, ...servers, ...rays].map((target) => withMisses(cluster, target));
}

function infrastructureTargets(cluster: Cluster): readonly Target[] {
  const perNode = cluster.plan.nodes.flatMap((node) => nodeTargets(cluster, node));
  const pods = createPodRenderer();
  const kueue = createKueueRenderer(cluster.queues, cluster.book, cluster.originTick);
  const operators: readonly Target[] = [
    {
      ...operatorTarget(
        cluster,
        'openshift-monitoring',
        'kube-state-metrics',
        'kube-rbac-proxy-main',
        'https-main',
        8443,
      ),
      group: 'kube-state',
      render(at, _reader, out) {
        pods(cluster.podsAt(at), out);
        renderOwners(deploymentsAt(cluster, at), statefulSetsAt(cluster), cluster.jobsAt(at), out);
        renderNodes(cluster.plan.nodes, cluster.plan.namespaces, out);
        renderTraining(cluster.jobsAt(at), at, out);
      },
    },
    {
      ...operatorTarget(
        cluster,
        'openshift-kueue-operator',
        'kueue-controller-manager',
        'manager',
        'https',
        8443,
      ),
      group: 'kueue',
      render: (at, reader, out) => kueue(at, reader, out),
    },
    {
      ...operatorTarget(
        cluster,
        'redhat-ods-applications',
        'notebook-controller',
        'manager',
        'metrics',
        8080,
      ),
      render: (at, _reader, out) => renderNotebookController(cluster.notebooks, cluster.originTick, at, out),
    },
    {
      ...operatorTarget(
        cluster,
        'redhat-ods-applications',
        'kuberay-operator',
        'kuberay-operator',
        'http',
        8080,
      ),
      render: (_at, _reader, out) => renderKuberay(cluster.rays, out),
    },
  ];
  return [...perNode, ...operators].map((target) => withMisses(cluster, target));
}

/** An operator's own pod is no workload here: only its target labels are known. kube-state-metrics' pod label is dropped, as OpenShift does. */
function operatorTarget(
  cluster: Cluster,
  namespace: string,
  name: string,
  container: string,
  endpoint: string,
  port: number,
): Target {
  const pod =
    name === 'kube-state-metrics'
      ? {}
      : { pod: `${name}-${nameSuffix(cluster.seed, `${name}/rs`, 10)}-${nameSuffix(cluster.seed, name, 5)}` };
  return {
    id: name,
    group: 'operator',
    style: 'go',
    honorLabels: true,
    labels: {
      namespace,
      ...pod,
      container,
      job: name,
      service: name,
      endpoint,
      instance: `${podIp(cluster.seed, name)}:${port}`,
      prometheus: PLATFORM,
    },
    isUp: () => true,
    render: () => undefined,
  };
}

function nodeTargets(cluster: Cluster, node: string): readonly Target[] {
  const gpus = cluster.gpus.filter(({ slot }) => slot.node === node);
  const dcgm = createDcgmRenderer(cluster.seed, node, gpus, cluster.originTick);
  const cadvisor = createCadvisorRenderer(cluster.plan.size === 'M');
  const exporter = `nvidia-dcgm-exporter-${nameSuffix(cluster.seed, `dcgm/${node}`, 5)}`;
  const kubelet = {
    namespace: 'kube-system',
    job: 'kubelet',
    service: 'kubelet',
    endpoint: 'https-metrics',
    node,
    instance: `${nodeIp(node)}:10250`,
    prometheus: PLATFORM,
  };
  const podsOf = (tick: number): readonly PodState[] =>
    cluster.podsAt(tick).filter(({ plan }) => plan.node === node);
  return [
    {
      id: `dcgm-${node}`,
      group: 'dcgm',
      style: 'go',
      honorLabels: false,
      labels: {
        namespace: 'nvidia-gpu-operator',
        pod: exporter,
        container: 'nvidia-dcgm-exporter',
        job: 'nvidia-dcgm-exporter',
        service: 'nvidia-dcgm-exporter',
        endpoint: 'gpu-metrics',
        node,
        instance: `${podIp(cluster.seed, exporter)}:9400`,
        prometheus: PLATFORM,
      },
      isUp: () => true,
      render: dcgm,
    },
    {
      id: `cadvisor-${node}`,
      group: 'cadvisor',
      style: 'go',
      honorLabels: true,
      labels: { ...kubelet, metrics_path: '/metrics/cadvisor' },
      isUp: () => true,
      render: (at, reader, out) => cadvisor(podsOf(at), at, reader, out),
    },
    {
      id: `kubelet-${node}`,
      group: 'kubelet',
      style: 'go',
      honorLabels: true,
      labels: { ...kubelet, metrics_path: '/metrics' },
      isUp: () => true,
      render(at, _reader, out) {
        const volumes = volumesAt(cluster.seed, podsOf(at), cluster.jobsAt(at), cluster.book, at);
        renderVolumes(volumes, out);
      },
    },
  ];
}
