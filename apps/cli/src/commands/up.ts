import { readUpOptions, upOptionHelp } from '../up/options.ts';
import { runUp } from '../up/run-up.ts';
import type { Command } from '../commands.ts';

const width = Math.max(...upOptionHelp.map((option) => option.flag.length));

/** Everything on this machine: Prometheus, exporters, the simulated cluster, the server. */
export const upCommand: Command = {
  name: 'up',
  purpose: 'start Prometheus, the simulated cluster and the console on this machine (`npm start`)',
  help: [
    'hecate up [options]     (npm start -- [options])',
    '',
    ...upOptionHelp.map((option) => `  ${option.flag.padEnd(width)}  ${option.text}`),
  ].join('\n'),
  async run(argv) {
    const options = readUpOptions(argv, process.cwd());
    if (options === null) {
      console.log(upCommand.help);
      return 0;
    }
    return runUp(options, { report: (line) => console.log(line) });
  },
};
