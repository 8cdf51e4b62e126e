import { isTimeZone } from '../../is-time-zone.ts';
import { DocumentError } from '../../document-error.ts';
import { validateDuration } from '../../validate-duration.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { given, members, text } from './loose-json.ts';

/** `duration`, `refreshInterval` and `timezone` of a dashboard. */
export function convertTime(dashboard: JsonObject, notes: NoteTaker): JsonObject {
  return {
    duration: rangeOf(dashboard['time'], notes),
    ...given('refreshInterval', refreshOf(dashboard['refresh'], notes)),
    ...given('timezone', timezoneOf(dashboard['timezone'], notes)),
  };
}

/** A duration that Perses reads, or undefined; months and years become days, because not every reader of Perses documents takes years. */
export function convertDurationText(duration: string): string | undefined {
  const [, count = '', unit = ''] = /^(\d{1,9})([a-zA-Z]+)$/.exec(duration.trim()) ?? [];
  const days = daysIn.get(unit);
  const written = days === undefined ? duration.trim() : `${Number(count) * days}d`;
  try {
    return validateDuration(written) > 0 ? written : undefined;
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}

const daysIn: ReadonlyMap<string, number> = new Map([
  ['M', 30],
  ['Q', 90],
  ['y', 365],
]);

const defaultRange = '1h';
/** What Grafana shows where a dashboard names no range. */
const grafanaRange = '6h';

function rangeOf(value: JsonValue | undefined, notes: NoteTaker): string {
  const from = text(members(value)['from'])?.replaceAll(/\s/g, '');
  const to = text(members(value)['to'])?.replaceAll(/\s/g, '') ?? 'now';
  if (from === undefined) return value === undefined ? defaultRange : grafanaRange;
  const duration = to === 'now' ? convertDurationText(/^now-(.+)$/.exec(from)?.[1] ?? '') : undefined;
  if (duration === undefined) {
    notes.attention(
      `time range ${from} to ${to}`,
      `Perses keeps "the last …" only: it opens with ${defaultRange}`,
    );
  }
  return duration ?? defaultRange;
}

function refreshOf(value: JsonValue | undefined, notes: NoteTaker): string | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  const interval = convertDurationText(written);
  if (interval === undefined) notes.minor(`refresh ${written}`, 'Perses takes a fixed interval: it is off');
  return interval;
}

function timezoneOf(value: JsonValue | undefined, notes: NoteTaker): string | undefined {
  const zone = text(value)?.trim();
  if (zone === undefined || zone.toLowerCase() === 'browser') return undefined;
  if (zone.toLowerCase() === 'utc') return 'UTC';
  if (isTimeZone(zone)) return zone;
  notes.minor(`time zone ${zone}`, 'it is no IANA time zone');
  return undefined;
}
