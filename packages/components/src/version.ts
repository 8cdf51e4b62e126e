import { ComponentsError } from './components-error.ts';

/** A version as programs print it: its numbers, and what follows a hyphen as pre-release. */
export interface Version {
  /** As it was printed, build metadata included (`2.42.0+ds`). */
  readonly text: string;
  /** At most 4 numbers: Chromium has four. */
  readonly numbers: readonly number[];
  readonly preRelease: string | null;
}

/** A conjunction of comparisons (`>=2.42.0 <4`). */
export interface VersionRange {
  readonly text: string;
  readonly comparisons: readonly { readonly operator: Operator; readonly version: Version }[];
}

type Operator = '>=' | '>' | '<' | '<=' | '=';

const versionPattern =
  /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:[-~]([0-9A-Za-z.-]{1,64}))?(?:\+[0-9A-Za-z.~+-]{1,64})?$/;

/** Reads one version; null when the text is none. */
export function parseVersion(text: string): Version | null {
  const match = versionPattern.exec(text);
  if (match?.[1] === undefined) return null;
  return { text, numbers: match[1].split('.').map(Number), preRelease: match[2] ?? null };
}

/** Reads a range of one or more comparisons separated by spaces; throws `invalid_range`. */
export function parseVersionRange(text: string): VersionRange {
  const comparisons = text
    .trim()
    .split(/\s+/)
    .map((part) => {
      const match = /^(>=|<=|>|<|=)?(.+)$/.exec(part);
      const version = parseVersion(match?.[2] ?? '');
      if (version === null) throw new ComponentsError('invalid_range', { range: text });
      return { operator: operatorOf(match?.[1]), version };
    });
  return { text, comparisons };
}

/** Whether every comparison of the range holds. */
export function satisfies(version: Version, range: VersionRange): boolean {
  return range.comparisons.every(({ operator, version: bound }) => {
    const order = compareVersions(version, bound);
    switch (operator) {
      case '>=':
        return order >= 0;
      case '>':
        return order > 0;
      case '<':
        return order < 0;
      case '<=':
        return order <= 0;
      case '=':
        return order === 0;
      default:
        return operator satisfies never;
    }
  });
}

/** Negative, zero or positive: missing numbers count as 0, a pre-release stands before its release, build metadata is ignored. */
export function compareVersions(left: Version, right: Version): number {
  for (let index = 0; index < 4; index += 1) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.preRelease === right.preRelease) return 0;
  if (left.preRelease === null) return 1;
  if (right.preRelease === null) return -1;
  return left.preRelease < right.preRelease ? -1 : 1;
}

function operatorOf(text: string | undefined): Operator {
  return text === '>=' || text === '>' || text === '<' || text === '<=' ? text : '=';
}
