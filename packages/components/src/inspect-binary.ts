import type { ComponentSpec } from './component-table.ts';
import { explainCommand, type RunCommand } from './run-command.ts';
import { parseVersion, satisfies, type Version, type VersionRange } from './version.ts';

/** What running a binary showed: its version, or why it will not do. */
export type Inspection =
  | { readonly kind: 'usable'; readonly version: Version }
  | { readonly kind: 'unusable'; readonly why: string };

const versionTimeoutMs = 20_000;

/** Asks the program for its version and compares what it prints with the range: a file that merely exists is not trusted. */
export async function inspectBinary(
  component: ComponentSpec,
  path: string,
  range: VersionRange,
  deps: {
    readonly run: RunCommand;
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Inspection> {
  const asked = [path, ...component.versionArguments].join(' ');
  const result = await deps.run(path, component.versionArguments, {
    timeoutMs: versionTimeoutMs,
    signal: deps.signal,
    env: deps.env,
  });
  if (result.kind !== 'ended' || result.code !== 0) {
    return { kind: 'unusable', why: explainCommand(asked, result) };
  }
  const printed = component.versionPattern.exec(`${result.stdout}\n${result.stderr}`)?.[1];
  const version = printed === undefined ? null : parseVersion(printed);
  if (version === null) return { kind: 'unusable', why: `${asked} prints no version of ${component.title}` };
  if (!satisfies(version, range)) {
    return { kind: 'unusable', why: `${path} is version ${version.text}, ${range.text} is wanted` };
  }
  return { kind: 'usable', version };
}
