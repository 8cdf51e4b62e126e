import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { componentNames, componentTable } from './component-table.ts';
import { parseVersion, parseVersionRange, satisfies } from './version.ts';

const goFolder = join(import.meta.dirname, '..', 'go');
const rows = componentNames.map((name) => componentTable[name]);

describe('the component table', () => {
  it('lists every name once', () => {
    expect(componentNames.toSorted()).toEqual(Object.keys(componentTable).toSorted());
    expect(rows.map(({ name }) => name)).toEqual([...componentNames]);
  });

  it.each(rows)('$name pins versions that its own ranges accept', ({ archives, goBuild, range }) => {
    const pinned = [goBuild?.version, ...Object.values(archives).map(({ version }) => version)];
    for (const text of pinned.filter((version) => version !== undefined)) {
      const version = parseVersion(text);
      for (const wanted of Object.values(range)) {
        expect(version !== null && satisfies(version, parseVersionRange(wanted))).toBe(true);
      }
    }
  });

  it.each(rows)(
    '$name has release archives of the project itself, over TLS, with a whole checksum',
    ({ archives }) => {
      for (const { url, sha256, version } of Object.values(archives)) {
        expect(url).toMatch(/^https:\/\/github\.com\/prometheus\//);
        expect(url).toContain(version);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    },
  );

  it.each(rows.filter(({ goBuild }) => goBuild !== null))(
    '$name is built from the version that go.mod pins and go.sum knows',
    ({ goBuild }) => {
      const folder = join(goFolder, goBuild?.module ?? '');
      const mod = readFileSync(join(folder, 'go.mod'), 'utf8');
      const sum = readFileSync(join(folder, 'go.sum'), 'utf8');
      expect(mod).toContain(goBuild?.package);
      const root = goBuild?.package.split('/').slice(0, 3).join('/') ?? '';
      const pinned =
        new RegExp(`^\\s*(?:require )?${root.replaceAll('.', '[.]')} v(\\S+)`, 'm').exec(mod)?.[1] ?? '';
      // Prometheus 3.15.0 is the module v0.315.0.
      const released = pinned.replace(
        /^0\.(\d)(\d\d)\./,
        (_, major: string, minor: string) => `${major}.${Number(minor)}.`,
      );
      expect(released).toBe(goBuild?.version);
      expect(sum).toContain(`${root} v${pinned} h1:`);
    },
  );
});
