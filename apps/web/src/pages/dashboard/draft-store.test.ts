import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  createDraftStore,
  DRAFT_CHARACTERS,
  DRAFT_COUNT,
  DRAFT_TOTAL,
  type Draft,
  type DraftStorage,
} from './draft-store.ts';

/** A storage like the browser's, with so many characters of room. */
function memoryStorage(room: number): DraftStorage & { readonly size: () => number } {
  const entries = new Map<string, string>();
  const size = () => [...entries].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  return {
    size,
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    removeItem: (key) => void entries.delete(key),
    setItem(key, text) {
      const before = entries.get(key)?.length ?? 0;
      if (size() - before + text.length > room) throw new DOMException('full', 'QuotaExceededError');
      entries.set(key, text);
    },
  };
}

const draft = (id: string, changes: Partial<Draft> = {}): Draft => ({
  user: 'jana',
  project: 'p',
  name: 'd',
  id,
  document: { kind: 'Dashboard', spec: { keptAt: 'not the time' } },
  fromVersion: 3,
  fromCreatedAt: '2026-01-01T00:00:00Z',
  keptAt: '2026-11-20T10:00:00Z',
  changes: 2,
  ...changes,
});
const anyDraft = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  user: fc.constantFrom('jana', 'li', 'jana/p', ''),
  project: fc.constantFrom('p', 'd', 'p/d'),
  name: fc.constantFrom('d', 'p', 'a%2Fb'),
  document: fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value))),
  fromVersion: fc.nat(),
  fromCreatedAt: fc.constant('2026-01-01T00:00:00Z'),
  keptAt: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  changes: fc.nat(),
});

describe('draft store', () => {
  it('gives back what was kept, byte for byte, to its owner and dashboard only', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { maxLength: 12 }), (drafts) => {
        const storage = memoryStorage(10_000_000);
        const store = createDraftStore(() => storage);
        const expected = new Map<string, Draft>();
        for (const one of drafts) {
          expect(store.keep(one)).toStrictEqual({ kind: 'kept', keptAt: one.keptAt, dropped: 0 });
          expected.set(JSON.stringify([one.user, one.project, one.name, one.id]), one);
        }
        for (const owner of drafts) {
          const mine = [...expected.values()].filter(
            (one) => one.user === owner.user && one.project === owner.project && one.name === owner.name,
          );
          const listed = createDraftStore(() => storage).list(owner);
          expect(new Set(listed.map((one) => JSON.stringify(one.document)))).toStrictEqual(
            new Set(mine.map((one) => JSON.stringify(one.document))),
          );
          expect(listed).toHaveLength(mine.length);
        }
      }),
    );
  });

  it('keeps two visits of one dashboard apart and drops only the one that is named', () => {
    const store = createDraftStore(() => sharedStorage);
    const sharedStorage = memoryStorage(1_000_000);
    store.keep(draft('tab1'));
    store.keep(draft('tab2', { keptAt: '2026-11-20T11:00:00Z', changes: 5 }));
    store.keep(draft('tab1', { changes: 3 }));
    expect(store.list(draft('')).map(({ id, changes }) => [id, changes])).toStrictEqual([
      ['tab2', 5],
      ['tab1', 3],
    ]);
    store.drop(draft(''), 'tab1');
    expect(store.list(draft('')).map(({ id }) => id)).toStrictEqual(['tab2']);
  });

  it('stays within its bounds by letting the oldest go', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, (all) => {
        const storage = memoryStorage(5_000_000);
        const store = createDraftStore(() => storage);
        all.forEach((characters, index) => {
          const kept = store.keep(
            draft(`v${index}`, {
              keptAt: new Date(1_700_000_000_000 + index * 1000).toISOString(),
              document: { text: 'x'.repeat(characters) },
            }),
          );
          expect(kept.kind).toBe('kept');
          expect(store.list(draft(''))[0]?.id).toBe(`v${index}`);
        });
        const left = store.list(draft(''));
        expect(left.length).toBeLessThanOrEqual(DRAFT_COUNT);
        expect(storage.size()).toBeLessThanOrEqual(DRAFT_TOTAL + left.length * 100);
        // What is left is the newest, without a hole.
        expect(left.map(({ id }) => id)).toStrictEqual(left.map((_, back) => `v${all.length - 1 - back}`));
      }),
      { numRuns: 20 },
    );
  });

  it('says when the draft is too large, the storage full or forbidden; an earlier draft stays', () => {
    const storage = memoryStorage(2000);
    const store = createDraftStore(() => storage);
    expect(store.keep(draft('a')).kind).toBe('kept');
    const full = store.keep(draft('a', { document: { text: 'x'.repeat(3000) } }));
    expect(full).toStrictEqual({ kind: 'full' });
    expect(store.list(draft(''))[0]?.document).toStrictEqual(draft('a').document);
    expect(store.keep(draft('a', { document: { text: 'x'.repeat(DRAFT_CHARACTERS) } })).kind).toBe(
      'too-large',
    );
    const forbidden = createDraftStore(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect(forbidden.keep(draft('a'))).toStrictEqual({ kind: 'forbidden' });
    expect(forbidden.list(draft(''))).toStrictEqual([]);
  });

  it('lets older drafts go for the newest one, says how many, and loses none for one that fits nowhere', () => {
    const storage = memoryStorage(3000);
    const store = createDraftStore(() => storage);
    const at = (hour: number) => ({ keptAt: `2026-11-20T${hour}:00:00Z` });
    const sized = (characters: number) => ({ document: { text: 'x'.repeat(characters) } });
    store.keep(draft('old', { ...at(10), ...sized(500) }));
    store.keep(draft('newer', { ...at(11), ...sized(500) }));
    expect(store.keep(draft('mine', { ...at(12), ...sized(1500) }))).toMatchObject({
      kind: 'kept',
      dropped: 1,
    });
    expect(store.list(draft('')).map(({ id }) => id)).toStrictEqual(['mine', 'newer']);
    expect(store.keep(draft('huge', { ...at(13), ...sized(4000) }))).toStrictEqual({ kind: 'full' });
    expect(store.list(draft('')).map(({ id }) => id)).toStrictEqual(['mine', 'newer']);
  });

  it('keeps numbers that JavaScript cannot hold', () => {
    const storage = memoryStorage(10_000);
    const store = createDraftStore(() => storage);
    store.keep(draft('a', { document: { far: Number.POSITIVE_INFINITY } }));
    expect(store.list(draft(''))[0]?.document).toStrictEqual({ far: Number.POSITIVE_INFINITY });
  });

  it('passes over what is no draft', () => {
    const storage = memoryStorage(10_000);
    const store = createDraftStore(() => storage);
    storage.setItem('hecate.draft/jana/p/d/x', '{"document":');
    storage.setItem('hecate.draft/jana/p/d/y', JSON.stringify({ ...draft('y'), user: 'li' }));
    storage.setItem('other', 'kept');
    expect(store.list(draft(''))).toStrictEqual([]);
    expect(storage.getItem('other')).toBe('kept');
  });
});
