import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { neighboursOf, type AptPackage } from '../component-table.ts';
import { explainCommand, type CommandResult } from '../run-command.ts';
import type { FetchWay, WayDeps } from './way.ts';
import { withProgress } from './with-progress.ts';

const downloadTimeoutMs = 5 * 60_000;
const updateTimeoutMs = 5 * 60_000;
const unpackTimeoutMs = 120_000;

/** Unpacks the distribution's package into the cache: needs no root, installs nothing and starts no service. */
export const fromPackage: FetchWay = async (component, workFolder, deps) => {
  const apt = component.aptPackage;
  if (apt === null || apt.how !== 'unpack') {
    return { kind: 'nothing', why: `${component.title} has no package that can be unpacked` };
  }
  const folder = join(workFolder, 'package');
  await mkdir(folder, { recursive: true });
  return withProgress(
    deps.report,
    `Getting the package ${apt.package} of this distribution (about 10 s); it is unpacked, not installed.`,
    `getting ${apt.package}`,
    async () => {
      const problem = await downloaded(apt, folder, workFolder, deps);
      if (problem !== null) return { kind: 'nothing', why: problem };
      const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
      if (archive === undefined) return { kind: 'nothing', why: 'apt-get download left no package behind' };
      const unpacked = join(folder, 'root');
      const result = await deps.run('dpkg-deb', ['-x', join(folder, archive), unpacked], {
        timeoutMs: unpackTimeoutMs,
        signal: deps.signal,
        env: deps.env,
      });
      if (!succeeded(result)) return { kind: 'nothing', why: explainCommand('dpkg-deb -x', result) };
      const programs = [component, ...neighboursOf(component)].flatMap(({ name, aptPackage }) =>
        aptPackage?.package === apt.package ? [{ name, file: join(unpacked, aptPackage.file) }] : [],
      );
      return { kind: 'fetched', programs };
    },
  );
};

/** Null when the package lies in `folder`. Where the machine has no package lists, they are read into the work folder. */
async function downloaded(
  apt: AptPackage,
  folder: string,
  workFolder: string,
  deps: WayDeps,
): Promise<string | null> {
  const download = (extra: readonly string[]): Promise<CommandResult> =>
    deps.run('apt-get', [...extra, 'download', apt.package], {
      cwd: folder,
      timeoutMs: downloadTimeoutMs,
      signal: deps.signal,
      env: { ...deps.env, LC_ALL: 'C' },
    });
  const first = await download([]);
  if (succeeded(first)) return null;
  if (first.kind === 'not-started') return 'this machine has no apt-get';
  const own = await ownLists(workFolder);
  deps.report('  the package lists of this machine are missing or old: reading them (apt-get update)');
  const update = await deps.run('apt-get', [...own, 'update'], {
    timeoutMs: updateTimeoutMs,
    signal: deps.signal,
    env: { ...deps.env, LC_ALL: 'C' },
  });
  if (!succeeded(update)) return explainCommand('apt-get update', update);
  const second = await download(own);
  return succeeded(second) ? null : explainCommand(`apt-get download ${apt.package}`, second);
}

/** Options that keep apt's state in our folder, so that `update` needs no root and changes nothing of the machine's. */
async function ownLists(workFolder: string): Promise<readonly string[]> {
  const state = join(workFolder, 'apt');
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(state, 'cache', 'archives', 'partial'), { recursive: true });
  return [
    '-o',
    `Dir::State::lists=${join(state, 'lists')}`,
    '-o',
    `Dir::Cache=${join(state, 'cache')}`,
    '-o',
    'APT::Sandbox::User=root',
  ];
}

function succeeded(result: CommandResult): boolean {
  return result.kind === 'ended' && result.code === 0;
}
