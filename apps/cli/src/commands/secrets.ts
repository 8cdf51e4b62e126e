import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { rotateSecretKey, StoreError } from '@hecate/store';
import type { Command } from '../commands.ts';
import { readWords } from '../read-words.ts';
import { storeFileOf } from '../up/state-folder.ts';
import { UsageError } from '../usage-error.ts';

/** Changes the key that stored secrets are encrypted with. */
export const secretsCommand: Command = {
  name: 'secrets',
  purpose: 'give the stored secrets a new key (`hecate secrets rotate`), while the server runs',
  help: [
    'hecate secrets rotate [options]',
    '',
    '  --data DIR  state folder (./.hecate)',
    '',
    'Makes a new key and encrypts every version of every secret with it. The old key is dropped when nothing needs it any',
    'more; a rotation that was interrupted is finished by the next one. A backup made before needs the key file of its time.',
  ].join('\n'),
  run: (argv) => runSecrets(argv, { cwd: process.cwd(), report: (line) => console.log(line) }),
};

/** What the command needs of the outside. */
export interface SecretsDependencies {
  readonly cwd: string;
  readonly report: (line: string) => void;
}

/** `hecate secrets`; answers the exit code. */
export async function runSecrets(
  argv: readonly string[],
  { cwd, report }: SecretsDependencies,
): Promise<number> {
  const { values, positionals } = readWords(argv, { data: { type: 'string' } } as const, secretsCommand.help);
  if (positionals.length !== 1 || positionals[0] !== 'rotate') {
    throw new UsageError(`Say what to do with the secrets: rotate.\n\n${secretsCommand.help}`);
  }
  const data = resolve(cwd, values.data ?? '.hecate');
  const file = storeFileOf(data);
  if (!existsSync(file)) {
    throw new UsageError(`There is no store in ${data}. Name another state folder with --data DIR.`);
  }
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const { rows, isResumed } = await rotateSecretKey({
      file,
      signal: interrupt.signal,
      onStep: (step, done) => {
        if (step === 'rows encrypted') report(`Encrypted ${versions(done)} …`);
      },
    });
    const what = isResumed ? 'The interrupted rotation is finished' : 'The secrets have a new key';
    report(`${what}: ${versions(rows)} encrypted again, the old key is dropped.`);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) {
      report('Interrupted. Everything stays readable; run the command again to finish.');
      return 130;
    }
    if (!(error instanceof StoreError)) throw error;
    report(error.message);
    return 1;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function versions(count: number): string {
  return `${count} ${count === 1 ? 'version' : 'versions'}`;
}
