import type { Target } from '../cluster/targets.ts';
import { createTextWriter } from '../exposition/text-writer.ts';
import type { CounterEntity, CounterReader } from '../model/counter-entity.ts';
import type { LiveCounters } from './live-counters.ts';

/** Answers scrapes of a target. */
export interface Scraper {
  /** Text of a target at a tick. Counters that are far behind are brought up in slices first, so the event loop stays free. */
  scrape(target: Target, tick: number, signal: AbortSignal): Promise<string>;
}

/** Longest piece of counting between two turns of the event loop, in milliseconds. */
const SLICE_MS = 8;

/** Creates the scraper over the live counters. */
export function createScraper(counters: LiveCounters, now: () => number): Scraper {
  return {
    async scrape(target, tick, signal) {
      for (const [entity, startTick] of entitiesOf(target, tick)) {
        while (!counters.advance(entity, startTick, tick, now() + SLICE_MS)) {
          signal.throwIfAborted();
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
      }
      const out = createTextWriter(target.style);
      target.render(tick, counters, out);
      return out.text();
    },
  };
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
