import { explainCommand, type CommandResult } from '../run-command.ts';
import type { ComponentSpec } from '../component-table.ts';
import type { WayDeps } from './way.ts';
import { withProgress } from './with-progress.ts';

const installTimeoutMs = 10 * 60_000;
const sudoTimeoutMs = 10_000;

/**
 * Installs the distribution's package as root, or through a sudo that asks for no password; null when it is installed, else why not.
 * Only for what cannot be unpacked, and only by the test set-up.
 */
export async function fromInstalledPackage(
  component: ComponentSpec,
  deps: WayDeps & { readonly isRoot: boolean },
): Promise<string | null> {
  const apt = component.aptPackage;
  if (apt === null || apt.how !== 'install') return `${component.title} is not installed as a package`;
  const env = { ...deps.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const command = (args: readonly string[]): Promise<CommandResult> => {
    const [program, all] = deps.isRoot ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]];
    return deps.run(program, all, { timeoutMs: installTimeoutMs, signal: deps.signal, env });
  };
  if (!deps.isRoot) {
    const sudo = await deps.run('sudo', ['-n', 'true'], {
      timeoutMs: sudoTimeoutMs,
      signal: deps.signal,
      env,
    });
    if (sudo.kind === 'not-started') return 'installing it needs root, and there is no sudo here';
    if (!succeeded(sudo)) return 'installing it needs root, and sudo asks for a password here';
  }
  return withProgress(
    deps.report,
    `Installing the package ${apt.package} of this distribution (about a minute).`,
    `installing ${apt.package}`,
    async () => {
      const install = ['install', '-y', '--no-install-recommends', apt.package];
      const first = await command(install);
      if (succeeded(first)) return null;
      if (first.kind === 'not-started') return 'this machine has no apt-get';
      const update = await command(['update']);
      if (!succeeded(update)) return explainCommand('apt-get update', update);
      const second = await command(install);
      return succeeded(second) ? null : explainCommand(`apt-get install ${apt.package}`, second);
    },
  );
}

function succeeded(result: CommandResult): boolean {
  return result.kind === 'ended' && result.code === 0;
}
