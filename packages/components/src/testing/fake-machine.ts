import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createResolver, type ComponentResolver, type ResolverDeps } from '../resolver.ts';
import type { CommandResult, RunCommand } from '../run-command.ts';

/** What a faked `apt-get download`, `go build` … would bring. A program is a file that holds what its `--version` prints. */
export interface FakeMachineOptions {
  /** What `go env GOVERSION` prints; no Go without it. */
  readonly goVersion?: string;
  /** Import path → what the built program prints. */
  readonly builds?: Readonly<Record<string, string>>;
  /** Package → path inside it → what that program prints. No apt-get without it. */
  readonly packages?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** apt-get finds nothing before its first `update`. */
  readonly hasNoPackageLists?: boolean;
  /** Whether `sudo -n` works; no sudo without it. */
  readonly sudo?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A machine in a temporary folder: real files, and a fake at the one border that runs programs. */
export interface FakeMachine {
  readonly folder: string;
  readonly cacheDir: string;
  readonly run: RunCommand;
  /** Every command that was run, without the `--version` checks. */
  readonly commands: readonly string[];
  readonly lines: readonly string[];
  putOnPath(executable: string, printed: string): string;
  readonly deps: ResolverDeps & { readonly cacheDir: string };
  resolver(deps?: Partial<ResolverDeps>): ComponentResolver;
  remove(): void;
}

/** Creates the machine; its PATH is one folder, and no network answers. */
export function createFakeMachine(options: FakeMachineOptions = {}): FakeMachine {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-components-'));
  const pathFolder = join(folder, 'bin');
  const cacheDir = join(folder, 'cache');
  const commands: string[] = [];
  const lines: string[] = [];
  let hasLists = options.hasNoPackageLists !== true;
  const putOnPath = (executable: string, printed: string): string =>
    program(join(pathFolder, executable), printed);
  if (options.goVersion !== undefined) putOnPath('go', '');

  const run: RunCommand = async (command, args, { signal, cwd = '' }) => {
    signal?.throwIfAborted();
    if (args[0] === '--version' || (args.length === 1 && args[0] === 'version')) {
      return existsSync(command)
        ? ended(0, readFileSync(command, 'utf8'))
        : { kind: 'not-started', why: 'ENOENT' };
    }
    commands.push([basename(command), ...args].join(' '));
    // A turn of the event loop, so that two that ask at once really overlap.
    await new Promise((resolve) => setImmediate(resolve));
    return answered(basename(command), args, cwd);
  };

  const base = {
    cacheDir,
    report: (line: string) => {
      lines.push(line);
    },
    env: { PATH: pathFolder, ...options.environment },
    run,
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause: systemError('ENOTFOUND') })),
    arch: 'x64',
    isRoot: false,
  };

  return {
    folder,
    cacheDir,
    run,
    commands,
    lines,
    putOnPath,
    deps: base,
    resolver: (deps = {}) => createResolver({ ...base, ...deps }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };

  function answered(command: string, args: readonly string[], cwd: string): CommandResult {
    switch (command) {
      case 'go':
        return args[0] === 'env' ? ended(0, options.goVersion ?? '') : built(args);
      case 'apt-get':
        return apt(args, cwd);
      case 'dpkg-deb':
        return unpacked(args);
      case 'sudo':
        if (options.sudo === undefined) return { kind: 'not-started', why: 'ENOENT' };
        if (!options.sudo) return ended(1, '', 'sudo: a password is required');
        return args[1] === 'apt-get' ? apt(args.slice(2), cwd) : ended(0, '');
      default:
        return { kind: 'not-started', why: `spawn ${command} ENOENT` };
    }
  }

  function built(args: readonly string[]): CommandResult {
    const printed = options.builds?.[args.at(-1) ?? ''];
    if (printed === undefined) return ended(1, '', 'go: module lookup disabled');
    program(args[args.indexOf('-o') + 1] ?? '', printed);
    return ended(0, '');
  }

  function apt(args: readonly string[], cwd: string): CommandResult {
    if (options.packages === undefined) return { kind: 'not-started', why: 'spawn apt-get ENOENT' };
    if (args.at(-1) === 'update') {
      hasLists = true;
      return ended(0, '');
    }
    if (!hasLists) return ended(100, '', `E: Unable to locate package ${args.at(-1)}`);
    const name = args.at(-1) ?? '';
    const files = options.packages[name];
    if (files === undefined) return ended(100, '', `E: Unable to locate package ${name}`);
    if (args.includes('download')) program(join(cwd, `${name}_1_amd64.deb`), JSON.stringify(files));
    else for (const [path, printed] of Object.entries(files)) putOnPath(basename(path), printed);
    return ended(0, '');
  }

  function unpacked([, archive = '', target = '']: readonly string[]): CommandResult {
    const files: unknown = JSON.parse(readFileSync(archive, 'utf8'));
    for (const [path, printed] of Object.entries(files ?? {})) program(join(target, path), String(printed));
    return ended(0, '');
  }
}

function program(path: string, printed: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, printed);
  chmodSync(path, 0o755);
  return path;
}

function ended(code: number, stdout: string, stderr = ''): CommandResult {
  return { kind: 'ended', code, stdout, stderr };
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
