import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { grafanaUnits, unitSymbols } from './grafana-units.ts';
import { finite, text } from './loose-json.ts';

/** The Perses format of a unit and its decimals; undefined where Grafana states neither. */
export function convertFormat(
  unit: JsonValue | undefined,
  decimals: JsonValue | undefined,
  notes: NoteTaker,
): JsonObject | undefined {
  const onUnknown = (name: string): void =>
    notes.attention(`unit ${name}`, 'Perses has no such unit: the numbers are shown without one');
  return formatOf(unit, decimals, onUnknown, notes);
}

/** The same for an axis, whose label says the unit where the numbers cannot; a label that is there stays. */
export function convertAxisFormat(
  unit: JsonValue | undefined,
  decimals: JsonValue | undefined,
  label: string | undefined,
  notes: NoteTaker,
): { readonly format: JsonObject | undefined; readonly label: string | undefined } {
  let word = label;
  const format = formatOf(
    unit,
    decimals,
    (name) => {
      word ??= unitSymbols.get(name) ?? name;
      notes.minor(`unit ${name}`, `Perses has no such unit: the axis is labelled "${word}"`);
    },
    notes,
  );
  return { format, label: word };
}

function formatOf(
  unit: JsonValue | undefined,
  decimals: JsonValue | undefined,
  onUnknown: (name: string) => void,
  notes: NoteTaker,
): JsonObject | undefined {
  const name = text(unit);
  const places = decimalPlaces(finite(decimals));
  if (name === undefined && places === undefined) return undefined;
  return {
    unit: name === undefined ? 'decimal' : unitOf(name, onUnknown, notes),
    ...(places === undefined ? {} : { decimalPlaces: places }),
    ...(places === undefined && isShortened(name) ? { shortValues: true } : {}),
  };
}

function unitOf(name: string, onUnknown: (name: string) => void, notes: NoteTaker): string {
  const match = grafanaUnits.get(name);
  if (match === undefined) {
    onUnknown(name);
    return 'decimal';
  }
  if (match.reason !== undefined) notes.minor(`unit ${name}`, match.reason);
  return match.unit;
}

/** Units that Grafana abbreviates: 1.5 k, 2.1 GB. */
function isShortened(name: string | undefined): boolean {
  return name !== undefined && /^(?:short|sishort|decbytes|bytes|bps|binbps|Bps|binBps|[a-z]+ps)$/.test(name);
}

// Beyond 20 places number formatters throw.
function decimalPlaces(decimals: number | undefined): number | undefined {
  return decimals === undefined ? undefined : Math.min(20, Math.max(0, Math.round(decimals)));
}
