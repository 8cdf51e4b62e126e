import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterSize } from '../cluster/cluster-plan.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { scrapeTicks } from '../cluster/scrape-ticks.ts';
import { createTargets, type Target, type TargetGroup } from '../cluster/targets.ts';
import { hours, minutes } from '../model/grid.ts';
import { createBlockMaker } from './create-blocks.ts';
import { readHistoryMarker, writeHistoryMarker } from './history-marker.ts';
import { createOpenMetricsFile } from './open-metrics-file.ts';
import { surveyPast } from './past-counters.ts';
import { writeWindow, type Window } from './write-window.ts';

/** Where history goes and what makes it. */
export interface HistoryOptions {
  readonly cluster: Cluster;
  readonly stateDir: string;
  readonly promtool: string;
  readonly tsdbDir: string;
  readonly signal: AbortSignal;
}

/** What was written. */
export interface FirstScreenResult {
  readonly samples: number;
  readonly bytes: number;
}

/** A tenfold cluster gets a quarter of the time, or its start would take half a minute. */
const WINDOW_TICKS: Readonly<Record<ClusterSize, number>> = { small: hours(1), M: minutes(15) };

/** Families the first screen draws curves or counts from. */
const families: Readonly<Partial<Record<TargetGroup, RegExp>>> = {
  vllm: /^(up|vllm:(num_requests_(running|waiting)|kv_cache_usage_perc|request_success_total|(prompt|generation)_tokens_total|num_preemptions_total|prefix_cache_(hits|queries)_total|(time_to_first_token|e2e_request_latency)_seconds_bucket)|http_requests_total)$/,
  dcgm: /^(up|DCGM_FI_PROF_GR_ENGINE_ACTIVE|DCGM_FI_DEV_(GPU_TEMP|FB_USED|FB_FREE|POWER_USAGE|SM_CLOCK|XID_ERRORS))$/,
  'kube-state':
    /^(up|kube_pod_(info|labels|owner|start_time|status_(phase|ready|unschedulable)|container_(info|status_.*|resource_.*))|kube_(deployment_spec_replicas|deployment_status_replicas_available|statefulset_replicas|trainjob_.*|node_status_(allocatable|condition))|kube_pod_spec_volumes_.*)$/,
  ovms: /^(up|ovms_(requests_(success|fail)|current_requests|request_time_us_bucket))$/,
  kueue:
    /^(up|kueue_((local_queue_)?pending_workloads|evicted_workloads_total|admitted_active_workloads|cluster_queue_(status|resource_usage|nominal_quota)))$/,
  cadvisor: /^(up|container_(cpu_usage_seconds_total|memory_working_set_bytes|oom_events_total))$/,
  kubelet: /^(up|kubelet_volume_stats_(used|capacity)_bytes)$/,
  ray: /^(up|ray_tasks)$/,
  operator: /^(up|notebook_running|kuberay_cluster_.*)$/,
  scheduler: /^up$/,
};

/** What is most of this hour's samples is thinner, until the last day is filled in some minutes later; its end is not, for the age of data is read there. */
const thinnerTicks: Readonly<Partial<Record<TargetGroup, number>>> = { 'kube-state': 8, ovms: 2 };
const FRESH_TICKS = minutes(5);

/** Whether the first screen's hour holds a family of a target. */
export function isOnFirstScreen(target: Target, name: string): boolean {
  return families[target.group]?.test(name) ?? false;
}

/** The same, asked once for each family: there are two hundred thousand samples of some hundred families. */
function rememberedFamilies(): (target: Target, name: string) => boolean {
  // Bound: the families of the exporters, a few hundred.
  const known = new Map<TargetGroup, Map<string, boolean>>();
  return (target, name) => {
    const ofGroup = known.get(target.group) ?? new Map<string, boolean>();
    known.set(target.group, ofGroup);
    const before = ofGroup.get(name);
    if (before !== undefined) return before;
    const isWanted = isOnFirstScreen(target, name);
    ofGroup.set(name, isWanted);
    return isWanted;
  };
}

/** Writes the last hour of what the first screen shows as TSDB blocks; call it before Prometheus starts. Done once a state. */
export async function writeFirstScreenHistory(options: HistoryOptions): Promise<FirstScreenResult | null> {
  const { cluster, stateDir, signal } = options;
  const marker = readHistoryMarker(stateDir, cluster);
  if (marker.isFirstScreenDone) return null;
  const targetsAt = createTargets(cluster);
  const window = firstScreenWindow(cluster);
  const wanted = (tick: number): readonly Target[] =>
    targetsAt(tick).filter((target) => window.stepOf(target, tick) !== null);
  const maker = await createBlockMaker({
    ...options,
    stagingDir: join(stateDir, 'first-screen'),
    isPatient: false,
  });
  const past = await surveyPast(cluster, wanted, window.fromTick, [window.fromTick], noPause);
  const reader = past.from(window.fromTick);
  // Two halves: promtool makes blocks of the first one while the second one is written.
  const middle = window.fromTick + Math.floor((window.toTick - window.fromTick) / 2);
  const halves = [
    { ...window, toTick: middle },
    { ...window, fromTick: middle + 1 },
  ];
  const made: Promise<void>[] = [];
  let samples = 0;
  let bytes = 0;
  for (const [index, half] of halves.entries()) {
    const path = join(stateDir, `first-screen-${index}.om`);
    const file = createOpenMetricsFile(path, { hasStoredBounds: maker.major >= 3 });
    await writeWindow(half, wanted, reader, file, noPause);
    file.close();
    samples += file.samples();
    bytes += file.bytes();
    made.push(maker.make(path, signal).finally(() => rmSync(path, { force: true })));
  }
  await Promise.all(made);
  rmSync(join(stateDir, 'first-screen'), { recursive: true, force: true });
  writeHistoryMarker(stateDir, { ...marker, isFirstScreenDone: true });
  return { samples, bytes };
}

/** The hour before the boundary (a quarter of one in a large cluster), as densely as live but for what makes the most samples. */
export function firstScreenWindow(cluster: Cluster): Window {
  return {
    fromTick: cluster.boundaryTick - WINDOW_TICKS[cluster.size],
    toTick: cluster.boundaryTick,
    anchorTick: cluster.boundaryTick,
    stepOf({ group }, tick) {
      if (families[group] === undefined) return null;
      const isThin = cluster.boundaryTick - tick > FRESH_TICKS;
      return (isThin ? thinnerTicks[group] : undefined) ?? scrapeTicks(group);
    },
    includes: rememberedFamilies(),
  };
}

function noPause(): Promise<void> {
  return Promise.resolve();
}
