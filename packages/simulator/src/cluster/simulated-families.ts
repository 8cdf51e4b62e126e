import type { FamilyType } from '../exposition/sample-writer.ts';
import { parseLabelText } from '../exposition/labels.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { tickAt } from '../model/grid.ts';
import type { ClusterSize } from './cluster-plan.ts';
import { createCluster } from './cluster.ts';
import { createTargets, type Target } from './targets.ts';

/** A metric family of the simulated cluster as Prometheus stores it. */
export interface SimulatedFamily {
  /** Histograms and summaries without `_bucket`, `_sum`, `_count`. */
  readonly name: string;
  readonly type: FamilyType;
  /** Every label name that any of its series has after the scrape, sorted; without `le`. */
  readonly labels: readonly string[];
}

const LOOKS = 12;
const TICKS_BETWEEN = 61;

/** Every family that the cluster of a size exposes, with its stored label names: what templates are checked against. */
export function simulatedFamilies(size: ClusterSize): readonly SimulatedFamily[] {
  const cluster = createCluster({ seed: 1, size, boundaryTick: tickAt(Date.UTC(2026, 0, 7, 14)) });
  const found = new Map<string, { type: FamilyType; labels: Set<string> }>();
  const targetsAt = createTargets(cluster);
  // Several times of day: some states of Kubernetes objects (a finished job, a waiting container) are not there at every moment.
  for (let back = 0; back < LOOKS; back += 1) {
    const tick = cluster.boundaryTick - back * TICKS_BETWEEN;
    const looked =
      back === 0 ? targetsAt(tick) : targetsAt(tick).filter(({ group }) => group === 'kube-state');
    for (const target of looked) collect(target, tick, found);
  }
  return [...found]
    .map(([name, { type, labels }]) => ({ name, type, labels: [...labels].toSorted() }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function collect(
  target: Target,
  tick: number,
  found: Map<string, { type: FamilyType; labels: Set<string> }>,
): void {
  let current = new Set<string>();
  target.render(tick, ones, {
    family(name, type) {
      const known = found.get(name) ?? { type, labels: new Set<string>() };
      found.set(name, known);
      current = known.labels;
    },
    sample(_name, labels) {
      for (const label of Object.keys(target.labels)) current.add(label);
      for (const label of Object.keys(parseLabelText(labels))) {
        if (label === 'le') continue;
        current.add(target.labels[label] !== undefined && !target.honorLabels ? `exported_${label}` : label);
      }
    },
  });
}

/** The names matter, not the numbers: every counter is one, so that series which appear with their first event are there. */
const ones: CounterReader = { read: ({ size }) => new Float64Array(size).fill(1) };
