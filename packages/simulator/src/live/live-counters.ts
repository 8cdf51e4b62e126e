import type { Cluster } from '../cluster/cluster.ts';
import type { CounterEntity, CounterReader } from '../model/counter-entity.ts';

/** Counters of one incarnation of an entity, up to a tick. */
export interface CounterState {
  readonly startTick: number;
  readonly tick: number;
  readonly values: readonly number[];
}

/** The counters of the running cluster. */
export interface LiveCounters extends CounterReader {
  /** Brings an entity up to a tick without passing the deadline (milliseconds of `now`); true when it is there. */
  advance(entity: CounterEntity, startTick: number, tick: number, deadline: number): boolean;
  /** Entities that were read in the last hour, for the checkpoint. */
  states(tick: number): IterableIterator<readonly [string, CounterState]>;
}

interface Account {
  readonly startTick: number;
  readonly vector: Float64Array;
  tick: number;
  readTick: number;
}

/** Work done between two looks at the clock. */
const TICKS_AT_ONCE = 32;
/** A longer gap (the machine was off) is filled from samples, so that a start never takes longer than a day's worth. */
const MAX_EXACT_TICKS = 5760;
/** Pods that have gone are forgotten after an hour. */
const KEEP_TICKS = 240;

/** Creates the live counters; `restored` are those of an earlier process on the same state. */
export function createLiveCounters(
  cluster: Cluster,
  restored: ReadonlyMap<string, CounterState>,
  now: () => number,
): LiveCounters {
  // Bound: entities of the cluster that were read in the last hour; others are dropped when the states are listed.
  const accounts = new Map<string, Account>();
  const open = (entity: CounterEntity, startTick: number, tick: number): Account => {
    const known = accounts.get(entity.id);
    if (known !== undefined && known.startTick === startTick) return known;
    const account = {
      ...beginning(cluster, entity, startTick, tick, restored.get(entity.id)),
      startTick,
      readTick: tick,
    };
    accounts.set(entity.id, account);
    return account;
  };
  const advance = (entity: CounterEntity, startTick: number, tick: number, deadline: number): boolean => {
    const account = open(entity, startTick, tick);
    account.readTick = Math.max(account.readTick, tick);
    while (account.tick < tick) {
      // Up to the boundary every tick counts, as it does for history.
      const isPast = account.tick < cluster.boundaryTick;
      const goal = isPast ? Math.min(tick, cluster.boundaryTick) : tick;
      const stride = isPast ? 1 : Math.max(1, Math.ceil((goal - account.tick) / MAX_EXACT_TICKS));
      const end = Math.min(goal, account.tick + TICKS_AT_ONCE * stride);
      addTicks(entity, account, end, stride);
      if (account.tick < tick && now() > deadline) return false;
    }
    return true;
  };
  return {
    advance,
    read(entity, startTick, tick) {
      advance(entity, startTick, tick, Infinity);
      return open(entity, startTick, tick).vector;
    },
    *states(tick) {
      for (const [id, account] of accounts) {
        if (tick - account.readTick > KEEP_TICKS) accounts.delete(id);
        else yield [id, { startTick: account.startTick, tick: account.tick, values: [...account.vector] }];
      }
    },
  };
}

function beginning(
  cluster: Cluster,
  entity: CounterEntity,
  startTick: number,
  tick: number,
  restored: CounterState | undefined,
): { vector: Float64Array; tick: number } {
  if (
    restored !== undefined &&
    restored.startTick === startTick &&
    restored.tick <= tick &&
    restored.values.length === entity.size
  ) {
    return { vector: Float64Array.from(restored.values), tick: restored.tick };
  }
  if (startTick < cluster.historyStartTick)
    return { vector: cluster.baseOf(entity).slice(), tick: cluster.boundaryTick };
  return { vector: new Float64Array(entity.size), tick: startTick };
}

function addTicks(entity: CounterEntity, account: Account, end: number, stride: number): void {
  if (stride === 1) {
    while (account.tick < end) {
      account.tick += 1;
      entity.addTick(account.tick, account.vector);
    }
    return;
  }
  const sample = new Float64Array(entity.size);
  while (account.tick < end) {
    const step = Math.min(stride, end - account.tick);
    account.tick += step;
    sample.fill(0);
    entity.addTick(account.tick, sample);
    for (let index = 0; index < sample.length; index += 1) {
      account.vector[index] = (account.vector[index] ?? 0) + (sample[index] ?? 0) * step;
    }
  }
}
