import { isJsonObject, jsonEquals, jsonObject, own, type Json, type JsonObject } from './json.ts';
import {
  panelLabel,
  panelsOf,
  settingLabel,
  variableLabel,
  variablesOf,
  type PartArea,
} from './document-parts.ts';
import { mergeLayouts } from './merge-layouts.ts';
import {
  isContested,
  KNOWN_MEMBERS,
  mergeMembers,
  mergeOrder,
  pickMembers,
  uncontested,
  type KnownMembers,
  type Side,
  type Versions,
} from './merge-parts.ts';

/** A part that both sides changed, and not to the same: one of them has to be chosen. */
export interface MergeConflict extends Versions {
  /** Area and key; the same whichever side is called `mine`. */
  readonly id: string;
  readonly area: PartArea;
  readonly key: string;
  /** The name people know the part by. */
  readonly label: string;
}

/** Both sides' changes in one document, and the parts where a side had to be taken. */
export interface MergedDocuments {
  readonly merged: JsonObject;
  readonly conflicts: readonly MergeConflict[];
}

/** Whose version of a contested part goes into the merged document. */
export type ChooseSide = (conflict: MergeConflict) => Side;

/** Members of `metadata` that the server writes by itself. */
const OF_SERVER: ReadonlySet<string> = new Set(['name', 'project', 'version', 'createdAt', 'updatedAt']);

/**
 * Three-way merge of a dashboard by panel, place, group, variable, datasource and setting. What one side changed is taken as
 * that side spells it; what both changed differently is a conflict, and `choose` says whose version goes in. Fields that the
 * editor does not know come from whoever changed them, whichever side is chosen.
 */
export function mergeDocuments(
  base: JsonObject,
  theirs: JsonObject,
  mine: JsonObject,
  choose: ChooseSide = () => 'theirs',
): MergedDocuments {
  if (jsonEquals(theirs, mine) || jsonEquals(base, mine)) return { merged: theirs, conflicts: [] };
  if (jsonEquals(base, theirs)) return { merged: mine, conflicts: [] };
  const conflicts: MergeConflict[] = [];
  const part: MergePart = (area, key, label, versions) => {
    if (!isContested(versions)) return uncontested(versions);
    const conflict: MergeConflict = { id: `${area}:${key}`, area, key, label, ...versions };
    conflicts.push(conflict);
    return pickMembers(versions, choose(conflict), knownMembers(area));
  };
  const setting = (path: string, versions: Versions) => part('setting', path, settingLabel(path), versions);
  const merged = mergeMembers(theirs, mine, (key) => {
    const versions = memberVersions(base, theirs, mine, key);
    if (key === 'metadata') return mergeMetadata(versions, setting);
    if (key === 'spec') return mergeSpec({ base, theirs, mine }, part, setting);
    return setting(key, versions);
  });
  return { merged, conflicts };
}

/** Merges one part and keeps note of a conflict. */
export type MergePart = (area: PartArea, key: string, label: string, versions: Versions) => Json | undefined;

type MergeSetting = (path: string, versions: Versions) => Json | undefined;

function knownMembers(area: PartArea): KnownMembers | undefined {
  return area === 'setting' ? undefined : KNOWN_MEMBERS[area];
}

function mergeMetadata({ base, theirs, mine }: Versions, setting: MergeSetting): Json | undefined {
  if (!isJsonObject(theirs) || !isJsonObject(mine)) return theirs;
  return mergeMembers(theirs, mine, (key) =>
    OF_SERVER.has(key)
      ? own(theirs, key)
      : setting(`metadata.${key}`, memberVersions(jsonObject(base), theirs, mine, key)),
  );
}

function mergeSpec(
  documents: { readonly base: JsonObject; readonly theirs: JsonObject; readonly mine: JsonObject },
  part: MergePart,
  setting: MergeSetting,
): Json | undefined {
  const { base, theirs, mine } = documents;
  const specs = { base: base['spec'], theirs: theirs['spec'], mine: mine['spec'] };
  if (!isJsonObject(specs.theirs) || !isJsonObject(specs.mine)) return setting('spec', specs);
  const of = (key: string) =>
    memberVersions(jsonObject(specs.base), jsonObject(specs.theirs), jsonObject(specs.mine), key);
  // Panels first: where a panel is gone, its place goes with it.
  const panels = mergeMap(of('panels'), (key, versions) =>
    part('panel', key, panelLabel(key, versions.mine ?? versions.theirs ?? versions.base), versions),
  );
  return mergeMembers(specs.theirs, specs.mine, (key) => {
    const versions = of(key);
    switch (key) {
      case 'panels':
        return panels;
      case 'layouts':
        return mergeLayouts(versions, {
          part,
          panels: jsonObject(panels),
          documents: panelsOfAll(documents),
        });
      case 'variables':
        return mergeVariables(documents, versions, part);
      case 'datasources':
        return mergeMap(versions, (name, its) => part('datasource', name, name, its));
      case 'display':
        return mergeMap(versions, (name, its) => setting(`spec.display.${name}`, its));
      default:
        return setting(`spec.${key}`, versions);
    }
  });
}

/** An object merged member by member; a side that has it not counts as one without members. */
function mergeMap(
  versions: Versions,
  merge: (key: string, versions: Versions) => Json | undefined,
): Json | undefined {
  if (!isContested(versions)) return uncontested(versions);
  const { base, theirs, mine } = versions;
  if ([theirs, mine].some((side) => side !== undefined && !isJsonObject(side))) return theirs ?? mine;
  const [old, left, right] = [jsonObject(base), jsonObject(theirs), jsonObject(mine)];
  return mergeMembers(left, right, (key) => merge(key, memberVersions(old, left, right, key)));
}

function mergeVariables(
  documents: { readonly base: JsonObject; readonly theirs: JsonObject; readonly mine: JsonObject },
  versions: Versions,
  part: MergePart,
): Json | undefined {
  if (!isContested(versions)) return uncontested(versions);
  const [old, left, right] = [documents.base, documents.theirs, documents.mine].map(
    (document) => new Map(variablesOf(document).map(({ key, value }) => [key, value])),
  );
  const keys = (side: ReadonlyMap<string, Json> | undefined) => [...(side?.keys() ?? [])];
  return mergeOrder(keys(old), keys(left), keys(right)).flatMap((key) => {
    const its = { base: old?.get(key), theirs: left?.get(key), mine: right?.get(key) };
    return part('variable', key, variableLabel(key, its.mine ?? its.theirs ?? its.base), its) ?? [];
  });
}

function panelsOfAll(documents: {
  readonly base: JsonObject;
  readonly theirs: JsonObject;
  readonly mine: JsonObject;
}) {
  return {
    base: panelsOf(documents.base),
    theirs: panelsOf(documents.theirs),
    mine: panelsOf(documents.mine),
  };
}

function memberVersions(base: JsonObject, theirs: JsonObject, mine: JsonObject, key: string): Versions {
  return { base: own(base, key), theirs: own(theirs, key), mine: own(mine, key) };
}
