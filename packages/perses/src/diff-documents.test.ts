import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffDocuments, summarizeDiff } from './diff-documents.ts';
import type { ResourceKind } from './resource-kind.ts';

const panel = (name: string, query = 'up') => ({
  kind: 'Panel',
  spec: { display: { name }, plugin: { kind: 'X', spec: { query } } },
});
const variable = (name: string, value = '') => ({ kind: 'TextVariable', spec: { name, value } });
const of = (spec: unknown, kind: ResourceKind = 'Dashboard') => ({ kind, specText: JSON.stringify(spec) });

describe('diffDocuments', () => {
  it('counts what people edit, in words', () => {
    const before = of({
      panels: { a: panel('CPU'), b: panel('Memory'), c: panel('Old') },
      variables: [variable('job')],
      layouts: [{ kind: 'Grid', spec: { display: { title: 'Top' }, items: [] } }],
      duration: '1h',
    });
    const after = of({
      duration: '6h',
      layouts: [{ kind: 'Grid', spec: { display: { title: 'Top' }, items: [1] } }],
      variables: [variable('job'), variable('cluster')],
      panels: { d: panel('New'), b: panel('Memory', 'free'), a: panel('CPU', 'load') },
      datasources: { local: {} },
    });
    const diff = diffDocuments(before, after);
    expect(summarizeDiff(diff)).toBe(
      '2 panels changed, 1 panel removed, 1 panel added, 1 variable added, 1 datasource added, 1 layout changed, 1 setting changed',
    );
    expect(diff.entries[0]).toEqual({
      area: 'panel',
      change: 'changed',
      key: 'a',
      label: 'CPU',
      before: panel('CPU'),
      after: panel('CPU', 'load'),
    });
    expect(diff.entries.map(({ label }) => label)).toEqual([
      'CPU',
      'Memory',
      'Old',
      'New',
      'cluster',
      'local',
      'Top',
      'duration',
    ]);
  });

  it('tells spelling from content', () => {
    const one = { kind: 'Dashboard' as const, specText: '{"a": 1.0, "b": [1]}' };
    expect(summarizeDiff(diffDocuments(one, one))).toBe('no changes');
    const respelled = { kind: 'Dashboard' as const, specText: '{"b":[1],"a":1}' };
    expect(summarizeDiff(diffDocuments(one, respelled))).toBe('only spelling or order changed');
  });

  it('compares the members of other kinds, and both shapes of a folder', () => {
    const settings = diffDocuments(of({ default: true }, 'Datasource'), of({ default: false }, 'Datasource'));
    expect(summarizeDiff(settings)).toBe('1 setting changed');
    const folder = diffDocuments(
      of([{ kind: 'Dashboard', name: 'a' }], 'Folder'),
      of({ items: [] }, 'Folder'),
    );
    expect(summarizeDiff(folder)).toBe('1 setting removed, 1 setting added');
  });

  it('finds nothing between a value and itself, and something between different values, both ways round', () => {
    const specs = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(specs, specs, (one, other) => {
        expect(diffDocuments(of(one), of(one)).entries).toEqual([]);
        const [there, back] = [diffDocuments(of(one), of(other)), diffDocuments(of(other), of(one))];
        expect(there.entries.length).toBe(back.entries.length);
        const opposite = { added: 'removed', removed: 'added', changed: 'changed' };
        const sorted = (list: readonly string[]) => list.toSorted();
        expect(sorted(there.entries.map(({ key, change }) => `${change} ${key}`))).toEqual(
          sorted(back.entries.map(({ key, change }) => `${opposite[change]} ${key}`)),
        );
      }),
      { numRuns: 200 },
    );
  });
});
