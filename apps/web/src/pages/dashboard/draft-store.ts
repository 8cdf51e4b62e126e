import { noExactNumbers, printExact } from '@hecate/perses';
import { isJsonObject, jsonText, type JsonObject } from '../../dashboards/documents/json.ts';

/** Whose draft it is and of which dashboard. */
export interface DraftOwner {
  readonly user: string;
  readonly project: string;
  readonly name: string;
}

/** Edits that were not saved, and the version they began on. */
export interface Draft extends DraftOwner {
  /** One visit of the editor: two tabs have two drafts. */
  readonly id: string;
  readonly document: JsonObject;
  readonly fromVersion: number;
  /** When the dashboard of that version was made: a deleted and remade one counts its versions anew. */
  readonly fromCreatedAt: string;
  readonly keptAt: string;
  /** How many changes it holds. */
  readonly changes: number;
}

/** What became of keeping a draft. */
export type DraftKept =
  /** `dropped` older drafts of this browser had to go for it. */
  | { readonly kind: 'kept'; readonly keptAt: string; readonly dropped: number }
  | { readonly kind: 'too-large'; readonly characters: number }
  | { readonly kind: 'full' }
  | { readonly kind: 'forbidden' };

/** The drafts of this browser. */
export interface DraftStore {
  readonly keep: (draft: Draft) => DraftKept;
  /** The readable drafts of one person for one dashboard, newest first. */
  readonly list: (owner: DraftOwner) => readonly Draft[];
  readonly drop: (owner: DraftOwner, id: string) => void;
}

/** The part of a browser's storage that drafts need. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Longest draft kept, characters. */
export const DRAFT_CHARACTERS = 1_000_000;
/** Drafts kept in one browser, whoever's they are. */
export const DRAFT_COUNT = 20;
/** All drafts of one browser together, characters: browsers give a page about 5 million. */
export const DRAFT_TOTAL = 3_000_000;

const PREFIX = 'hecate.draft/';

/**
 * Keeps drafts under user, dashboard and visit, so that no visit overwrites another one's and nobody is offered another
 * person's. The oldest goes when there are too many; when the storage is full the answer says so.
 */
export function createDraftStore(storage: () => DraftStorage): DraftStore {
  const withStorage = <T>(work: (its: DraftStorage) => T): T | undefined => {
    try {
      return work(storage());
    } catch {
      return undefined; // The browser forbids storage to this page; `keep` tells, and without it there is nothing to read.
    }
  };
  return {
    keep(draft) {
      // `keptAt` first: it is looked for in the text, and the document could hold the same word.
      const { keptAt, ...rest } = draft;
      const text = printExact({ keptAt, ...rest }, noExactNumbers);
      if (text.length > DRAFT_CHARACTERS) return { kind: 'too-large', characters: text.length };
      const kept = withStorage((its): DraftKept => {
        const key = keyOf(draft, draft.id);
        const others = entries(its).filter((one) => one.key !== key);
        const dropped: (readonly [key: string, text: string])[] = [];
        const drop = (oldest: string) => {
          dropped.push([oldest, its.getItem(oldest) ?? '']);
          its.removeItem(oldest);
        };
        // The work of now is worth more than the oldest draft, but a draft that fits nowhere costs no other one.
        while (!write(its, key, text)) {
          const oldest = others.shift();
          if (oldest === undefined) {
            for (const [old, content] of dropped) write(its, old, content);
            return { kind: 'full' };
          }
          drop(oldest.key);
        }
        let total = others.reduce((sum, one) => sum + one.characters, text.length);
        for (const [index, oldest] of others.entries()) {
          if (others.length - index < DRAFT_COUNT && total <= DRAFT_TOTAL) break;
          drop(oldest.key);
          total -= oldest.characters;
        }
        return { kind: 'kept', keptAt: draft.keptAt, dropped: dropped.length };
      });
      return kept ?? { kind: 'forbidden' };
    },
    list(owner) {
      const prefix = keyOf(owner, '');
      const found = withStorage((its) =>
        keysOf(its)
          .filter((key) => key.startsWith(prefix))
          .flatMap((key) => readDraft(its.getItem(key), owner) ?? []),
      );
      return (found ?? []).toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
    },
    drop(owner, id) {
      withStorage((its) => its.removeItem(keyOf(owner, id)));
    },
  };
}

function keyOf({ user, project, name }: DraftOwner, id: string): string {
  return `${PREFIX}${[user, project, name].map(encodeURIComponent).join('/')}/${id}`;
}

function keysOf(storage: DraftStorage): readonly string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index))
    .filter((key) => key !== null)
    .filter((key) => key.startsWith(PREFIX));
}

/** All drafts with their size, the longest kept first. */
function entries(storage: DraftStorage): readonly { readonly key: string; readonly characters: number }[] {
  return keysOf(storage)
    .map((key) => {
      const text = storage.getItem(key) ?? '';
      return { key, characters: text.length, keptAt: /"keptAt":"([^"]*)"/.exec(text)?.[1] ?? '' };
    })
    .toSorted((a, b) => a.keptAt.localeCompare(b.keptAt));
}

/** False when the browser's storage is full. */
function write(storage: DraftStorage, key: string, text: string): boolean {
  try {
    storage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function readDraft(text: string | null, owner: DraftOwner): Draft | undefined {
  const value = parsed(text);
  if (!isJsonObject(value)) return undefined;
  const { document, fromVersion, changes } = value;
  const id = jsonText(value['id']);
  const isWhole =
    id !== undefined &&
    isJsonObject(document) &&
    typeof fromVersion === 'number' &&
    value['user'] === owner.user &&
    value['project'] === owner.project &&
    value['name'] === owner.name;
  if (!isWhole) return undefined;
  return {
    ...owner,
    id,
    document,
    fromVersion,
    fromCreatedAt: jsonText(value['fromCreatedAt']) ?? '',
    keptAt: jsonText(value['keptAt']) ?? '',
    changes: typeof changes === 'number' ? changes : 0,
  };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined; // Written by something else under our name: no draft.
  }
}
