import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { leastKeyBytes } from '@hecate/store';
import { UsageError } from '../usage-error.ts';

/** The content of the file that `--key-file` names; null without one. White space around it does not count. */
export function readKeyFile(path: string | undefined, cwd: string): Uint8Array | null {
  if (path === undefined) return null;
  const content = read(resolve(cwd, path), path);
  const text = content.toString('latin1').trim();
  if (text.length < leastKeyBytes) {
    throw new UsageError(
      `--key-file ${path}: it holds ${text.length} bytes, at least ${leastKeyBytes} are needed. \`head -c 32 /dev/urandom | base64 > ${path}\` makes a good one.`,
    );
  }
  return Buffer.from(text, 'latin1');
}

function read(absolute: string, path: string): Buffer {
  try {
    return readFileSync(absolute);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--key-file ${path} cannot be read: ${why}.`);
  }
}
