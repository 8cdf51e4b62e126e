import { performance } from 'node:perf_hooks';
import { readSimulatorArguments, type SimulatorArguments } from './command/simulator-arguments.ts';
import { runSimulator } from './live/run-simulator.ts';
import { pastAheadMs, startHistory } from './history/start-history.ts';

const stopping = new AbortController();
const options = argumentsOrExit();
const simulator = await runSimulator({
  ...options,
  signal: stopping.signal,
  now: () => Date.now(),
  elapsed: () => performance.now(),
  firstScrapeAfterMs: pastAheadMs(options),
  prepareHistory: (cluster) => startHistory({ ...options, cluster, signal: stopping.signal }),
});
const stop = (): void => {
  stopping.abort();
  simulator.stop();
  process.exit(0);
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
console.log(JSON.stringify({ ready: true, port: simulator.port }));

function argumentsOrExit(): SimulatorArguments {
  try {
    return readSimulatorArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return process.exit(2);
  }
}
