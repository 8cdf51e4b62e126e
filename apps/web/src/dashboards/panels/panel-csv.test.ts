import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { panelCsv } from './panel-csv.ts';

const iso = (atMs: number) => new Date(atMs).toISOString();

const hostileName = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("'", '"', '=', '+', '-', '@', '\t', '\r', '\n', ',', 'a') }),
);

describe('panelCsv', () => {
  it('has one row per instant, ISO times, exact numbers and empty cells for missing samples', () => {
    const text = panelCsv(
      [
        {
          name: 'a',
          values: [
            [0, 0.1 + 0.2],
            [15_000, null],
          ],
        },
        { name: 'b, "c"', values: [[15_000, -1.5]] },
      ],
      iso,
    );
    expect(text).toBe(
      'time,a,"b, ""c"""\r\n1970-01-01T00:00:00.000Z,0.30000000000000004,\r\n1970-01-01T00:00:15.000Z,,-1.5\r\n',
    );
  });

  it('never begins a name with what a spreadsheet runs as a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r'])
      expect(panelCsv([{ name: `${start}cmd()`, values: [] }], iso)).toMatch(/^time,"?'/);
  });

  it('can be read back: names survive quoting', () => {
    fc.assert(
      fc.property(fc.array(hostileName, { minLength: 1, maxLength: 5 }), (names) => {
        const header = readRow(
          panelCsv(
            names.map((name) => ({ name, values: [] })),
            iso,
          ),
        );
        // What a spreadsheet would run has one apostrophe more; a name that had one already keeps it alone.
        expect(header.slice(1)).toStrictEqual(
          names.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)),
        );
      }),
    );
  });
});

/** The cells of the first row, by the rules of RFC 4180. */
function readRow(text: string): string[] {
  const cells: string[] = [];
  let rest = text;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest);
    const plain = /^([^,\r\n"]*)(,|\r\n)/.exec(rest);
    const found = quoted ?? plain;
    if (!found) throw new Error(`no cell at ${JSON.stringify(rest.slice(0, 20))}`);
    cells.push(quoted ? (found[1] ?? '').replaceAll('""', '"') : (found[1] ?? ''));
    if (found[2] !== ',') return cells;
    rest = rest.slice(found[0].length);
  }
}
