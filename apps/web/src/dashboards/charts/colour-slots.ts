import type { Band, ChartSeries, InkedSeries, Point } from './time-chart-model.ts';
import { alignPoints } from './gaps.ts';
import { quantileInk } from './quantile-ink.ts';

/** Remembers on one page which name has which colour, so that refresh and new pods never recolour. */
export interface ColourSlots {
  /** Slot numbers (from 0) for the names of one chart, no two alike while there are slots. */
  readonly assign: (names: readonly string[]) => readonly number[];
}

/** Names remembered per page; beyond it the oldest is forgotten. */
const NAME_LIMIT = 2000;

/** A page's colour memory over `slotCount` palette slots. */
export function createColourSlots(slotCount: number): ColourSlots {
  const known = new Map<string, number>();
  return {
    assign: (names) => {
      const used = new Set<number>();
      const slots = new Map<string, number>();
      const sorted = [...new Set(names)].toSorted();
      for (const name of sorted) {
        const slot = known.get(name);
        if (slot === undefined || used.has(slot)) continue;
        used.add(slot);
        slots.set(name, slot);
      }
      let next = 0;
      for (const name of sorted) {
        if (slots.has(name)) continue;
        while (used.has(next)) next += 1;
        used.add(next);
        slots.set(name, next);
        if (known.size >= NAME_LIMIT) known.delete(known.keys().next().value ?? '');
        if (!known.has(name)) known.set(name, next);
      }
      return names.map((name) => (slots.get(name) ?? 0) % (slotCount * 2));
    },
  };
}

/** Series that are drawn one by one, and the rest as one band. */
export interface Inked {
  readonly series: readonly InkedSeries[];
  readonly band: Band | undefined;
}

/** Series up to which each is drawn by itself: ten solid, ten dashed. */
const SINGLE_LIMIT = 20;
/** Drawn by themselves when there are more. */
const TOP = 10;
const SECOND_ROUND_DASH = [6, 3] as const;

/** Gives every curve its ink; above 20 curves only the 10 highest (by last value) are drawn, the others as a band. */
export function inkSeries(
  series: readonly ChartSeries[],
  palette: readonly string[],
  slots: ColourSlots,
): Inked {
  const isMany = series.length > SINGLE_LIMIT;
  const drawn = isMany ? series.toSorted((a, b) => lastValue(b) - lastValue(a)).slice(0, TOP) : series;
  // Quantiles of one measure share its slot on every page; one alone is a curve like any other.
  const quantiles = drawn.length === 1 ? [null] : drawn.map((one) => quantileInk(one.name));
  const names = drawn.map((one, index) => quantiles[index]?.measure ?? one.name);
  const assigned = new Set(names).size === 1 ? names.map(() => 0) : slots.assign(names);
  const inked = drawn.map((one, index): InkedSeries => {
    const slot = assigned[index] ?? 0;
    return {
      ...one,
      colour: one.fixedColour ?? palette[slot % palette.length] ?? '#808080',
      dash: one.isDashed || slot >= palette.length ? SECOND_ROUND_DASH : quantiles[index]?.dash,
      ...(quantiles[index] ? { width: quantiles[index].width } : {}),
    };
  });
  const shown = new Set(drawn.map((one) => one.id));
  return { series: inked, band: isMany ? bandOf(series.filter((one) => !shown.has(one.id))) : undefined };
}

function bandOf(series: readonly ChartSeries[]): Band {
  const { times, columns } = alignPoints(series);
  const edge = (pick: (...values: number[]) => number) =>
    times.map((time, index): Point => {
      const values = columns.map((column) => column[index] ?? null).filter((value) => value !== null);
      return [time, values.length === 0 ? null : values.reduce((a, b) => pick(a, b))];
    });
  return { count: series.length, low: edge(Math.min), high: edge(Math.max) };
}

function lastValue(series: ChartSeries): number {
  return (
    series.points.findLast(([, value]) => value !== null && Number.isFinite(value))?.[1] ??
    Number.NEGATIVE_INFINITY
  );
}
