import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { countChanges, documentChanges, editLabel, panelAspects } from './document-changes.ts';
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
import { panelsOf } from './document-parts.ts';
import { jsonList, jsonObject, type JsonObject } from './json.ts';

const [sample] = fc.sample(
  storedDocument.filter((document) => Object.keys(panelsOf(document)).length === 5),
  { numRuns: 1, seed: 7 },
);
const base: JsonObject = sample ?? {};
const changesOf = (...all: readonly ((document: JsonObject) => JsonObject)[]) =>
  documentChanges(
    base,
    all.reduce((now, one) => one(now), base),
  );

describe('documentChanges', () => {
  it('names panels, places, groups, variables and settings, and counts them in words', () => {
    const changes = changesOf(
      changePanel('a', { name: 'TTFT p95' }),
      removePanel('b'),
      addPanel('n', 'New'),
      movePanel('c', { x: 3 }),
      setVariable('v', '9'),
      inSpec((spec) => ({ ...spec, timezone: 'Asia/Kolkata' })),
    );
    expect(changes.map(({ area, change, label }) => `${area} ${change} ${label}`)).toStrictEqual([
      'panel changed TTFT p95',
      'panel removed Panel b',
      'panel added New',
      'place moved Panel c',
      'variable changed v',
      'setting added time zone',
    ]);
    expect(countChanges(changes)).toBe(
      '1 panel changed, 1 panel removed, 1 panel added, 1 panel moved, 1 variable changed, 1 setting added',
    );
    expect(countChanges([])).toBe('no changes');
  });

  it('does not call it a move when a panel slides up because another one went', () => {
    expect(changesOf(removePanel('a')).map(({ area, key }) => `${area} ${key}`)).toStrictEqual(['panel a']);
  });

  it('says when groups changed their order', () => {
    const turned = inSpec((spec) => ({ ...spec, layouts: jsonList(spec['layouts']).toReversed() }));
    expect(changesOf(turned).map(({ area, change }) => `${area} ${change}`)).toStrictEqual(['group moved']);
  });

  it('finds nothing between equal documents and something between different ones', () => {
    fc.assert(
      fc.property(storedDocument, edits, (document, change) => {
        const edited = change(document);
        expect(documentChanges(document, structuredClone(document))).toStrictEqual([]);
        for (const one of documentChanges(document, edited)) expect(one.label).not.toBe('');
      }),
    );
  });

  it('labels an edit for Undo', () => {
    expect(editLabel(changesOf(removePanel('a')))).toBe('Removed “Panel a”');
    expect(editLabel(changesOf(movePanel('a', { x: 3 })))).toBe('Moved “Panel a”');
    expect(editLabel(changesOf(changePanel('a', { name: 'x' }), changePanel('b', { name: 'y' })))).toBe(
      'Changed 2 panels',
    );
    expect(editLabel(changesOf(setVariable('v', '9')))).toBe('Changed variable “v”');
  });

  it('says what of a panel is different', () => {
    const panel = (title: string, kind: string): JsonObject => ({
      spec: { display: { name: title }, plugin: { kind, spec: {} } },
    });
    expect(panelAspects(panel('a', 'Table'), panel('b', 'Table'))).toBe('title');
    expect(panelAspects(panel('a', 'Table'), panel('a', 'Markdown'))).toBe('kind (Table to Markdown)');
    expect(panelAspects(panel('a', 'Table'), { ...jsonObject(panel('a', 'Table')), more: 1 })).toBe(
      'details',
    );
  });
});
