import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const root = dirname(import.meta.dirname);
const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
const packages = (JSON.parse(text) as { packages: Record<string, LockedPackage> }).packages;

describe('lockfile', () => {
  it('names the optional packages of every platform, without which npm ci refuses it (bin/complete-lockfile.js adds them)', () => {
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    const missing = wanted.filter(
      (name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)),
    );
    expect(missing).toEqual([]);
  });

  it('holds no address of a registry', () => {
    expect(text).not.toMatch(/"resolved": "http/);
  });

  it('brings only known packages with install scripts, none of which is ever run', () => {
    const withScripts = Object.entries(packages)
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(new Set(withScripts)).toEqual(new Set(['esbuild']));
  });
});
