import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

/** Reads options and plain words behind a command; a mistake is a UsageError that shows the command's help. */
export function readWords<Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: Options,
  help: string,
) {
  try {
    return parseArgs({ args: [...argv], strict: true, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}
