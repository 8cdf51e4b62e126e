import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { episodes } from '../episodes/episode-table.ts';
import { readJson } from '../live/cluster-state.ts';
import { EpisodeRecord } from '../live/episode-log.ts';
import { ADDRESS_FILE } from '../live/run-simulator.ts';

/** What `hecate simulate` needs. */
export interface SimulateCommandDeps {
  /** The simulator's state folder, which says where it serves. */
  readonly stateDir: string;
  readonly report: (line: string) => void;
  readonly fetch?: typeof globalThis.fetch;
}

const Address = Type.Object({ url: Type.String() });
const Refusal = Type.Object({ error: Type.String() });
const Episodes = Type.Object({ active: Type.Array(EpisodeRecord) });
const TIMEOUT_MS = 5000;

/** Runs `hecate simulate list` or `hecate simulate episode NAME` against the running simulator; returns the exit code. */
export async function runSimulateCommand(
  argv: readonly string[],
  deps: SimulateCommandDeps,
): Promise<number> {
  const [verb, name] = argv;
  if (verb === 'list' && argv.length === 1) return list(deps);
  if (verb === 'episode' && name !== undefined && argv.length === 2) return start(name, deps);
  deps.report('Say `hecate simulate list` or `hecate simulate episode NAME`.');
  return 2;
}

async function list(deps: SimulateCommandDeps): Promise<number> {
  const answer = await ask('/episodes', 'GET', deps);
  const width = Math.max(...episodes.map(({ name }) => name.length));
  for (const { name, minutes, cause } of episodes)
    deps.report(`${name.padEnd(width)}  ${String(minutes).padStart(3)} min  ${cause}`);
  if (answer === null) return 1;
  if (!Value.Check(Episodes, answer.body)) return 1;
  const { active } = answer.body;
  deps.report(active.length === 0 ? 'None runs now.' : `Running now: ${active.map(sentence).join('; ')}.`);
  return 0;
}

async function start(name: string, deps: SimulateCommandDeps): Promise<number> {
  const answer = await ask(`/episodes/${encodeURIComponent(name)}`, 'POST', deps);
  if (answer === null) return 1;
  if (Value.Check(EpisodeRecord, answer.body)) {
    deps.report(`Started: ${sentence(answer.body)}.`);
    deps.report(answer.body.cause);
    return 0;
  }
  deps.report(
    Value.Check(Refusal, answer.body) ? answer.body.error : `The simulator answered ${answer.status}.`,
  );
  return 1;
}

function sentence(record: EpisodeRecord): string {
  const { namespace, kind, name } = record.workload;
  const what = namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
  return `${record.name} on ${what} until ${record.end.slice(11, 16)} UTC`;
}

async function ask(
  path: string,
  method: string,
  deps: SimulateCommandDeps,
): Promise<{ readonly status: number; readonly body: unknown } | null> {
  const address = readJson(join(deps.stateDir, ADDRESS_FILE));
  if (!Value.Check(Address, address)) {
    deps.report(
      `No simulated cluster has run on ${deps.stateDir}. Start one with \`hecate up\`, or name its folder with --data.`,
    );
    return null;
  }
  try {
    const send = deps.fetch ?? globalThis.fetch;
    const answer = await send(new URL(path, address.url), {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: answer.status, body: await answer.json() };
  } catch (error) {
    deps.report(
      `The simulated cluster at ${address.url} does not answer (${error instanceof Error ? error.message : String(error)}). Start it with \`hecate up\`.`,
    );
    return null;
  }
}
