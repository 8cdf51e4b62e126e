import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createResolver } from './resolver.ts';
import { createFakeMachine, type FakeMachine, type FakeMachineOptions } from './testing/fake-machine.ts';

const debian = {
  prometheus: {
    'usr/bin/prometheus': 'prometheus, version 2.42.0+ds (branch: debian/sid)',
    'usr/bin/promtool': 'promtool, version 2.42.0+ds (branch: debian/sid)',
  },
  chromium: { 'usr/bin/chromium': 'Chromium 156.0.8078.79 built on Debian' },
};
const builds = {
  'github.com/prometheus/prometheus/cmd/prometheus':
    'prometheus, version 3.15.0 (branch: , revision: unknown)',
};
const whole: FakeMachineOptions = { goVersion: 'go1.26.8', builds, packages: debian };

const machines: FakeMachine[] = [];

afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove();
});

function machine(options: FakeMachineOptions = {}): FakeMachine {
  const created = createFakeMachine(options);
  machines.push(created);
  return created;
}

describe('the order of the ways in', () => {
  it('takes a program on PATH whose version will do, and fetches nothing', async () => {
    const here = machine(whole);
    const path = here.putOnPath('prometheus', 'prometheus, version 3.1.0 (branch: HEAD)');
    const binary = await here.resolver().resolve('prometheus', { order: 'tests' });
    expect(binary).toEqual({ name: 'prometheus', path, version: '3.1.0', way: 'path' });
    expect(here.commands).toEqual([]);
    expect(existsSync(here.cacheDir)).toBe(false);
  });

  it('lets a first start take the old one that the tests refuse', async () => {
    const here = machine(whole);
    here.putOnPath('prometheus', 'prometheus, version 2.42.0+ds (branch: debian/sid)');
    expect((await here.resolver().resolve('prometheus', { order: 'first-start' })).way).toBe('path');
    expect(await here.resolver().resolve('prometheus', { order: 'tests' })).toMatchObject({
      way: 'go-build',
      version: '3.15.0',
    });
  });

  it('unpacks the package for a first start and builds for the tests', async () => {
    const first = await machine(whole).resolver().resolve('prometheus', { order: 'first-start' });
    expect(first).toMatchObject({ way: 'package', version: '2.42.0+ds' });
    const tests = await machine(whole).resolver().resolve('prometheus', { order: 'tests' });
    expect(tests).toMatchObject({ way: 'go-build', version: '3.15.0' });
  });

  it('builds for a first start too, where there is no package', async () => {
    const here = machine({ goVersion: 'go1.26.8', builds });
    expect((await here.resolver().resolve('prometheus', { order: 'first-start' })).way).toBe('go-build');
  });

  it('answers from the cache afterwards, without running anything but --version', async () => {
    const here = machine(whole);
    const built = await here.resolver().resolve('prometheus', { order: 'tests' });
    const before = here.commands.length;
    const again = await here.resolver().resolve('prometheus', { order: 'tests' });
    expect(again).toEqual({ ...built, way: 'cache' });
    expect(here.commands).toHaveLength(before);
  });

  it('keeps both versions in the cache and gives the newest that will do', async () => {
    const here = machine(whole);
    await here.resolver().resolve('prometheus', { order: 'first-start' });
    await here.resolver().resolve('prometheus', { order: 'tests' });
    const first = await here.resolver().resolve('prometheus', { order: 'first-start' });
    expect(first).toMatchObject({ way: 'cache', version: '3.15.0' });
    expect(readdirSync(join(here.cacheDir, 'prometheus')).toSorted()).toEqual(['2.42.0+ds', '3.15.0']);
  });

  it('keeps the neighbours of a package, so that promtool costs no second download', async () => {
    const here = machine(whole);
    await here.resolver().resolve('prometheus', { order: 'first-start' });
    const promtool = await here.resolver().resolve('promtool', { order: 'first-start' });
    expect(promtool).toMatchObject({ way: 'cache', version: '2.42.0+ds' });
    expect(here.commands.filter((command) => command.includes('download'))).toEqual([
      'apt-get download prometheus',
    ]);
  });

  it('builds the pinned module with its tags and stamps the version', async () => {
    const here = machine(whole);
    await here.resolver().resolve('prometheus', { order: 'tests' });
    expect(here.commands.at(-1)).toMatch(
      /^go build -mod=readonly -trimpath -buildvcs=false -tags remove_all_sd -ldflags -s -w -X github\.com\/prometheus\/common\/version\.Version=3\.15\.0 -o \S+ github\.com\/prometheus\/prometheus\/cmd\/prometheus$/,
    );
  });

  it('reads the package lists into a folder of its own where the machine has none', async () => {
    const here = machine({ packages: debian, hasNoPackageLists: true });
    const binary = await here.resolver().resolve('prometheus', { order: 'first-start' });
    expect(binary).toMatchObject({ way: 'package', version: '2.42.0+ds' });
    const [first, update, second] = here.commands;
    expect(first).toBe('apt-get download prometheus');
    expect(update).toMatch(/^apt-get -o Dir::State::lists=\S*\/cache\/prometheus\/\S*\/lists .* update$/);
    expect(second).toBe(update?.replace(/update$/, 'download prometheus'));
  });

  it('says in one line what was chosen', async () => {
    const here = machine(whole);
    const { path } = await here.resolver().resolve('prometheus', { order: 'tests' });
    expect(here.lines.at(-1)).toBe(`Prometheus 3.15.0 (go build): ${path}`);
    expect(here.lines[0]).toMatch(
      /^Building Prometheus 3\.15\.0 with Go 1\.26\.8; from cold this takes about \d+ s/,
    );
  });
});

describe('a configured program', () => {
  it('wins over everything else', async () => {
    const here = machine(whole);
    here.putOnPath('prometheus', 'prometheus, version 3.9.0');
    const mine = here.putOnPath('my-prometheus', 'prometheus, version 3.2.0');
    const binary = await here
      .resolver({ env: { PATH: join(here.folder, 'bin'), HECATE_PROMETHEUS: mine } })
      .resolve('prometheus', { order: 'tests' });
    expect(binary).toEqual({ name: 'prometheus', path: mine, version: '3.2.0', way: 'configured' });
  });

  it('is never replaced silently when it will not do', async () => {
    const here = machine({ ...whole, environment: { HECATE_PROMETHEUS: '/opt/nowhere/prometheus' } });
    await expect(here.resolver().resolve('prometheus', { order: 'tests' })).rejects.toMatchObject({
      code: 'configured_unusable',
      message: expect.stringMatching(
        /^HECATE_PROMETHEUS=\/opt\/nowhere\/prometheus cannot be used.*unset HECATE_PROMETHEUS\.$/,
      ),
    });
  });
});

describe('when nothing works', () => {
  it('one error lists every way that was tried, why it failed, and the remedy', async () => {
    const here = machine({ goVersion: 'go1.19.8', packages: { prometheus: debian.prometheus } });
    here.putOnPath('prometheus', 'prometheus, version 2.42.0');
    const failure = await here
      .resolver()
      .resolve('prometheus', { order: 'tests' })
      .then(
        () => 'it worked',
        (error: unknown) => (error instanceof Error ? error.message : 'no error'),
      );
    const lines = failure.split('\n');
    expect(lines[0]).toBe('Prometheus >=3.0.0 <4 cannot be had on this machine. Tried:');
    expect(lines[1]).toMatch(/^ {2}- PATH: .*bin\/prometheus is version 2\.42\.0, >=3\.0\.0 <4 is wanted$/);
    expect(lines[2]).toMatch(/^ {2}- cache: nothing in .*cache\/prometheus$/);
    expect(lines[3]).toBe('  - release archive: github.com cannot be reached (ENOTFOUND)');
    expect(lines[4]).toMatch(/^ {2}- go build: .*bin\/go is Go 1\.19\.8, >=1\.26\.0 is wanted/);
    expect(lines[5]).toMatch(
      /^ {2}- unpacked package: .*prometheus is version 2\.42\.0\+ds, >=3\.0\.0 <4 is wanted$/,
    );
    expect(lines[6]).toMatch(/^Install Go 1\.26 or newer/);
  });

  it('does not believe a build that prints another version', async () => {
    const wrong = { 'github.com/prometheus/prometheus/cmd/prometheus': 'prometheus, version  (branch: )' };
    const here = machine({ goVersion: 'go1.26.8', builds: wrong });
    await expect(here.resolver().resolve('prometheus', { order: 'tests' })).rejects.toThrow(
      /go build: .* prints no version of Prometheus/,
    );
  });

  it('leaves no work folder behind', async () => {
    const here = machine({ goVersion: 'go1.26.8', packages: {} });
    await expect(here.resolver().resolve('prometheus', { order: 'tests' })).rejects.toThrow(
      /module lookup disabled/,
    );
    expect(readdirSync(join(here.cacheDir, 'prometheus'))).toEqual([]);
  });

  it('stops at once when it is aborted', async () => {
    const here = machine(whole);
    const stop = new AbortController();
    const asked = here.resolver({ report: () => stop.abort(new Error('enough')) }).resolve('prometheus', {
      order: 'tests',
      signal: stop.signal,
    });
    await expect(asked).rejects.toThrow('enough');
    await expect(
      here
        .resolver()
        .resolve('prometheus', { order: 'tests', signal: AbortSignal.abort(new Error('never')) }),
    ).rejects.toThrow('never');
  });
});

describe('the cache', () => {
  it('fetches again what no longer has its checksum, and replaces it', async () => {
    const here = machine(whole);
    const { path } = await here.resolver().resolve('prometheus', { order: 'tests' });
    const good = readFileSync(path, 'utf8');
    // Still a program that prints a version that would do: only the checksum tells.
    writeFileSync(path, 'prometheus, version 3.15.0 (branch: evil)');
    const again = await here.resolver().resolve('prometheus', { order: 'tests' });
    expect(again).toMatchObject({ way: 'go-build', path });
    expect(readFileSync(path, 'utf8')).toBe(good);
    expect(here.lines.join('\n')).toMatch(/cached Prometheus 3\.15\.0 is damaged .*SHA-256 differs/);
  });

  it('is filled once when two ask at the same time', async () => {
    const here = machine(whole);
    const both = await Promise.all([
      here.resolver().resolve('prometheus', { order: 'tests' }),
      here.resolver().resolve('prometheus', { order: 'tests' }),
    ]);
    expect(both.map(({ way }) => way).toSorted()).toEqual(['cache', 'go-build']);
    expect(here.commands.filter((command) => command.startsWith('go build'))).toHaveLength(1);
  });

  it('that cannot be used is named with the remedy', async () => {
    const here = machine(whole);
    writeFileSync(join(here.folder, 'file'), '');
    const resolver = here.resolver({ cacheDir: join(here.folder, 'file') });
    await expect(resolver.resolve('prometheus', { order: 'tests' })).rejects.toThrow(
      /component cache .*file cannot be used .*HECATE_CACHE/,
    );
  });

  it('stands where HECATE_CACHE says', async () => {
    const here = machine(whole);
    const elsewhere = join(here.folder, 'elsewhere');
    const { cacheDir: _, ...deps } = here.deps;
    const resolver = createResolver({ ...deps, env: { ...deps.env, HECATE_CACHE: elsewhere } });
    const { path } = await resolver.resolve('prometheus', { order: 'tests' });
    expect(path).toBe(join(elsewhere, 'prometheus', '3.15.0', 'prometheus'));
  });
});

describe('Chromium', () => {
  it('is taken from PATH under any of its names', async () => {
    const here = machine();
    const path = here.putOnPath('google-chrome', 'Google Chrome 120.0.6099.71');
    expect(await here.resolver().resolve('chromium', { order: 'tests' })).toMatchObject({
      path,
      way: 'path',
    });
  });

  it('is installed for the tests as root, after one update where the first try fails', async () => {
    const here = machine({ ...whole, hasNoPackageLists: true });
    const binary = await here.resolver({ isRoot: true }).resolve('chromium', { order: 'tests' });
    expect(binary).toMatchObject({ way: 'installed-package', version: '156.0.8078.79' });
    const install = 'apt-get install -y --no-install-recommends chromium';
    expect(here.commands).toEqual([install, 'apt-get update', install]);
  });

  it('is installed through a sudo that asks for no password', async () => {
    const here = machine({ ...whole, sudo: true });
    expect((await here.resolver().resolve('chromium', { order: 'tests' })).way).toBe('installed-package');
  });

  it('is never installed otherwise: the command is printed', async () => {
    const asked = machine({ ...whole, sudo: false })
      .resolver()
      .resolve('chromium', { order: 'tests' });
    await expect(asked).rejects.toThrow(/sudo asks for a password here\n.*`sudo apt-get install chromium`/);
    const none = machine(whole).resolver().resolve('chromium', { order: 'tests' });
    await expect(none).rejects.toThrow(/there is no sudo here/);
  });

  it('is not installed by a first start, not even as root', async () => {
    const here = machine(whole);
    await expect(
      here.resolver({ isRoot: true }).resolve('chromium', { order: 'first-start' }),
    ).rejects.toThrow(/only the set-up of the tests installs packages/);
    expect(here.commands).toEqual([]);
  });
});

describe('the list', () => {
  it('shows what is wanted and what is here, and fetches nothing', async () => {
    const here = machine(whole);
    const onPath = here.putOnPath('prometheus', 'prometheus, version 2.45.0');
    const built = await here.resolver().resolve('prometheus', { order: 'tests' });
    const before = here.commands.length;
    const listings = await here.resolver().list();
    expect(listings.map(({ name }) => name)).toEqual([
      'prometheus',
      'promtool',
      'node_exporter',
      'percli',
      'chromium',
    ]);
    expect(listings[0]).toMatchObject({
      pinned: '3.15.0',
      range: { 'first-start': '>=2.42.0 <4', tests: '>=3.0.0 <4' },
      found: [
        { way: 'path', path: onPath, version: '2.45.0' },
        { way: 'cache', path: built.path, version: '3.15.0' },
      ],
    });
    expect(listings[3]?.found).toEqual([]);
    expect(here.commands).toHaveLength(before);
  });
});
