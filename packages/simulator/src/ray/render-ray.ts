import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterEntity } from '../model/counter-entity.ts';
import { add, addFraction } from '../model/counter-layout.ts';
import { tickSeconds } from '../model/grid.ts';
import { poisson, uniform } from '../model/noise.ts';
import { RAY_MEMORY, type RayNode, type RaySource } from './ray-source.ts';

const SESSION = 'session_2026-11-02_08-14-51_228846_1';
const TASK_STATES = ['PENDING_NODE_ASSIGNMENT', 'RUNNING', 'FINISHED', 'FAILED'] as const;
const ACTOR_STATES = ['ALIVE_IDLE', 'ALIVE_RUNNING_TASKS', 'PENDING_CREATION', 'DEAD'] as const;
const LOCATIONS = ['MMAP_SHM', 'MMAP_DISK', 'SPILLED', 'WORKER_HEAP'] as const;

/** Places in a Ray head's vector. */
const slots = { finished: 0, failed: 1, evictions: 2, blocked: 3, synced: 4 } as const;

/** Counters of a Ray cluster, kept by its head. */
export function createRayCounters(ray: RaySource): CounterEntity {
  return {
    id: `ray/${ray.plan.namespace}/${ray.plan.name}`,
    size: 5,
    addTick(tick, into) {
      const activity = ray.activityAt(tick);
      add(into, slots.finished, poisson(activity * 4, ray.seed, tick, 40));
      add(into, slots.failed, poisson(activity * 0.02, ray.seed, tick, 41));
      add(into, slots.evictions, uniform(ray.seed, tick, 42) < 0.0004 ? 1 : 0);
      addFraction(into, slots.blocked, activity * 0.11);
      addFraction(into, slots.synced, activity * 0.34);
    },
  };
}

/** Writes what a Ray node reports of itself, and on the head what it knows of the cluster. */
export function renderRayNode(
  ray: RaySource,
  node: RayNode,
  tick: number,
  counters: Float64Array | null,
  out: SampleWriter,
): void {
  const load = node.loadAt(tick);
  const base = labelText({
    SessionName: SESSION,
    RayNodeType: node.isHead ? 'head' : 'worker',
    ip: node.pod.plan.ip,
    ray_io_cluster: ray.plan.name,
  });
  const gauge = (name: string, help: string, value: number, labels = base): void => {
    out.family(name, 'gauge', help);
    out.sample(name, labels, value);
  };
  gauge('ray_node_cpu_utilization', 'Total CPU usage on a ray node', Math.round(load.cpuShare * 1000) / 10);
  gauge('ray_node_cpu_count', 'Total CPUs available on a ray node', 8);
  gauge('ray_node_mem_used_host', 'Memory usage on a ray node', Math.round(load.memoryBytes));
  gauge('ray_node_mem_total_host', 'Total memory on a ray node', RAY_MEMORY);
  gauge(
    'ray_node_mem_available_host',
    'Memory available on a ray node',
    Math.round(RAY_MEMORY - load.memoryBytes),
  );
  if (node.hasGpu) {
    const gpu = `${base},GpuDeviceName="NVIDIA H100 80GB HBM3",GpuIndex="0"`;
    const watts = 70 + 630 * (0.25 * load.gpu.active + 0.75 * load.gpu.tensor);
    gauge(
      'ray_node_gpus_utilization',
      'Total GPU usage on a ray node',
      Math.round(load.gpu.active * 100),
      gpu,
    );
    gauge('ray_node_gram_used', 'Total GPU RAM usage on a ray node', load.gpu.memoryMiB, gpu);
    gauge(
      'ray_node_gram_available',
      'Total GPU RAM available on a ray node',
      81_559 - load.gpu.memoryMiB,
      gpu,
    );
    gauge('ray_node_gpu_power_milliwatts', 'GPU power of a ray node', Math.round(watts * 1000), gpu);
    gauge(
      'ray_node_gpu_temperature_celsius',
      'GPU temperature of a ray node',
      Math.round(32 + 0.07 * watts),
      gpu,
    );
  }
  if (counters !== null) renderHead(ray, tick, base, counters, out);
}

function renderHead(
  ray: RaySource,
  tick: number,
  base: string,
  counters: Float64Array,
  out: SampleWriter,
): void {
  const activity = ray.activityAt(tick);
  const at = (slot: number): number => Math.floor(counters[slot] ?? 0);
  const tasks = [Math.round(activity * 12), Math.round(activity * 14), at(slots.finished), at(slots.failed)];
  const actors = [3, Math.round(activity * 6), 0, 4];
  const store = [activity * 5.5e9, 0, activity * 2e8, 3.2e8];
  const group = (
    name: string,
    help: string,
    label: string,
    values: readonly string[],
    numbers: readonly number[],
  ): void => {
    out.family(name, 'gauge', help);
    for (const [index, value] of values.entries())
      out.sample(name, `${base},${label}="${value}"`, Math.round(numbers[index] ?? 0));
  };
  group('ray_tasks', 'Current number of tasks currently in a particular state.', 'State', TASK_STATES, tasks);
  group(
    'ray_actors',
    'Current number of actors currently in a particular state.',
    'State',
    ACTOR_STATES,
    actors,
  );
  group(
    'ray_object_store_memory',
    'Object store memory by various sub-kinds on this node',
    'Location',
    LOCATIONS,
    store,
  );
  group(
    'autoscaler_active_nodes',
    'Number of nodes in the cluster.',
    'NodeType',
    ['headgroup', 'trials'],
    [1, ray.plan.workers],
  );
  group('autoscaler_pending_nodes', 'Number of nodes pending to be started.', 'NodeType', ['trials'], [0]);
  group(
    'autoscaler_recently_failed_nodes',
    'Number of nodes that failed recently.',
    'NodeType',
    ['trials'],
    [0],
  );
  out.family(
    'ray_memory_manager_worker_eviction_total',
    'counter',
    'Number of worker evictions by the memory manager.',
  );
  out.sample(
    'ray_memory_manager_worker_eviction_total',
    `${base},Type="MemoryManager.TaskEviction.Total"`,
    at(slots.evictions),
  );
  const train = `${base},ray_train_run_name="sweep"`;
  group(
    'ray_train_controller_state',
    'Current state of the Ray Train controller',
    'ray_train_controller_state',
    ['RUNNING', 'FINISHED'],
    activity > 0.1 ? [1, 0] : [0, 1],
  );
  out.family(
    'ray_train_report_total_blocked_time_s',
    'counter',
    'Cumulative time the report call has blocked the training loop.',
  );
  out.sample('ray_train_report_total_blocked_time_s', train, counters[slots.blocked] ?? 0);
  out.family('ray_train_checkpoint_sync_total_time_s', 'counter', 'Cumulative time of checkpoint syncs.');
  out.sample('ray_train_checkpoint_sync_total_time_s', train, counters[slots.synced] ?? 0);
}

/** Writes what the KubeRay operator reports of all Ray clusters. */
export function renderKuberay(rays: readonly RaySource[], out: SampleWriter): void {
  out.family('kuberay_cluster_info', 'gauge', 'Metadata information about RayCluster custom resources');
  for (const { plan } of rays) {
    out.sample(
      'kuberay_cluster_info',
      labelText({ name: plan.name, namespace: plan.namespace, owner_kind: 'None' }),
      1,
    );
  }
  out.family(
    'kuberay_cluster_condition_provisioned',
    'gauge',
    'Indicates whether the RayCluster is provisioned',
  );
  for (const { plan } of rays) {
    for (const condition of ['true', 'false']) {
      const labels = labelText({ name: plan.name, namespace: plan.namespace, condition });
      out.sample('kuberay_cluster_condition_provisioned', labels, condition === 'true' ? 1 : 0);
    }
  }
  out.family(
    'kuberay_cluster_provisioned_duration_seconds',
    'gauge',
    'The time, in seconds, when a RayCluster was provisioned',
  );
  for (const { plan, createdTick } of rays) {
    const labels = labelText({ name: plan.name, namespace: plan.namespace });
    out.sample('kuberay_cluster_provisioned_duration_seconds', labels, 41 + (tickSeconds(createdTick) % 50));
  }
}
