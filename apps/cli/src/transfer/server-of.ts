import { resolve } from 'node:path';
import { runningUrl } from '../up/state-folder.ts';
import { UsageError } from '../usage-error.ts';
import { ServerAway } from './server-away.ts';

/** The options by which a command finds the server it talks to. */
export const serverOptions = { server: { type: 'string' }, data: { type: 'string' } } as const;

/** Their lines in the help text. */
export const serverOptionHelp = [
  '  --server URL  the server; without it the one that runs on the state folder',
  '  --data DIR    state folder (./.hecate)',
] as const;

/** The server's URL without a slash at its end. */
export function serverOf(
  given: { readonly server?: string | undefined; readonly data?: string | undefined },
  cwd: string,
): string {
  if (given.server !== undefined) {
    const url = URL.canParse(given.server) ? new URL(given.server) : null;
    if (url !== null && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
    throw new UsageError(
      `--server ${JSON.stringify(given.server)}: give an http or https URL, for example http://127.0.0.1:8080.`,
    );
  }
  const data = resolve(cwd, given.data ?? '.hecate');
  const running = runningUrl(data);
  if (running !== null) return running.replace(/\/+$/, '');
  throw new ServerAway(
    `No Hecate runs on ${data}. Start one with \`hecate up\`, name its state folder with --data DIR, or give --server URL.`,
  );
}
