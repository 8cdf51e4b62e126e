/**
 * Something whose counters grow: an engine, a container, a GPU. What it adds in a tick is a pure function of the tick, so the past can be
 * computed at any time and equals what was seen live.
 */
export interface CounterEntity {
  /** Unique in the cluster; a pod's entity carries the pod's uid. */
  readonly id: string;
  readonly size: number;
  /** Adds what happened in the tick to the vector. */
  addTick(tick: number, into: Float64Array): void;
}

/** Gives the counters of an entity at a tick, given the tick at which its present incarnation started. */
export interface CounterReader {
  read(entity: CounterEntity, startTick: number, tick: number): Float64Array;
}
