import { parseArgs } from 'node:util';
import type { ClusterSize } from '../cluster/cluster-plan.ts';

/** Command line of the simulator process. */
export interface SimulatorArguments {
  readonly port: number;
  readonly stateDir: string;
  readonly seed: number;
  readonly size: ClusterSize;
  /** Hours of past to fill in; 0 for none. */
  readonly historyHours: number;
  readonly promtool: string | null;
  readonly tsdbDir: string | null;
}

/** Seed of the cluster that everybody sees who does not ask for another. */
export const DEFAULT_SEED = 20_261;
const FULL_HOURS = 168;

/** Reads the simulator's arguments; throws a RangeError that names the argument and what it may be. */
export function readSimulatorArguments(argv: readonly string[]): SimulatorArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '0' },
      state: { type: 'string' },
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      size: { type: 'string', default: 'small' },
      history: { type: 'string', default: 'full' },
      promtool: { type: 'string' },
      tsdb: { type: 'string' },
    },
  });
  if (values.state === undefined)
    throw new RangeError('--state DIR is missing: the folder for the cluster and its counters.');
  return {
    port: integer('--port', values.port, 0, 65_535),
    stateDir: values.state,
    seed: integer('--seed', values.seed, 0, 2 ** 31 - 1),
    size: sizeOf(values.size),
    historyHours: historyHours(values.history),
    promtool: values.promtool ?? null,
    tsdbDir: values.tsdb ?? null,
  };
}

function integer(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} ${text}: say a whole number from ${low} to ${high}.`);
  }
  return value;
}

function sizeOf(text: string): ClusterSize {
  if (text === 'small' || text === 'M') return text;
  throw new RangeError(`--size ${text}: say small or M.`);
}

function historyHours(text: string): number {
  if (text === 'full') return FULL_HOURS;
  if (text === 'none') return 0;
  const match = /^(\d+)([mhd])$/.exec(text);
  const [, count, unit] = match ?? [];
  if (count === undefined || unit === undefined)
    throw new RangeError(`--history ${text}: say full, none or a duration such as 2h.`);
  const perUnit = { m: 1 / 60, h: 1, d: 24 }[unit] ?? 1;
  return Math.min(FULL_HOURS, Number(count) * perUnit);
}
