import type { Cluster } from '../cluster/cluster.ts';
import type { Target } from '../cluster/targets.ts';
import type { CounterEntity, CounterReader } from '../model/counter-entity.ts';

/** Counters of a stretch of the past, readable from any of its marks on. */
export interface PastCounters {
  /** A reader whose ticks must not go back, set to the state at the latest mark that is not after `tick`. */
  from(tick: number): CounterReader;
}

interface Account {
  readonly startTick: number;
  readonly vector: Float64Array;
  tick: number;
}

type Accounts = ReadonlyMap<string, Account>;

/**
 * Counts once through the past, from `fromTick` to the boundary, and keeps the state at each mark. What is older than history is anchored at the
 * boundary: its value is the live side's base less what it added since; everything younger is counted from its start. So the past
 * ends exactly where live begins.
 */
export async function surveyPast(
  cluster: Cluster,
  targetsAt: (tick: number) => readonly Target[],
  fromTick: number,
  marks: readonly number[],
  pause: () => Promise<void>,
): Promise<PastCounters> {
  const accounts = new Map<string, Account>();
  const entities = new Map<string, CounterEntity>();
  const survey = readerOver(cluster, accounts, fromTick, (entity, account) => {
    entities.set(entity.id, entity);
    return account.vector;
  });
  // Bound: one copy a mark, at most 194 marks (a week in blocks of an hour, the last day in halves), about 50 kB each in a small cluster.
  const kept: { readonly tick: number; readonly accounts: Accounts }[] = [];
  for (const tick of [...marks, cluster.boundaryTick].toSorted((a, b) => a - b)) {
    for (const target of targetsAt(tick)) {
      target.render(tick, survey, silent);
      await pause();
    }
    kept.push({ tick, accounts: copy(accounts) });
  }
  const offsets = anchor(cluster, entities, accounts);
  return {
    from(tick) {
      const mark = kept.findLast((candidate) => candidate.tick <= tick);
      const state = new Map(mark === undefined ? [] : copy(mark.accounts));
      return readerOver(cluster, state, fromTick, (entity, account) => {
        if (account.startTick >= cluster.historyStartTick) return account.vector;
        return shifted(account.vector, offsets(entity, account.startTick));
      });
    },
  };
}

const silent = { family: () => undefined, sample: () => undefined };

function readerOver(
  cluster: Cluster,
  accounts: Map<string, Account>,
  fromTick: number,
  show: (entity: CounterEntity, account: Account) => Float64Array,
): CounterReader {
  return {
    read(entity, startTick, tick) {
      let account = accounts.get(entity.id);
      if (account === undefined || account.startTick !== startTick) {
        const isOld = startTick < cluster.historyStartTick;
        account = { startTick, vector: new Float64Array(entity.size), tick: isOld ? fromTick : startTick };
        accounts.set(entity.id, account);
      }
      while (account.tick < tick) {
        account.tick += 1;
        entity.addTick(account.tick, account.vector);
      }
      return show(entity, account);
    },
  };
}

/** What must be added to the counts of an old entity; one that ended before the boundary may begin anywhere. */
function anchor(
  cluster: Cluster,
  entities: ReadonlyMap<string, CounterEntity>,
  atBoundary: Accounts,
): (entity: CounterEntity, startTick: number) => Float64Array {
  const offsets = new Map<string, Float64Array>();
  for (const [id, account] of atBoundary) {
    const entity = entities.get(id);
    if (entity === undefined || account.startTick >= cluster.historyStartTick) continue;
    const base = cluster.baseOf(entity);
    offsets.set(
      `${id}/${account.startTick}`,
      base.map((value, index) => value - (account.vector[index] ?? 0)),
    );
  }
  return (entity, startTick) => {
    const key = `${entity.id}/${startTick}`;
    const known = offsets.get(key);
    if (known !== undefined) return known;
    const base = cluster.baseOf(entity);
    offsets.set(key, base);
    return base;
  };
}

/** A rare bucket that the base underestimates stays at zero until it is reached: still a counter. */
function shifted(vector: Float64Array, offset: Float64Array): Float64Array {
  return vector.map((value, index) => Math.max(0, value + (offset[index] ?? 0)));
}

function copy(accounts: Accounts): Map<string, Account> {
  return new Map([...accounts].map(([id, account]) => [id, { ...account, vector: account.vector.slice() }]));
}
