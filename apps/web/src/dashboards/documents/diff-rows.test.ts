import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { diffRows, foldDiff } from './diff-rows.ts';

const lines = fc
  .array(fc.constantFrom('a', 'b', 'c', '{', '}'), { maxLength: 24 })
  .map((all) => all.join('\n'));

describe('diffRows', () => {
  it('puts an edited line beside its new text', () => {
    const rows = diffRows('{\n  "a": 1\n}', '{\n  "a": 2\n}');
    expect(rows.map((row) => row.kind)).toStrictEqual(['same', 'changed', 'same']);
    expect(rows[1]).toMatchObject({
      left: { line: 2, text: '  "a": 1' },
      right: { line: 2, text: '  "a": 2' },
    });
  });

  it('shows added and removed lines on one side only', () => {
    expect(diffRows('a\nc', 'a\nb\nc')).toContainEqual({
      kind: 'added',
      left: undefined,
      right: { line: 2, text: 'b' },
    });
    expect(diffRows('a\nb\nc', 'a\nc')).toContainEqual({
      kind: 'removed',
      left: { line: 2, text: 'b' },
      right: undefined,
    });
  });

  it('holds both texts whole and in order, and pairs only equal lines as equal', () => {
    fc.assert(
      fc.property(lines, lines, (left, right) => {
        const rows = diffRows(left, right);
        expect(rows.flatMap((row) => row.left?.text ?? [])).toStrictEqual(left.split('\n'));
        expect(rows.flatMap((row) => row.right?.text ?? [])).toStrictEqual(right.split('\n'));
        for (const row of rows) if (row.kind === 'same') expect(row.left?.text).toBe(row.right?.text);
      }),
    );
  });

  it('folds long equal parts and keeps the lines around a change', () => {
    const text = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const blocks = foldDiff(diffRows(text.join('\n'), text.toSpliced(20, 1, 'other').join('\n')), 3);
    expect(blocks.map((block) => [block.kind, block.rows.length])).toStrictEqual([
      ['folded', 17],
      ['rows', 7],
      ['folded', 16],
    ]);
  });
});
