import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { documentChanges } from './document-changes.ts';
import {
  addPanel,
  changePanel,
  edits,
  inSpec,
  movePanel,
  removePanel,
  setVariable,
  storedDocument,
} from './document-edits.fixture.ts';
import { datasourcesOf, panelsOf, settingsOf, variablesOf } from './document-parts.ts';
import { cellsOf, isOverlapping, itemsOf, layoutsOf, placedItems } from './grid-layouts.ts';
import { isJsonObject, jsonEquals, jsonList, jsonObject, own, type Json, type JsonObject } from './json.ts';
import { mergeDocuments } from './merge-documents.ts';
import type { Side } from './merge-parts.ts';

const three = fc
  .tuple(storedDocument, edits, edits)
  .map(([base, ours, others]) => ({ base, theirs: others(base), mine: ours(base) }));

const [sample] = fc.sample(
  storedDocument.filter((document) => Object.keys(panelsOf(document)).length === 5),
  { numRuns: 1, seed: 7 },
);
const base: JsonObject = sample ?? {};
const text = (document: JsonObject) => JSON.stringify(document);

describe('mergeDocuments', () => {
  it('is the other side, byte for byte, where one side changed nothing', () => {
    fc.assert(
      fc.property(three, ({ base: old, theirs, mine }) => {
        expect(text(mergeDocuments(old, old, mine).merged)).toBe(text(jsonEquals(old, mine) ? old : mine));
        expect(text(mergeDocuments(old, theirs, old).merged)).toBe(text(theirs));
        const same = mergeDocuments(old, theirs, theirs);
        expect(text(same.merged)).toBe(text(theirs));
        expect(same.conflicts).toStrictEqual([]);
      }),
    );
  });

  it('finds the same conflicts whichever side is called mine', () => {
    fc.assert(
      fc.property(three, ({ base: old, theirs, mine }) => {
        const ids = (a: JsonObject, b: JsonObject) =>
          mergeDocuments(old, a, b)
            .conflicts.map(({ id }) => id)
            .toSorted();
        expect(ids(theirs, mine)).toStrictEqual(ids(mine, theirs));
      }),
    );
  });

  it('takes every part from the side that changed it, and the chosen side where both did', () => {
    fc.assert(
      fc.property(three, fc.constantFrom<Side>('theirs', 'mine'), ({ base: old, theirs, mine }, side) => {
        const { merged, conflicts } = mergeDocuments(old, theirs, mine, () => side);
        const contested = new Set(conflicts.map(({ id }) => id));
        const sides = { base: parts(old), theirs: parts(theirs), mine: parts(mine) };
        const result = parts(merged);
        for (const id of new Set([...sides.base.keys(), ...sides.theirs.keys(), ...sides.mine.keys()])) {
          const [was, left, right, now] = [
            sides.base.get(id),
            sides.theirs.get(id),
            sides.mine.get(id),
            result.get(id),
          ];
          const changed = jsonEquals(was, left) ? right : left;
          const isContested = contested.has(id);
          // Of a contested part only what its editor knows comes from the chosen side.
          const shown = (value: Json | undefined) => (isContested ? withoutUnknown(value) : value);
          expect({ id, value: shown(now) }).toStrictEqual({
            id,
            value: shown(isContested ? sides[side].get(id) : changed),
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives every panel that somebody placed one place, and none to a panel that is gone', () => {
    fc.assert(
      fc.property(
        three,
        fc.func(fc.constantFrom<Side>('theirs', 'mine')),
        ({ base: old, theirs, mine }, choose) => {
          const { merged } = mergeDocuments(old, theirs, mine, (conflict) => choose(conflict.id));
          const placed = placedItems(layoutsOf(merged)).map(({ panelKey }) => panelKey);
          expect(placed.toSorted()).toStrictEqual(Object.keys(panelsOf(merged)).toSorted());
        },
      ),
      { numRuns: 500 },
    );
  });

  it('puts no two panels into the same cells of a group that both sides changed', () => {
    const packed = three.filter((all) => [all.theirs, all.mine].every((one) => !hasOverlap(one)));
    fc.assert(
      fc.property(packed, ({ base: old, theirs, mine }) => {
        expect(hasOverlap(mergeDocuments(old, theirs, mine).merged)).toBe(false);
      }),
    );
  });

  it('keeps fields that the editor does not know from both sides, also in a panel both changed', () => {
    const field = (name: string) => (spec: JsonObject) => ({ ...spec, [name]: { kept: name } });
    const inPanel = (name: string) =>
      inSpec((spec) => {
        const panel = jsonObject(jsonObject(spec['panels'])['a']);
        return {
          ...spec,
          panels: {
            ...jsonObject(spec['panels']),
            a: { ...panel, [name]: name, spec: field(name)(jsonObject(panel['spec'])) },
          },
        };
      });
    const theirs = inSpec(field('theirsOnly'))(inPanel('left')(changePanel('a', { name: 'theirs' })(base)));
    const mine = inSpec(field('mineOnly'))(inPanel('right')(changePanel('a', { name: 'mine' })(base)));
    for (const side of ['theirs', 'mine'] as const) {
      const { merged, conflicts } = mergeDocuments(base, theirs, mine, () => side);
      expect(conflicts.map(({ id }) => id)).toStrictEqual(['panel:a']);
      expect(merged['spec']).toMatchObject({
        theirsOnly: { kept: 'theirsOnly' },
        mineOnly: { kept: 'mineOnly' },
        panels: {
          a: {
            left: 'left',
            right: 'right',
            spec: {
              display: { name: side },
              left: { kept: 'left' },
              right: { kept: 'right' },
              future: { of: 'a' },
            },
          },
        },
      });
    }
  });

  it('merges edits of different panels, a moved panel and a removed one, without asking', () => {
    const theirs = removePanel('a')(changePanel('b', { name: 'theirs' })(base));
    const mine = addPanel('n', 'New')(movePanel('d', { x: 12 })(changePanel('c', { name: 'mine' })(base)));
    const { merged, conflicts } = mergeDocuments(base, theirs, mine);
    expect(conflicts).toStrictEqual([]);
    expect(
      Object.entries(panelsOf(merged)).map(([key, panel]) => [
        key,
        jsonObject(jsonObject(jsonObject(panel)['spec'])['display'])['name'],
      ]),
    ).toStrictEqual([
      ['b', 'theirs'],
      ['c', 'mine'],
      ['d', 'Panel d'],
      ['e', 'Panel e'],
      ['n', 'New'],
    ]);
    expect(placedItems(layoutsOf(merged)).find(({ key }) => key === 'd')?.item['x']).toBe(12);
  });

  it('asks when a panel was removed on one side and changed on the other; its place follows', () => {
    const theirs = removePanel('b')(base);
    const mine = changePanel('b', { name: 'mine' })(base);
    const kept = mergeDocuments(base, theirs, mine, () => 'mine');
    expect(kept.conflicts.map(({ id, theirs: their }) => [id, their])).toStrictEqual([
      ['panel:b', undefined],
    ]);
    expect(placedItems(layoutsOf(kept.merged)).map(({ key }) => key)).toContain('b');
    const gone = mergeDocuments(base, theirs, mine, () => 'theirs');
    expect(own(panelsOf(gone.merged), 'b')).toBeUndefined();
    expect(placedItems(layoutsOf(gone.merged)).map(({ key }) => key)).not.toContain('b');
  });

  it('asks for each variable, setting and place that both changed', () => {
    const change = (label: string, x: number) => (document: JsonObject) =>
      movePanel('a', { x })(
        setVariable(
          'v',
          label,
        )(
          inSpec((spec) => ({ ...spec, display: { ...jsonObject(spec['display']), name: label } }))(document),
        ),
      );
    const { conflicts, merged } = mergeDocuments(
      base,
      change('2', 3)(base),
      change('3', 6)(base),
      ({ area }) => (area === 'place' ? 'mine' : 'theirs'),
    );
    expect(conflicts.map(({ id, label }) => `${id} ${label}`).toSorted()).toStrictEqual([
      'place:a Panel a',
      'setting:spec.display.name name',
      'variable:v v',
    ]);
    expect(placedItems(layoutsOf(merged)).find(({ key }) => key === 'a')?.item['x']).toBe(6);
    expect(jsonObject(jsonObject(merged['spec'])['display'])).toStrictEqual({ name: '2', icon: 'kept' });
  });

  it('takes version and times of the stored document: the server writes them', () => {
    const theirs = { ...base, metadata: { ...jsonObject(base['metadata']), version: 4, tags: ['theirs'] } };
    const mine = inSpec((spec) => ({ ...spec, duration: '2h' }))(base);
    expect(mergeDocuments(base, theirs, mine).merged['metadata']).toStrictEqual(theirs.metadata);
  });

  it('leaves nothing to merge once it was merged', () => {
    fc.assert(
      fc.property(three, ({ base: old, theirs, mine }) => {
        const { merged } = mergeDocuments(old, theirs, mine, () => 'mine');
        expect(mergeDocuments(theirs, theirs, merged).conflicts).toStrictEqual([]);
        expect(documentChanges(merged, merged)).toStrictEqual([]);
      }),
    );
  });
});

/** Every part that stands alone: panels, variables, datasources and settings. */
function parts(document: JsonObject): ReadonlyMap<string, Json> {
  return new Map<string, Json>([
    ...members('panel', panelsOf(document)),
    ...variablesOf(document).map(({ key, value }) => [`variable:${key}`, value] as const),
    ...members('datasource', datasourcesOf(document)),
    ...[...settingsOf(document)].map(([key, value]) => [`setting:${key}`, value] as const),
  ]);
}

function members(area: string, object: JsonObject): readonly (readonly [string, Json])[] {
  return Object.keys(object).map((key) => [`${area}:${key}`, own(object, key) ?? null]);
}

function hasOverlap(document: JsonObject): boolean {
  return jsonList(jsonObject(document['spec'])['layouts']).some((layout) => {
    const cells = itemsOf(layout).map(cellsOf);
    return cells.some((a, index) => cells.slice(index + 1).some((b) => isOverlapping(a, b)));
  });
}

/** A part without the field of the fixture that no editor knows. */
function withoutUnknown(value: Json | undefined): Json | undefined {
  if (!isJsonObject(value) || !isJsonObject(value['spec'])) return value;
  const { future: _future, ...spec } = value['spec'];
  return { ...value, spec };
}
