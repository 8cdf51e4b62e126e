import type { Target } from '../cluster/targets.ts';
import { createTextWriter } from '../exposition/text-writer.ts';
import type { CounterEntity, CounterReader } from '../model/counter-entity.ts';
import type { LiveCounters } from './live-counters.ts';

/** Answers scrapes of targets. */
export interface Scraper {
  /** Text of a target at a tick. Counters that are far behind are brought up in slices first, so the event loop stays free. */
  scrape(target: Target, tick: number, signal: AbortSignal): Promise<string>;
  /** Brings a target's counters up to a tick unless it was scraped a moment ago. */
  keepUp(target: Target, tick: number, signal: AbortSignal): Promise<void>;
}

/** Longest piece of counting between two turns of the event loop, in milliseconds. */
const SLICE_MS = 8;
/** A target that is at most this far behind is counted up while it is written: five minutes of one engine take less than a millisecond. */
const NEAR_TICKS = 20;

/** Creates the scraper over the live counters. */
export function createScraper(counters: LiveCounters, now: () => number): Scraper {
  // Bound: the targets of the cluster; those that have gone are dropped when the map doubles.
  const lastTick = new Map<string, number>();
  const catchUp = async (target: Target, tick: number, signal: AbortSignal): Promise<void> => {
    if (tick - (lastTick.get(target.id) ?? 0) > NEAR_TICKS) {
      for (const [entity, startTick] of entitiesOf(target, tick)) {
        while (!counters.advance(entity, startTick, tick, now() + SLICE_MS)) {
          signal.throwIfAborted();
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
      }
    }
    lastTick.set(target.id, tick);
    if (lastTick.size > MAX_TARGETS) forgetOldest(lastTick, tick);
  };
  return {
    async scrape(target, tick, signal) {
      await catchUp(target, tick, signal);
      const out = createTextWriter(target.style);
      target.render(tick, counters, out);
      return out.text();
    },
    async keepUp(target, tick, signal) {
      if (tick - (lastTick.get(target.id) ?? 0) > NEAR_TICKS / 2) {
        lastTick.delete(target.id);
        await catchUp(target, tick, signal);
      }
    },
  };
}

const MAX_TARGETS = 2000;

function forgetOldest(lastTick: Map<string, number>, tick: number): void {
  for (const [id, last] of lastTick) if (tick - last > NEAR_TICKS) lastTick.delete(id);
}

/** The entities a target reads, found by a dry run. */
function entitiesOf(target: Target, tick: number): readonly (readonly [CounterEntity, number])[] {
  const found: (readonly [CounterEntity, number])[] = [];
  const zeros = new Map<number, Float64Array>();
  const reader: CounterReader = {
    read(entity, startTick) {
      found.push([entity, startTick]);
      const known = zeros.get(entity.size) ?? new Float64Array(entity.size);
      zeros.set(entity.size, known);
      return known;
    },
  };
  target.render(tick, reader, { family: () => undefined, sample: () => undefined });
  return found;
}
