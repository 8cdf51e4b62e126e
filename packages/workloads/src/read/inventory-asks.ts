import type { Ask } from './gather.ts';
import type { Selector } from './selector.ts';

/** Names of the queries behind the list. */
export type InventoryAsk = keyof ReturnType<typeof inventoryAsks>;

const pod = ['namespace', 'pod'];
const gpuPod = ['exported_namespace', 'exported_pod'];
const job = ['namespace', 'name'];
/** Four scrapes at the usual 30 s: the shortest window that survives a lost scrape. */
const window = '2m';
const gpuResources = 'resource=~"nvidia_com_gpu|nvidia_com_mig.*|amd_com_gpu|habana_ai_gaudi"';

/** All instant queries of the list: one per column, grouped, never one per row. */
export function inventoryAsks(select: Selector) {
  return {
    ...podAsks(select),
    ...engineAsks(select),
    ...serverAsks(select),
    ...gpuAsks(select),
    ...jobAsks(select),
    ...queueAsks(select),
  };
}

function podAsks({ own }: Selector) {
  const containers = own('container!="",container!="POD"');
  return {
    podInfo: { promql: `kube_pod_info${own()}`, key: pod, what: 'pods' },
    podLabels: { promql: `kube_pod_labels${own()}`, key: pod, what: 'pod labels' },
    podImage: {
      promql: `group by (namespace, pod, image) (kube_pod_container_info${own('image=~".*(vllm|openvino|ovms|rhaiis).*"')})`,
      key: pod,
      what: 'images',
    },
    podStart: { promql: `kube_pod_start_time${own()}`, key: pod, what: 'start times' },
    podPhase: { promql: `kube_pod_status_phase${own()} == 1`, key: pod, what: 'pod phases' },
    podReady: { promql: `kube_pod_status_ready${own('condition="true"')}`, key: pod, what: 'readiness' },
    podUnschedulable: { promql: `kube_pod_status_unschedulable${own()} == 1`, key: pod, what: 'scheduling' },
    waitingReason: {
      promql: `kube_pod_container_status_waiting_reason${own()} == 1`,
      key: pod,
      what: 'waiting reasons',
    },
    lastTerminated: {
      promql: `kube_pod_container_status_last_terminated_reason${own()} == 1`,
      key: pod,
      what: 'termination reasons',
    },
    lastExitCode: {
      promql: `kube_pod_container_status_last_terminated_exitcode${own()}`,
      key: [...pod, 'container'],
      what: 'exit codes',
    },
    lastTerminatedAt: {
      promql: `kube_pod_container_status_last_terminated_timestamp${own()}`,
      key: [...pod, 'container'],
      what: 'termination times',
    },
    restarts: {
      promql: `sum by (namespace, pod) (kube_pod_container_status_restarts_total${own()})`,
      key: pod,
      what: 'restarts',
    },
    restartsHour: {
      promql: `sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total${own()}[1h]))`,
      key: pod,
      what: 'restarts of the last hour',
    },
    gpus: {
      promql: `sum by (namespace, pod) (kube_pod_container_resource_requests${own(gpuResources)})`,
      key: pod,
      what: 'GPU requests',
    },
    scraped: { promql: `min by (namespace, pod) (up${own('pod!=""')})`, key: pod, what: 'scrape state' },
    cpu: {
      promql: `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total${containers}[${window}]))`,
      key: pod,
      what: 'CPU',
    },
    memory: {
      promql: `max by (namespace, pod) (container_memory_working_set_bytes${containers} / on (namespace, pod, container) group_left () max by (namespace, pod, container) (kube_pod_container_resource_limits${own('resource="memory"')}))`,
      key: pod,
      what: 'memory',
    },
    volume: {
      promql: `max by (namespace, pod) (kube_pod_spec_volumes_persistentvolumeclaims_info${own()} * on (namespace, persistentvolumeclaim) group_left () max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes${own()} / kubelet_volume_stats_capacity_bytes${own()}))`,
      key: pod,
      what: 'volumes',
    },
    deployments: {
      promql: `max by (namespace, deployment) (kube_deployment_spec_replicas${own()})`,
      key: ['namespace', 'deployment'],
      what: 'wanted replicas',
    },
    statefulSets: {
      promql: `max by (namespace, statefulset) (kube_statefulset_replicas${own()})`,
      key: ['namespace', 'statefulset'],
      what: 'wanted notebooks',
    },
    notebookNamespaces: {
      promql: `max by (namespace) (notebook_running${own()})`,
      key: ['namespace'],
      what: 'notebook controller',
    },
    observed: { promql: `max(timestamp(kube_pod_info${own()}))`, key: [], what: 'age of the newest sample' },
  } satisfies Record<string, Ask>;
}

function engineAsks({ own }: Selector) {
  const perPod = (expression: string, what: string): Ask => ({
    promql: `sum by (namespace, pod) (${expression})`,
    key: pod,
    what,
  });
  const p95 = (metric: string, older: string | null, what: string): Ask => {
    const rate = (name: string): string => `rate(${name}_bucket${own()}[${window}])`;
    const rates = older === null ? rate(metric) : `${rate(metric)} or ${rate(older)}`;
    return {
      promql: `histogram_quantile(0.95, sum by (namespace, model_name, le) (${rates}))`,
      key: ['namespace', 'model_name'],
      what,
    };
  };
  return {
    engineModel: {
      promql: `group by (namespace, pod, model_name) (vllm:num_requests_running${own()})`,
      key: pod,
      what: 'model names',
    },
    running: perPod(`vllm:num_requests_running${own()}`, 'running requests'),
    waiting: perPod(`vllm:num_requests_waiting${own()}`, 'waiting requests'),
    kvCache: {
      promql: `max by (namespace, pod) (vllm:kv_cache_usage_perc${own()} or vllm:gpu_cache_usage_perc${own()})`,
      key: pod,
      what: 'KV cache',
    },
    requests: perPod(`rate(vllm:request_success_total${own()}[${window}])`, 'requests'),
    requestErrors: perPod(
      `rate(vllm:request_success_total${own('finished_reason=~"error|abort"')}[${window}])`,
      'errors',
    ),
    preemptions: perPod(`rate(vllm:num_preemptions_total${own()}[${window}])`, 'preemptions'),
    tokens: {
      promql: `sum by (namespace, pod) (rate(vllm:prompt_tokens_total${own()}[${window}])) + sum by (namespace, pod) (rate(vllm:generation_tokens_total${own()}[${window}]))`,
      key: pod,
      what: 'tokens',
    },
    firstToken: p95('vllm:time_to_first_token_seconds', null, 'time to first token'),
    tokenGap: p95(
      'vllm:inter_token_latency_seconds',
      'vllm:time_per_output_token_seconds',
      'inter-token latency',
    ),
    endToEnd: p95('vllm:e2e_request_latency_seconds', null, 'end-to-end latency'),
    queueTime: p95('vllm:request_queue_time_seconds', null, 'queue time'),
    inferenceTime: p95('vllm:request_inference_time_seconds', null, 'inference time'),
  } satisfies Record<string, Ask>;
}

function serverAsks({ own }: Selector) {
  const calls = 'method=~"ModelInfer|Predict"';
  const meanSeconds = (metric: string, what: string): Ask => ({
    promql: `sum by (namespace, pod) (rate(${metric}_sum${own()}[${window}])) / (sum by (namespace, pod) (rate(${metric}_count${own()}[${window}])) > 0) / 1e6`,
    key: pod,
    what,
  });
  return {
    predictRequests: {
      promql: `sum by (namespace, pod) (rate(ovms_requests_success${own(calls)}[${window}]))`,
      key: pod,
      what: 'requests',
    },
    predictFailures: {
      promql: `sum by (namespace, pod) (rate(ovms_requests_fail${own(calls)}[${window}]))`,
      key: pod,
      what: 'failures',
    },
    predictLatency: {
      promql: `histogram_quantile(0.99, sum by (namespace, name, le) (rate(ovms_request_time_us_bucket${own()}[${window}]))) / 1e6`,
      key: ['namespace', 'name'],
      what: 'latency',
    },
    predictMean: meanSeconds('ovms_request_time_us', 'mean latency'),
    predictWait: meanSeconds('ovms_wait_for_infer_req_time_us', 'waiting time'),
    predictInference: meanSeconds('ovms_inference_time_us', 'inference time'),
    predictInFlight: {
      promql: `sum by (namespace, pod) (ovms_current_requests${own()})`,
      key: pod,
      what: 'requests in flight',
    },
  } satisfies Record<string, Ask>;
}

function gpuAsks({ exported }: Selector) {
  const held = exported('exported_pod!=""');
  return {
    gpuActive: {
      promql: `avg by (exported_namespace, exported_pod) (DCGM_FI_PROF_GR_ENGINE_ACTIVE${held})`,
      key: gpuPod,
      what: 'GPU activity',
    },
    gpuActiveQuarter: {
      promql: `avg by (exported_namespace, exported_pod) (avg_over_time(DCGM_FI_PROF_GR_ENGINE_ACTIVE${held}[15m]))`,
      key: gpuPod,
      what: 'GPU activity',
    },
    gpuTemperature: {
      promql: `max by (exported_namespace, exported_pod) (DCGM_FI_DEV_GPU_TEMP${held})`,
      key: gpuPod,
      what: 'GPU temperature',
    },
  } satisfies Record<string, Ask>;
}

function jobAsks({ own }: Selector) {
  return {
    jobCondition: {
      promql: `kube_trainjob_status_condition${own('status=~"true|True|"')} == 1`,
      key: job,
      what: 'job conditions',
    },
    jobProgress: { promql: `kube_trainjob_status_progress_percentage${own()}`, key: job, what: 'progress' },
    jobRemaining: {
      promql: `kube_trainjob_status_estimated_remaining_seconds${own()}`,
      key: job,
      what: 'time left',
    },
    jobMetric: {
      promql: `kube_trainjob_status_metric${own()}`,
      key: [...job, 'metric'],
      what: 'training metrics',
    },
    jobReported: {
      promql: `kube_trainjob_status_last_updated_timestamp_seconds${own()}`,
      key: job,
      what: 'trainer reports',
    },
    rayProvisioned: {
      promql: `kuberay_cluster_condition_provisioned${own('condition="true"')}`,
      key: job,
      what: 'Ray clusters',
    },
    rayJobStatus: { promql: `kuberay_job_deployment_status${own()} == 1`, key: job, what: 'Ray jobs' },
    rayTasks: {
      promql: `sum by (namespace, ray_io_cluster) (ray_tasks${own('State="RUNNING"')})`,
      key: ['namespace', 'ray_io_cluster'],
      what: 'Ray tasks',
    },
  } satisfies Record<string, Ask>;
}

function queueAsks({ own }: Selector) {
  const gpu = 'resource=~"nvidia.com/gpu|nvidia.com/mig.*|amd.com/gpu|habana.ai/gaudi"';
  const queue = ['cluster_queue'];
  const most = (series: string, what: string): Ask => ({
    promql: `max by (cluster_queue) (${series})`,
    key: queue,
    what,
  });
  const gpus = (metric: string, what: string): Ask => ({
    promql: `sum by (cluster_queue) (max by (cluster_queue, flavor, resource) (${metric}{${gpu}}))`,
    key: queue,
    what,
  });
  return {
    queuePending: most('kueue_pending_workloads{status="active"}', 'waiting workloads'),
    queueInadmissible: most('kueue_pending_workloads{status="inadmissible"}', 'inadmissible workloads'),
    queueRunning: most('kueue_admitted_active_workloads', 'admitted workloads'),
    queueActive: most('kueue_cluster_queue_status{status="active"}', 'queue states'),
    queueWait: {
      promql:
        'histogram_quantile(0.95, max by (cluster_queue, le) (rate(kueue_admission_wait_time_seconds_bucket[1h])))',
      key: queue,
      what: 'admission wait',
    },
    queueUsed: gpus('kueue_cluster_queue_resource_usage', 'quota in use'),
    queueQuota: gpus('kueue_cluster_queue_nominal_quota', 'quota'),
    localQueues: {
      promql: `group by (namespace, name) (kueue_local_queue_pending_workloads${own()})`,
      key: job,
      what: 'local queues',
    },
  } satisfies Record<string, Ask>;
}
