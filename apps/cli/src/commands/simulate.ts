import { resolve } from 'node:path';
import { runSimulateCommand } from '@hecate/simulator';
import type { Command } from '../commands.ts';

/** Talks to the simulated cluster of a running `hecate up`. */
export const simulateCommand: Command = {
  name: 'simulate',
  purpose: 'start a failure episode in the simulated cluster, or list them',
  help: [
    'hecate simulate list [--data DIR]             the episodes, and which run now',
    'hecate simulate episode NAME [--data DIR]     starts one now on a suitable workload',
    '',
    'Needs a running `hecate up` on the same state folder (--data, ./.hecate).',
  ].join('\n'),
  run(argv) {
    const at = argv.indexOf('--data');
    const data = at === -1 ? '.hecate' : (argv[at + 1] ?? '.hecate');
    const words = at === -1 ? argv : argv.filter((_, index) => index !== at && index !== at + 1);
    return runSimulateCommand(words, {
      stateDir: resolve(process.cwd(), data, 'simulator'),
      report: (line) => console.log(line),
    });
  },
};
