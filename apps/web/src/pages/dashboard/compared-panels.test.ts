import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  addPanel,
  changePanel,
  edits,
  movePanel,
  removePanel,
  setVariable,
  storedDocument,
} from '../../dashboards/documents/document-edits.fixture.ts';
import { panelsOf } from '../../dashboards/documents/document-parts.ts';
import { comparedPanels } from './compared-panels.ts';

const [base] = fc.sample(
  storedDocument.filter((document) => Object.keys(panelsOf(document)).length === 5),
  { numRuns: 1, seed: 7 },
);

describe('comparedPanels', () => {
  it('marks what was added, removed, changed and moved, in words', () => {
    const older = base ?? {};
    const newer = setVariable(
      'v',
      '9',
    )(
      addPanel(
        'n',
        'New',
      )(movePanel('c', { x: 6 })(removePanel('b')(changePanel('c', { name: 'TTFT' })(older)))),
    );
    const { panels, others } = comparedPanels(older, newer);
    const of = (key: string) => panels.find((panel) => panel.key === key);
    expect(of('a')).toMatchObject({ marks: [], words: '' });
    expect(of('b')).toMatchObject({ marks: ['removed'], words: 'Removed', newer: undefined });
    expect(of('c')?.marks).toStrictEqual(['changed', 'moved']);
    expect(of('c')?.words).toMatch(/^Changed: title\. Moved: Column 1, .* to column 7, /);
    expect(of('n')).toMatchObject({ marks: ['added'], words: 'Added', older: undefined });
    expect(others.map(({ area, key }) => `${area}:${key}`)).toStrictEqual(['variable:v']);
  });

  it('has every panel of both versions once', () => {
    fc.assert(
      fc.property(storedDocument, edits, (older, change) => {
        const newer = change(older);
        const keys = comparedPanels(older, newer).panels.map(({ key }) => key);
        expect(keys.toSorted()).toStrictEqual(
          [...new Set([...Object.keys(panelsOf(older)), ...Object.keys(panelsOf(newer))])].toSorted(),
        );
      }),
    );
  });
});
