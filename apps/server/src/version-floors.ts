import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Oldest versions without a known hole that concerns us; the reasons are in SECURITY advisories of each project. */
export const versionFloors = {
  node: '24.14.1',
  sqlite: '3.51.3',
  fastify: '5.12.2',
  undici: '8.9.0',
  kysely: '0.28.17',
  dompurify: '3.4.7',
} as const;

/** One part below its floor, as a sentence with the remedy; empty when all are recent enough. Unknown parts are passed over. */
export function versionsBelowFloor(
  versions: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return Object.entries(versionFloors).flatMap(([name, floor]) => {
    const found = versions[name];
    return found === undefined || isAtLeast(found, floor)
      ? []
      : [
          `${name} ${found} is too old: ${floor} or newer is needed, older ones have known holes; run npm ci, which brings it`,
        ];
  });
}

/** The versions this process runs on; a library that is not installed here (DOMPurify without the console) has none. */
export function runningVersions(): Readonly<Record<string, string | undefined>> {
  return {
    node: process.versions.node,
    sqlite: process.versions.sqlite,
    ...Object.fromEntries(
      ['fastify', 'undici', 'kysely', 'dompurify'].map((name) => [name, installedVersion(name)]),
    ),
  };
}

function installedVersion(library: string): string | undefined {
  let file: string | undefined;
  try {
    file = findPackageJSON(library, import.meta.url);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
  if (file === undefined) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const version: unknown = Reflect.get(Object(manifest), 'version');
  return typeof version === 'string' ? version : undefined;
}

function isAtLeast(version: string, floor: string): boolean {
  const [found, wanted] = [numbers(version), numbers(floor)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (found[index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? '').split('.').map(Number);
}
