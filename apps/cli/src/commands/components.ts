import { componentsCommandUsage, runComponentsCommand } from '@hecate/components';
import type { Command } from '../commands.ts';

/** Real programs that the product and its tests run. */
export const componentsCommand: Command = {
  name: 'components',
  purpose: 'get, list and locate the real programs Hecate runs (Prometheus, node exporter, Chromium)',
  help: componentsCommandUsage,
  run: (argv) => runComponentsCommand(argv, { report: (line) => console.log(line) }),
};
