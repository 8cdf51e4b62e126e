import { backupCommand } from './commands/backup.ts';
import { buildWebCommand } from './commands/build-web.ts';
import { cacheCommand } from './commands/cache.ts';
import { componentsCommand } from './commands/components.ts';
import { convertCommand } from './commands/convert.ts';

import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { restoreCommand } from './commands/restore.ts';
import { secretsCommand } from './commands/secrets.ts';
import { simulateCommand } from './commands/simulate.ts';
import { syncCommand } from './commands/sync.ts';
import { upCommand } from './commands/up.ts';

/** One word after `hecate`; `run` gets the words behind it and answers the exit code. */
export interface Command {
  readonly name: string;
  readonly purpose: string;
  /** What `--help` prints. */
  readonly help: string;
  readonly run: (argv: readonly string[]) => Promise<number>;
}

/** Every command of the CLI, in the order in which help lists them. */
export const commands: readonly Command[] = [
  upCommand,
  exportCommand,
  importCommand,
  syncCommand,
  backupCommand,
  restoreCommand,
  secretsCommand,
  convertCommand,
  cacheCommand,
  componentsCommand,
  simulateCommand,
  buildWebCommand,
];
