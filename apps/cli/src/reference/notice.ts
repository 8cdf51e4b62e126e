import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** One library of the browser app with the licence its lockfile entry names. */
export interface CarriedLibrary {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The licence file it comes with; null when it has none. */
  readonly licenceText: string | null;
}

/** Licences that may be carried by an Apache-2.0 product when its NOTICE names them. */
const allowedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Every library that apps/web depends on, directly or not, from the lockfile; sorted by name. */
export function librariesOfBrowserApp(projectRoot: string): readonly CarriedLibrary[] {
  const packages = lockedPackages(projectRoot);
  const carried = new Map<string, CarriedLibrary>();
  const seen = new Set<string>();
  const queue = [{ from: 'apps/web', names: Object.keys(packages['apps/web']?.dependencies ?? {}) }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const name of next.names) {
      const path = resolved(packages, next.from, name);
      if (path === null || seen.has(path)) continue;
      seen.add(path);
      const entry = packages[path];
      if (entry === undefined || entry.link === true || name.startsWith('@hecate/')) continue;
      carried.set(`${name}@${entry.version ?? ''}`, {
        name,
        version: entry.version ?? '',
        license: entry.license ?? licenceOfFile(join(projectRoot, path)),
        licenceText: licenceText(join(projectRoot, path)),
      });
      queue.push({
        from: path,
        names: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
      });
    }
  }
  return [...carried.values()].toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
  );
}

/** One sentence for each library whose licence may not be carried. */
export function forbiddenLicences(libraries: readonly CarriedLibrary[]): readonly string[] {
  return libraries
    .filter((library) => !isAllowed(library.license))
    .map(
      (library) =>
        `${library.name} ${library.version} is under ${library.license}, which the browser app may not carry.`,
    );
}

/** Those of the libraries whose code, fonts or icons are in the build, by what the build wrote down about itself. */
export function carriedByBuild(
  libraries: readonly CarriedLibrary[],
  dist: string,
): readonly CarriedLibrary[] {
  const packages: Readonly<Record<string, readonly string[]>> = JSON.parse(
    readFileSync(join(dist, '.vite/packages.json'), 'utf8'),
  );
  const names = new Set(Object.values(packages).flat());
  return libraries.filter(({ name }) => names.has(name));
}

/** The text of NOTICE: every library, then each distinct licence text once, under the names it belongs to. */
export function noticeText(libraries: readonly CarriedLibrary[]): string {
  const holders = new Map<string, string[]>();
  for (const { name, licenceText: text } of libraries) {
    if (text !== null) holders.set(text, [...(holders.get(text) ?? []), name]);
  }
  return [
    'Hecate',
    'Copyright 2026 the Hecate authors. Licensed under the Apache License, Version 2.0.',
    '',
    'The browser app carries code, fonts or icons of these libraries (generated from the build by `npm run notice`):',
    '',
    ...libraries.map(
      ({ name, version, license, licenceText: text }) =>
        `${name} ${version} (${license}${text === null ? ', without a licence file of its own' : ''})`,
    ),
    ...[...holders].flatMap(([text, names]) => ['', '-'.repeat(80), names.join(', '), '', text]),
    '',
  ].join('\n');
}

/** The licence file of a package with plain line ends; null when it has none. */
function licenceText(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const file = readdirSync(folder)
    .toSorted()
    .find((name) => /^(?:licen[cs]e|copying)/i.test(name));
  if (file === undefined) return null;
  return readFileSync(join(folder, file), 'utf8')
    .replaceAll(/[ \t]*\r?\n/g, '\n')
    .trim();
}

/** Some packages name their licence only by the file they carry. */
function licenceOfFile(folder: string): string {
  const file = join(folder, 'LICENSE');
  if (!existsSync(file)) return 'none stated';
  const text = readFileSync(file, 'utf8').slice(0, 400);
  if (/Apache License\s+Version 2\.0/.test(text)) return 'Apache-2.0';
  if (/MIT License/.test(text)) return 'MIT';
  return 'an unknown LICENSE file';
}

/** `(MIT OR GPL-3.0)` may be taken under the allowed alternative; `A AND B` needs both. */
function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowedLicences.has(licence.trim())));
}

function lockedPackages(projectRoot: string): Readonly<Record<string, LockedPackage>> {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'),
  );
  return lock.packages;
}

/** Node's resolution on the lockfile's paths: the nearest node_modules upwards. */
function resolved(
  packages: Readonly<Record<string, LockedPackage>>,
  from: string,
  name: string,
): string | null {
  let folder = from;
  for (;;) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[candidate] !== undefined) return candidate;
    if (folder === '') return null;
    const parent = folder.lastIndexOf('/node_modules/');
    folder = parent === -1 ? '' : folder.slice(0, parent);
  }
}
