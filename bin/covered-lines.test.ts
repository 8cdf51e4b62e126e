import { describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, because it runs before anything is installed
import { areaSums, unitedLines } from './covered-lines.js';

const report = {
  '/house/apps/web/src/a.ts': file({ 1: 1, 2: 0, 5: 0, 9: 0 }),
  '/house/apps/web/src/never.ts': file({ 1: 0 }),
  '/house/packages/store/src/b.ts': file({ 1: 1, 2: 0 }),
  '/house/packages-of-others/c.ts': file({ 1: 0 }),
};

/** Line → how often the one statement that begins on it ran. */
function file(lines: Readonly<Record<number, number>>): unknown {
  return {
    statementMap: Object.fromEntries(
      Object.keys(lines).map((line, id) => [id, { start: { line: Number(line) } }]),
    ),
    s: Object.fromEntries(Object.values(lines).map((count, id) => [id, count])),
  };
}

describe('covered lines', () => {
  it('counts a line once that the tests or the browser reached, and no line without a statement', () => {
    const executed = unitedLines([
      { 'apps/web/src/a.ts': [1, 2, 3] },
      { 'apps/web/src/a.ts': [2, 5], 'apps/web/src/never.ts': [4] },
    ]);
    expect(areaSums('/house', ['apps/web'], report, executed)).toEqual({
      'apps/web': { covered: 3, total: 5 },
    });
  });

  it('keeps areas apart', () => {
    expect(areaSums('/house', ['packages', 'apps/web'], report, new Map())).toEqual({
      packages: { covered: 1, total: 2 },
      'apps/web': { covered: 1, total: 5 },
    });
  });

  it('counts a line as reached when one of its statements ran', () => {
    const twice = {
      statementMap: { 0: { start: { line: 7 } }, 1: { start: { line: 7 } } },
      s: { 0: 1, 1: 0 },
    };
    expect(areaSums('/house', ['bin'], { '/house/bin/x.js': twice }, new Map())).toEqual({
      bin: { covered: 1, total: 1 },
    });
  });
});
