import { join } from 'node:path';
import { goRange } from '../component-table.ts';
import { withLock } from '../lock.ts';
import { explainCommand } from '../run-command.ts';
import { parseVersion, parseVersionRange, satisfies } from '../version.ts';
import { findOnPath } from './find-on-path.ts';
import type { FetchWay, WayDeps } from './way.ts';
import { withProgress } from './with-progress.ts';

const buildTimeoutMs = 25 * 60_000;
const versionTimeoutMs = 20_000;
const modulesFolder = join(import.meta.dirname, '..', '..', 'go');
/** Where Go's own installer puts it, for shells whose PATH does not say so. */
const usualGo = '/usr/local/go/bin';

/** Builds the pinned version through its tools module with a Go that is new enough; one build at a time on this machine. */
export const fromGoBuild: FetchWay = async (component, workFolder, deps) => {
  const build = component.goBuild;
  if (build === null) return { kind: 'nothing', why: `${component.title} is not built from source` };
  const go = await usableGo(deps);
  if (go.kind === 'nothing') return go;

  const file = join(workFolder, component.name);
  const result = await withLock(
    { folder: deps.lockFolder, name: 'go-build', report: deps.report, signal: deps.signal },
    () =>
      withProgress(
        deps.report,
        `Building ${component.title} ${build.version} with Go ${go.version}; from cold this takes about ${build.expectedSeconds} s on 2 cores.`,
        `building ${component.title}`,
        () =>
          deps.run(
            go.path,
            [
              'build',
              '-mod=readonly',
              '-trimpath',
              '-buildvcs=false',
              ...(build.tags.length === 0 ? [] : ['-tags', build.tags.join(',')]),
              '-ldflags',
              `-s -w -X ${build.versionVariable}=${build.version}`,
              '-o',
              file,
              build.package,
            ],
            {
              cwd: join(modulesFolder, build.module),
              // A go.work above the checkout, or flags of somebody's own projects, are not for this build.
              env: { ...deps.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' },
              timeoutMs: buildTimeoutMs,
              signal: deps.signal,
            },
          ),
      ),
  );
  if (result.kind === 'ended' && result.code === 0) {
    return { kind: 'fetched', programs: [{ name: component.name, file }] };
  }
  return { kind: 'nothing', why: explainCommand('go build', result) };
};

async function usableGo(
  deps: WayDeps,
): Promise<
  | { readonly kind: 'go'; readonly path: string; readonly version: string }
  | { readonly kind: 'nothing'; readonly why: string }
> {
  const range = parseVersionRange(goRange);
  const reasons: string[] = [];
  for (const folders of [deps.env.PATH, usualGo]) {
    const path = await findOnPath('go', folders);
    if (path === null) continue;
    const result = await deps.run(path, ['env', 'GOVERSION'], {
      timeoutMs: versionTimeoutMs,
      signal: deps.signal,
      // The version in the folder of a module may be another one, which Go would download first.
      env: { ...deps.env, GOTOOLCHAIN: 'local', GOWORK: 'off' },
      cwd: '/',
    });
    const printed = result.kind === 'ended' ? /^go(\d[\d.]*)/.exec(result.stdout)?.[1] : undefined;
    const version = printed === undefined ? null : parseVersion(printed);
    if (version === null) reasons.push(explainCommand(`${path} env GOVERSION`, result));
    else if (satisfies(version, range)) return { kind: 'go', path, version: version.text };
    else reasons.push(`${path} is Go ${version.text}, ${range.text} is wanted`);
  }
  return {
    kind: 'nothing',
    why: reasons.length === 0 ? 'there is no Go on this machine' : reasons.join('; '),
  };
}
