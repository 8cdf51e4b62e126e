import type { Ask } from './gather.ts';
import { podsMatcher, type Selector } from './selector.ts';

/** Names of the curves behind the sparklines. */
export type SparklineAsk = keyof ReturnType<typeof sparklineAsks>;

/** The first vital of every kind as curves: one query per kind. */
export function sparklineAsks({ own }: Selector) {
  const pod = ['namespace', 'pod'];
  return {
    requests: {
      promql: `sum by (namespace, pod) (rate(vllm:request_success_total${own()}[2m]))`,
      key: pod,
      what: 'request curves',
    },
    predictRequests: {
      promql: `sum by (namespace, pod) (rate(ovms_requests_success${own('method=~"ModelInfer|Predict"')}[2m]))`,
      key: pod,
      what: 'request curves',
    },
    progress: {
      promql: `max by (namespace, name) (kube_trainjob_status_progress_percentage${own()}) / 100`,
      key: ['namespace', 'name'],
      what: 'progress curves',
    },
    tasks: {
      promql: `sum by (namespace, ray_io_cluster) (ray_tasks${own('State="RUNNING"')})`,
      key: ['namespace', 'ray_io_cluster'],
      what: 'task curves',
    },
    pending: {
      promql: 'max by (cluster_queue) (kueue_pending_workloads{status="active"})',
      key: ['cluster_queue'],
      what: 'queue curves',
    },
  } satisfies Record<string, Ask>;
}

/** CPU and GPU activity of notebook pods, from which their idle time follows. */
export function activityAsks({ own, exported }: Selector, pods: readonly string[]) {
  return {
    cpu: {
      promql: `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total${own(`container!="",container!="POD",${podsMatcher('pod', pods)}`)}[5m]))`,
      key: ['namespace', 'pod'],
      what: 'notebook activity',
    },
    gpu: {
      promql: `max by (exported_namespace, exported_pod) (DCGM_FI_PROF_GR_ENGINE_ACTIVE${exported(podsMatcher('exported_pod', pods))})`,
      key: ['exported_namespace', 'exported_pod'],
      what: 'notebook GPU activity',
    },
  } satisfies Record<string, Ask>;
}
