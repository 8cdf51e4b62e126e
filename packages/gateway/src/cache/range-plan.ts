/** The points of a range query: `startMs`, `startMs + stepMs`, … up to `endMs`, which is one of them. */
export interface Grid {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** Points that somebody has: both ends inclusive and on the grid. */
export interface Extent {
  readonly startMs: number;
  readonly endMs: number;
}

/** What of the wanted points comes from which extent, and what must be fetched; together every point once, in order of time. */
export type PlanStep<Held extends Extent> =
  | { readonly kind: 'held'; readonly held: Held; readonly startMs: number; readonly endMs: number }
  | { readonly kind: 'gap'; readonly startMs: number; readonly endMs: number };

/** The grid of a query; its last point is the last that is not after the end (rule R6). */
export function gridOf(query: {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}): Grid {
  const { startMs, stepMs } = query;
  return { startMs, stepMs, endMs: startMs + Math.floor((query.endMs - startMs) / stepMs) * stepMs };
}

/** The last point that is not after a time; before `startMs` when none is. */
export function lastPointUntil({ startMs, endMs, stepMs }: Grid, timeMs: number): number {
  if (timeMs >= endMs) return endMs;
  return startMs + Math.floor((timeMs - startMs) / stepMs) * stepMs;
}

/** Where points of the grid begin, between two points: grids with the same phase share their points (rule R1). */
export function phaseOf({ startMs, stepMs }: Grid): number {
  return ((startMs % stepMs) + stepMs) % stepMs;
}

/** Takes from the extents, which are of the same step and phase, whatever lies in the grid; the earlier one wins where two overlap. */
export function planRange<Held extends Extent>(
  grid: Grid,
  extents: readonly Held[],
): readonly PlanStep<Held>[] {
  const steps: PlanStep<Held>[] = [];
  let next = grid.startMs;
  const inOrder = extents.toSorted((left, right) => left.startMs - right.startMs || right.endMs - left.endMs);
  for (const held of inOrder) {
    if (held.endMs < next || held.startMs > grid.endMs) continue;
    if (held.startMs > next) steps.push({ kind: 'gap', startMs: next, endMs: held.startMs - grid.stepMs });
    const startMs = Math.max(next, held.startMs);
    const endMs = Math.min(grid.endMs, held.endMs);
    steps.push({ kind: 'held', held, startMs, endMs });
    next = endMs + grid.stepMs;
    if (next > grid.endMs) break;
  }
  if (next <= grid.endMs) steps.push({ kind: 'gap', startMs: next, endMs: grid.endMs });
  return steps;
}
