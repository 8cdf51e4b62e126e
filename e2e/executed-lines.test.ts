import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExecutedLines, type BuiltScript, type ScriptCoverage } from './executed-lines.ts';

const url = 'http://127.0.0.1:1/team/hecate/assets/a-12345678.js';
const source = 'apps/web/src/pages/a.ts';

/** A script whose tokens come from the given places of one source: offset in the script → line of the source, from 1. */
function script(code: string, marks: readonly (readonly [number, number])[], from = source): BuiltScript {
  const mappings = code.split('\n').map((_text, row, rows) => {
    const start = rows.slice(0, row).join('\n').length + (row === 0 ? 0 : 1);
    const end = start + (rows[row] ?? '').length;
    return marks
      .filter(([offset]) => offset >= start && offset <= end)
      .map(([offset, line]) => [offset - start, 0, line - 1, 0]);
  });
  return { code, map: JSON.stringify({ version: 3, sources: [`../../../${from}`], mappings }) };
}

function linesOf(built: BuiltScript, ...reports: (readonly ScriptCoverage[])[]): unknown {
  const executed = createExecutedLines({ read: () => built });
  for (const report of reports) executed.add(report);
  return executed.lines();
}

describe('executed lines', () => {
  it('are those whose innermost range ran, of what V8 reports of a real script', async () => {
    const code = [
      'function asked(flag) {',
      '  if (flag) {',
      '    return 1;',
      '  }',
      '  return 2;',
      '}',
      'function never() {',
      '  return 3;',
      '}',
      'asked(true);',
    ].join('\n');
    const marks = code.split('\n').map((text, row, rows) => {
      const start = rows.slice(0, row).join('\n').length + (row === 0 ? 0 : 1);
      return [start + text.length - text.trimStart().length, row + 1] as const;
    });
    const reported = reportOf(code);
    expect(reported).toHaveLength(1);
    const lines = linesOf(script(code, marks), reported) as Record<string, number[]>;
    expect(lines[source]).toEqual([1, 2, 3, 4, 6, 10]);
  });

  it('unite over reports, and over the lines of a minified script', () => {
    const built = script('let a=1;\nf(),g()', [
      [0, 3],
      [9, 7],
      [13, 8],
    ]);
    const ran = (startOffset: number, endOffset: number): ScriptCoverage => ({
      url,
      functions: [
        {
          ranges: [
            { startOffset: 0, endOffset: 16, count: 0 },
            { startOffset, endOffset, count: 1 },
          ],
        },
      ],
    });
    expect(linesOf(built, [ran(0, 8)], [ran(9, 12)])).toEqual({ [source]: [3, 7] });
    expect(linesOf(built, [ran(13, 16)])).toEqual({ [source]: [8] });
  });

  it('leave out libraries, scripts of others and scripts that are not of the build', () => {
    const report = { url, functions: [{ ranges: [{ startOffset: 0, endOffset: 9, count: 1 }] }] };
    expect(linesOf(script('a()', [[0, 1]], 'node_modules/react/index.js'), [report])).toEqual({});
    expect(linesOf(script('a()', [[0, 1]]), [{ ...report, url: 'http://127.0.0.1:1/a.js' }])).toEqual({});
    const executed = createExecutedLines({ read: () => null });
    executed.add([report]);
    expect(executed.lines()).toEqual({});
  });

  it('agree with looking for the smallest range around every place', () => {
    const around = (inside: fc.Arbitrary<readonly Range[]>) =>
      fc.record({ size: fc.integer({ min: 1, max: 5 }), count: fc.integer({ min: 0, max: 1 }), inside });
    const several = (one: fc.Arbitrary<Range>) => fc.array(one, { maxLength: 3 });
    const tree = around(several(around(several(around(fc.constant([]))))));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (roots) => {
        const { ranges, end } = laidOut(roots, 0);
        const code = 'x'.repeat(end + 2);
        const offsets = Array.from(code, (_, offset) => offset);
        const built = script(
          code,
          offsets.map((offset) => [offset, offset + 1]),
        );
        const report = { url, functions: ranges.map((range) => ({ ranges: [range] })).toReversed() };
        const expected = offsets.flatMap((offset) => {
          const outer = ranges.filter((each) => each.startOffset <= offset && offset < each.endOffset);
          const smallest = outer.toSorted(
            (one, other) => one.endOffset - one.startOffset - (other.endOffset - other.startOffset),
          )[0];
          return (smallest?.count ?? 0) > 0 ? [offset + 1] : [];
        });
        const lines = linesOf(built, [report]) as Record<string, number[]>;
        expect(lines[source] ?? []).toEqual(expected);
      }),
    );
  });
});

/** What V8 reports of a script, which runs in a process of its own: this one's V8 counts for the coverage of the tests. */
function reportOf(code: string): readonly ScriptCoverage[] {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-executed-'));
  try {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'assets/a.js'), code);
    const reports = join(folder, 'reports');
    execFileSync(process.execPath, [join(folder, 'assets/a.js')], { env: { NODE_V8_COVERAGE: reports } });
    return readdirSync(reports).flatMap((name) => {
      const report = JSON.parse(readFileSync(join(reports, name), 'utf8')) as { result: ScriptCoverage[] };
      return report.result.filter((each) => each.url.endsWith('/assets/a.js'));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Range {
  readonly size: number;
  readonly count: number;
  readonly inside: readonly Range[];
}

/** Gives every range its place: the inner ones one after another, then `size` of its own. */
function laidOut(roots: readonly Range[], from: number) {
  const ranges: { startOffset: number; endOffset: number; count: number }[] = [];
  let end = from;
  for (const { size, count, inside } of roots) {
    const inner = laidOut(inside, end + 1);
    ranges.push({ startOffset: end, endOffset: inner.end + size, count }, ...inner.ranges);
    end = inner.end + size;
  }
  return { ranges, end };
}
