import type { ValueMapping } from '@perses-dev/core';
import { general } from '../../format/number.ts';
import type { Point } from './time-chart-model.ts';

/** A stretch of time in one state; `colour` is what the document names for it. */
export interface StateRun {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly colour: string | undefined;
}

/** Runs of equal states; a sample counts for one step, a distance of more than 1.5 steps is left open. */
export function statusRuns(
  points: readonly Point[],
  stepMs: number,
  mappings: readonly ValueMapping[],
): readonly StateRun[] {
  const runs: StateRun[] = [];
  for (const [time, value] of points) {
    if (value === null) continue;
    const state = mappedState(value, mappings);
    const last = runs.at(-1);
    const touches = last !== undefined && time - last.endMs <= stepMs * 0.5;
    if (last && touches && last.text === state.text)
      runs[runs.length - 1] = { ...last, endMs: time + stepMs };
    else runs.push({ startMs: last && touches ? last.endMs : time, endMs: time + stepMs, ...state });
  }
  return runs;
}

function mappedState(
  value: number,
  mappings: readonly ValueMapping[],
): { readonly text: string; readonly colour: string | undefined } {
  for (const mapping of mappings) {
    if (!fits(value, mapping)) continue;
    const { result } = mapping.spec;
    return { text: String(result.value), colour: result.color };
  }
  return { text: general(value), colour: undefined };
}

function fits(value: number, mapping: ValueMapping): boolean {
  switch (mapping.kind) {
    case 'Value':
      return String(mapping.spec.value) === String(value);
    case 'Range':
      return (
        value >= (mapping.spec.from ?? Number.NEGATIVE_INFINITY) &&
        value <= (mapping.spec.to ?? Number.POSITIVE_INFINITY)
      );
    case 'Regex':
      return safeTest(mapping.spec.pattern, String(value));
    case 'Misc':
      return mapping.spec.value === 'NaN'
        ? Number.isNaN(value)
        : mapping.spec.value === 'true' && value === 1;
  }
}

/** A document's pattern is somebody's text: one that is no regular expression fits nothing. */
function safeTest(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}
