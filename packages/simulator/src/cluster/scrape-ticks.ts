import type { TargetGroup } from './targets.ts';

/** What serves people is read every 15 s, as pod monitors ask; what describes the platform every 30 s. */
const servingGroups: ReadonlySet<TargetGroup> = new Set(['vllm', 'scheduler', 'ovms', 'ray']);

/** Ticks between two scrapes of a target. The last day of the past is as dense: where the distance of samples changes, a rate dips by a sixth. */
export function scrapeTicks(group: TargetGroup): number {
  return servingGroups.has(group) ? 1 : 2;
}
