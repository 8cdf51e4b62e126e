import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, parseVersion, parseVersionRange, satisfies, type Version } from './version.ts';

const numbers = fc.array(fc.integer({ min: 0, max: 999_999_999 }), { minLength: 1, maxLength: 4 });
const preReleases = fc.option(fc.constantFrom('rc.0', 'rc.1', 'beta.3', 'alpha'), { nil: null });
const versions = fc.tuple(numbers, preReleases).map(([parts, preRelease]) => {
  return parsed(parts.join('.') + (preRelease === null ? '' : `-${preRelease}`));
});

describe('a version', () => {
  it('is read from what the programs really print', () => {
    expect(parsed('3.15.0')).toEqual({ text: '3.15.0', numbers: [3, 15, 0], preRelease: null });
    expect(parsed('2.42.0+ds').numbers).toEqual([2, 42, 0]);
    expect(parsed('156.0.8078.79').numbers).toEqual([156, 0, 8078, 79]);
    expect(parsed('v1.2.3-rc.1')).toMatchObject({ numbers: [1, 2, 3], preRelease: 'rc.1' });
  });

  it.each(['', 'devel', '1.2.3.4.5', '1..2', '../3', '3.1/..', '1.2 3', '-1', '1.2.3-', '1.2.3-a/b', '1e3'])(
    'is not read from %j',
    (text) => {
      expect(parseVersion(text)).toBeNull();
    },
  );

  it('never holds a character that is special in a path, whatever a program prints', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const version = parseVersion(text);
        expect(version === null || /^[0-9A-Za-z.+~-]+$/.test(version.text)).toBe(true);
        expect(version === null || /^v?\d/.test(version.text)).toBe(true);
      }),
    );
  });

  it('keeps its numbers through printing and reading', () => {
    fc.assert(
      fc.property(numbers, (parts) => {
        expect(parsed(parts.join('.')).numbers).toEqual(parts);
      }),
    );
  });

  it('stands in one total order', () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('counts missing numbers as zero and puts a pre-release before its release', () => {
    expect(compareVersions(parsed('4'), parsed('4.0.0'))).toBe(0);
    expect(compareVersions(parsed('3.0.0-rc.1'), parsed('3.0.0'))).toBeLessThan(0);
    expect(compareVersions(parsed('2.42.0+ds'), parsed('2.42.0'))).toBe(0);
  });
});

describe('a version range', () => {
  it('holds for exactly the versions between its bounds', () => {
    fc.assert(
      fc.property(versions, versions, versions, (low, high, version) => {
        const range = parseVersionRange(`>=${low.text} <${high.text}`);
        const isBetween = compareVersions(low, version) <= 0 && compareVersions(version, high) < 0;
        expect(satisfies(version, range)).toBe(isBetween);
      }),
    );
  });

  it('knows every operator, and no operator means equal', () => {
    const holds = (range: string): boolean => satisfies(parsed('2.0.0'), parseVersionRange(range));
    expect(['>=2', '<=2', '=2', '2', '>1', '<3'].map(holds)).toEqual([true, true, true, true, true, true]);
    expect(['>2', '<2', '=1', '3', '>=3', '<=1'].map(holds)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it.each(['', '>=', '~1.2', '>=1,<2', 'latest', '>= 1'])(
    'refuses %j and says how one is written',
    (text) => {
      expect(() => parseVersionRange(text)).toThrow(/not a version range.*>=2\.42\.0 <4/);
    },
  );
});

function parsed(text: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new Error(`${text} should be a version`);
  return version;
}
