import { GatewayError } from './gateway-error.ts';
import type { PrometheusEndpoint } from './prometheus-endpoints.ts';
import { readDuration } from './read-duration.ts';
import { readParameters, type RawRequest } from './read-parameters.ts';
import { readTime } from './read-time.ts';

/** The known parameters of one request; every reader gives undefined for an absent or empty one and throws for a wrong one. */
export interface ParameterValues {
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  /** Milliseconds since the epoch. */
  time(name: string): number | undefined;
  /** Milliseconds. */
  duration(name: string): number | undefined;
  positiveDuration(name: string): number | undefined;
  whole(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  choice<const T extends string>(name: string, allowed: readonly T[]): T | undefined;
}

/** Times that clients send for "from the first sample" and "to the last": the same as leaving the parameter out. */
const openTimes = new Set(['-292273086-05-16T16:47:06Z', '292277025-08-18T07:12:54.999999999Z']);

/** Reads the parameters an endpoint knows; refuses unknown ones and single ones given twice. */
export function readValues(request: RawRequest, endpoint: PrometheusEndpoint): ParameterValues {
  const values = collect(request, endpoint);
  // An empty value is an absent one, as for Go's FormValue.
  const text = (name: string): string | undefined => {
    const value = values.get(name)?.[0];
    return value === '' ? undefined : value;
  };
  const duration = (name: string): number | undefined => {
    const value = text(name);
    const ms = value === undefined ? undefined : readDuration(value);
    if (value !== undefined && ms === undefined) {
      throw invalid(
        name,
        `cannot parse "${value}" to a valid duration; send seconds or a duration such as 5m`,
      );
    }
    return ms;
  };
  const choice = <const T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const value = text(name);
    const found = allowed.find((each) => each === value);
    if (value !== undefined && found === undefined) {
      throw invalid(name, `"${value}" is not one of ${allowed.join(', ')}`);
    }
    return found;
  };
  return {
    text,
    duration,
    choice,
    list: (name) => values.get(name) ?? [],
    time(name) {
      const value = text(name);
      const ms = value === undefined || openTimes.has(value) ? undefined : readTime(value);
      if (value !== undefined && ms === undefined && !openTimes.has(value)) {
        throw invalid(name, `cannot parse "${value}" to a valid timestamp; send seconds or RFC 3339`);
      }
      return ms;
    },
    positiveDuration(name) {
      const ms = duration(name);
      if (ms !== undefined && ms <= 0) {
        throw invalid(name, 'it must be more than zero');
      }
      return ms;
    },
    whole(name) {
      const value = text(name);
      if (value !== undefined && !/^\d{1,9}$/.test(value)) {
        throw invalid(name, `"${value}" is not a whole number from 0 to 999999999`);
      }
      return value === undefined ? undefined : Number(value);
    },
    flag(name) {
      const value = choice(name, ['true', 'false', '1', '0']);
      return value === undefined ? undefined : value === 'true' || value === '1';
    },
  };
}

/** The value of a parameter that must be there. */
export function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) {
    throw invalid(name, 'it is missing');
  }
  return value;
}

/** An object with the key when there is a value, without it when there is none. */
export function optional<K extends string, const T>(key: K, value: T | undefined): { [P in K]?: T } {
  const result: { [P in K]?: T } = {};
  if (value !== undefined) {
    result[key] = value;
  }
  return result;
}

function collect(request: RawRequest, endpoint: PrometheusEndpoint): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of readParameters(request)) {
    if (!endpoint.parameters.includes(name)) {
      throw new GatewayError('unknown_parameter', {
        name,
        endpoint: endpoint.path,
        known: endpoint.parameters.length === 0 ? 'none' : endpoint.parameters.join(', '),
      });
    }
    const earlier = values.get(name);
    if (earlier === undefined) {
      values.set(name, [value]);
    } else if (name.endsWith('[]')) {
      earlier.push(value);
    } else {
      throw new GatewayError('duplicate_parameter', { name, where: 'more than once' });
    }
  }
  return values;
}

function invalid(name: string, why: string): GatewayError {
  return new GatewayError('bad_parameter', { name, why });
}
