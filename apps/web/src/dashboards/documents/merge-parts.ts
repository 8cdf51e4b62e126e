import { isJsonObject, jsonEquals, own, type Json, type JsonObject } from './json.ts';

/** Whose version of a part is taken: what is stored now, or the edits. */
export type Side = 'theirs' | 'mine';

/** The three versions of one value; undefined where a version does not have it. */
export interface Versions {
  readonly base: Json | undefined;
  readonly theirs: Json | undefined;
  readonly mine: Json | undefined;
}

/**
 * The members of a part that its editor knows: `true` is taken whole from the chosen side, an object says which members
 * of it are known. Members that are not named are merged by themselves, so that neither side's choice drops them.
 */
export interface KnownMembers {
  readonly [member: string]: true | KnownMembers;
}

/** Known members of each part of a dashboard that can be in conflict; no entry: the part is one value. */
export const KNOWN_MEMBERS = {
  panel: {
    kind: true,
    spec: { display: { name: true, description: true }, plugin: true, queries: true, links: true },
  },
  variable: {
    kind: true,
    spec: {
      name: true,
      display: { name: true, description: true, hidden: true },
      defaultValue: true,
      allowAllValue: true,
      allowMultiple: true,
      customAllValue: true,
      capturingRegexp: true,
      sort: true,
      plugin: true,
      value: true,
      constant: true,
    },
  },
  datasource: { default: true, display: true, plugin: true },
  group: {
    kind: true,
    spec: { display: { title: true, collapse: true }, repeatVariable: true },
  },
  place: { x: true, y: true, width: true, height: true, content: true },
} as const satisfies Readonly<Record<string, KnownMembers>>;

/** True when both sides changed a value, and not to the same. */
export function isContested({ base, theirs, mine }: Versions): boolean {
  return !jsonEquals(theirs, mine) && !jsonEquals(base, theirs) && !jsonEquals(base, mine);
}

/** The value where only one side changed it: that side's, as it is spelled there. */
export function uncontested({ base, theirs, mine }: Versions): Json | undefined {
  return jsonEquals(base, theirs) ? mine : theirs;
}

/** A contested value: known members from the chosen side, all others from whoever changed them. */
export function pickMembers(
  versions: Versions,
  side: Side,
  known: KnownMembers | undefined,
): Json | undefined {
  const { base, theirs, mine } = versions;
  const chosen = versions[side];
  if (known === undefined || !isJsonObject(theirs) || !isJsonObject(mine)) return chosen;
  const old = isJsonObject(base) ? base : {};
  const entries: [string, Json][] = [];
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const members = { base: own(old, key), theirs: own(theirs, key), mine: own(mine, key) };
    const value = pickMember(members, side, Object.hasOwn(known, key) ? known[key] : undefined);
    if (value !== undefined) entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

function pickMember(
  versions: Versions,
  side: Side,
  known: true | KnownMembers | undefined,
): Json | undefined {
  if (known === true) return versions[side];
  if (!isContested(versions)) return known === undefined ? uncontested(versions) : versions[side];
  return pickMembers(versions, side, known ?? {});
}

/** Keys of a list that both sides may have reordered: the order of who changed it, the other side's new keys after their neighbour. */
export function mergeOrder(
  base: readonly string[],
  theirs: readonly string[],
  mine: readonly string[],
): readonly string[] {
  const common = (keys: readonly string[]) =>
    keys.filter((key) => base.includes(key) && theirs.includes(key) && mine.includes(key));
  const isTheirsTurned = !jsonEquals(common(theirs), common(base));
  const [order, other] = isTheirsTurned ? [theirs, mine] : [mine, theirs];
  const merged = [...order];
  for (const [index, key] of other.entries()) {
    if (merged.includes(key)) continue;
    const before = other.slice(0, index).findLast((one) => merged.includes(one));
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, key);
  }
  return merged;
}

/** The members that both objects have, in the order of `theirs`, then of `mine`. */
export function mergeMembers(
  theirs: JsonObject,
  mine: JsonObject,
  merge: (key: string) => Json | undefined,
): JsonObject {
  const entries = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].flatMap(
    (key): (readonly [string, Json])[] => {
      const value = merge(key);
      return value === undefined ? [] : [[key, value]];
    },
  );
  return Object.fromEntries(entries);
}
