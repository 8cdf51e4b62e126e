import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { runConvert } from './convert.ts';

const cwd = mkdtempSync(join(tmpdir(), 'hecate-convert-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const board = '{"kind":"Dashboard","metadata":{"name":"a","project":"p"},"spec":{ "n":1.50 }}';
writeFileSync(join(cwd, 'board.json'), board);
writeFileSync(
  join(cwd, 'grafana.json'),
  '{"title":"T","uid":"u","panels":[{"type":"geomap","title":"Map"},{"type":"stat","title":"S","targets":[{"expr":"up"}]}]}',
);
writeFileSync(join(cwd, 'pod.yaml'), 'kind: Pod\nmetadata: {name: x}\n');

describe('hecate convert', () => {
  it('prints one document byte for byte and the report beside it', async () => {
    const { code, out, err } = await run(['board.json']);
    expect([code, out]).toEqual([0, board]);
    expect(err).toEqual(['board.json: 1 document read.']);
  });

  it('lists what needs attention, and still ends well', async () => {
    const { code, out, err } = await run([
      'grafana.json',
      '--format',
      'yaml',
      '--to',
      'cr-v1alpha2',
      '--project',
      'p',
    ]);
    expect(code).toBe(0);
    expect(out).toContain(
      'apiVersion: perses.dev/v1alpha2\nkind: PersesDashboard\nmetadata:\n  name: u\n  namespace: p\n',
    );
    expect(err).toEqual([
      'grafana.json: 1 of 2 panels converted. 1 needs attention: Map.',
      '  attention: Map: the whole panel: It has the kind geomap, which Perses has no panel for.',
    ]);
  });

  it('ends with 1 when something was refused, and goes on with the rest', async () => {
    const { code, out, err } = await run(['pod.yaml', 'missing.json', '.', '-', 'board.json'], 'a: [');
    expect([code, out]).toEqual([1, board]);
    expect(err).toEqual([
      expect.stringContaining('pod.yaml: Nothing was converted. 1 document refused.'),
      expect.stringContaining('  refused: Pod x: this is no document of Perses'),
      'missing.json: there is no such file',
      '.: it is a folder: name the files in it',
      expect.stringContaining('-: not valid YAML 1.2'),
      'board.json: 1 document read.',
    ]);
  });

  it('prints several documents as one list, or with --- between them', async () => {
    expect((await run(['board.json', 'board.json'])).out).toBe(`[\n${board},\n${board}\n]`);
    expect((await run(['board.json', 'board.json', '--format', 'yaml'])).out.split('\n---\n').length).toBe(2);
  });

  it('writes one file for each document and never over one that exists', async () => {
    const first = await run(['board.json', 'grafana.json', '--output', 'out']);
    expect(first.code).toBe(0);
    expect(readdirSync(join(cwd, 'out'))).toEqual(['dashboard-a.json', 'dashboard-u.json']);
    expect(readFileSync(join(cwd, 'out/dashboard-a.json'), 'utf8')).toBe(`${board}\n`);
    const again = await run(['board.json', '--output', 'out']);
    expect(again.code).toBe(1);
    expect(again.err.at(-1)).toContain('exists and was not overwritten');
  });

  it.each([[[]], [['a', '--to', 'grafana']], [['a', '--format', 'xml']], [['a', '--unknown']]])(
    'names the mistake in %j',
    async (argv) => {
      await expect(run(argv)).rejects.toThrow(UsageError);
    },
  );
});

async function run(
  argv: readonly string[],
  input = '',
): Promise<{ readonly code: number; readonly out: string; readonly err: readonly string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runConvert(argv, {
    cwd,
    readInput: async () => input,
    print: (text) => void out.push(text),
    report: (line) => void err.push(line),
  });
  return { code, out: out.join('\n'), err };
}
