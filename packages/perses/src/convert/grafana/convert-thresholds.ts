import { isArray } from '../../json-access.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';
import { convertColour } from './convert-colour.ts';
import { finite, given, members, objects, text } from './loose-json.ts';

/** The thresholds of a panel's field settings: `{mode, steps}` since Grafana 7, a list of steps before. */
export function convertThresholds(value: JsonValue | undefined): JsonObject | undefined {
  const steps = objects(isArray(value) ? value : members(value)['steps']);
  if (steps.length === 0) return undefined;
  const base = steps.find((step) => finite(step['value']) === undefined);
  const above = steps.flatMap((step) => {
    const at = finite(step['value']);
    return at === undefined ? [] : [{ value: at, ...given('color', convertColour(step['color'])) }];
  });
  return thresholds(members(value)['mode'] === 'percentage', base?.['color'], above);
}

/** The thresholds of a singlestat: `"10,20"` with three colours. */
export function convertSinglestatThresholds(panel: JsonObject): JsonObject | undefined {
  const limits = (text(panel['thresholds']) ?? '').split(',').flatMap((limit) => finite(limit) ?? []);
  const colours = isArray(panel['colors']) ? panel['colors'] : [];
  if (limits.length === 0) return undefined;
  const steps = limits.map((value, index) => ({
    value,
    ...given('color', convertColour(colours[index + 1])),
  }));
  return thresholds(false, colours[0], steps);
}

/** The lines of the old graph: `[{value, op, colorMode, lineColor}]`. */
export function convertGraphThresholds(value: JsonValue | undefined): JsonObject | undefined {
  const steps = objects(value).flatMap((step) => {
    const at = finite(step['value']);
    if (at === undefined) return [];
    const colour = convertColour(step['lineColor']) ?? modeColours.get(text(step['colorMode']) ?? '');
    return [{ value: at, ...given('color', colour) }];
  });
  return steps.length === 0 ? undefined : thresholds(false, undefined, steps);
}

const modeColours: ReadonlyMap<string, string> = new Map([
  ['critical', '#e02f44'],
  ['warning', '#ff9830'],
  ['ok', '#73bf69'],
]);

function thresholds(
  isPercent: boolean,
  base: JsonValue | undefined,
  steps: readonly { readonly value: number; readonly color?: JsonValue }[],
): JsonObject {
  return {
    ...(isPercent ? { mode: 'percent' } : {}),
    ...given('defaultColor', convertColour(base)),
    steps: steps.toSorted((a, b) => a.value - b.value).map((step) => ({ ...step })),
  };
}
