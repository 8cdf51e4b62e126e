import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { askServer } from '../transfer/ask-server.ts';
import { serverOf, serverOptionHelp, serverOptions } from '../transfer/server-of.ts';
import { UsageError } from '../usage-error.ts';
import { untilInterrupt, type TransferDependencies } from './export.ts';

/** Lets go of query answers that a running server keeps. */
export const cacheCommand: Command = {
  name: 'cache',
  purpose: 'let go of query answers that a running server keeps, after the past of metrics was changed',
  help: [
    'hecate cache flush [options]',
    '',
    '  --project P     only answers of datasources of this project; "" for the global ones',
    '  --datasource N  only answers of the datasource of this name',
    '  --metric M      only answers of queries that read this metric, or match names by a pattern',
    ...serverOptionHelp,
    '',
    'Without one of the first three everything goes.',
  ].join('\n'),
  run: (argv) => runCache(argv, { cwd: process.cwd(), report: (line) => console.log(line) }),
};

/** `hecate cache flush`; answers the exit code. */
export async function runCache(
  argv: readonly string[],
  { cwd, report, signal = untilInterrupt() }: TransferDependencies,
): Promise<number> {
  const options = {
    ...serverOptions,
    project: { type: 'string' },
    datasource: { type: 'string' },
    metric: { type: 'string' },
  } as const;
  const { values, positionals } = readWords(argv, options, cacheCommand.help);
  if (positionals.length !== 1 || positionals[0] !== 'flush')
    throw new UsageError(`Say what to do: flush.\n\n${cacheCommand.help}`);
  const { project, datasource, metric } = values;
  const response = await askServer(`${serverOf(values, cwd)}/api/hecate/v1/cache/flush`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ project, datasource, metric }),
    signal,
  });
  const answer: unknown = await response.json();
  const queries = Number(Reflect.get(Object(answer), 'queries'));
  report(`Let go of the answers of ${queries === 1 ? 'one query' : `${queries} queries`}.`);
  return 0;
}
