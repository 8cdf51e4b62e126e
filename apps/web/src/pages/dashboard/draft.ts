import { isJsonObject, jsonObject, jsonText, type JsonObject } from '../../dashboards/documents/json.ts';

/** Edits that were not saved, and the version they started from. */
export interface Draft {
  readonly document: JsonObject;
  readonly fromVersion: number;
  readonly keptAt: string;
}

/** Longest draft kept, characters: browsers give a page about 5 MB. */
const DRAFT_LIMIT = 1_000_000;

/** Keeps the edited document of this browser under the dashboard's name; too large or forbidden storage keeps nothing. */
export function keepDraft(stored: JsonObject, document: JsonObject): void {
  const text = JSON.stringify({
    document,
    fromVersion: versionOf(stored),
    keptAt: new Date().toISOString(),
  } satisfies Draft);
  if (text.length > DRAFT_LIMIT) return;
  withStorage((storage) => storage.setItem(keyOf(stored), text));
}

/** The kept draft of a dashboard, if there is a readable one. */
export function readDraft(stored: JsonObject): Draft | undefined {
  const text = withStorage((storage) => storage.getItem(keyOf(stored)));
  if (text === null || text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value) || !isJsonObject(value['document'])) return undefined;
    return {
      document: value['document'],
      fromVersion: typeof value['fromVersion'] === 'number' ? value['fromVersion'] : 0,
      keptAt: jsonText(value['keptAt']) ?? '',
    };
  } catch {
    return undefined; // written by something else
  }
}

/** Forgets the draft of a dashboard. */
export function clearDraft(stored: JsonObject): void {
  withStorage((storage) => storage.removeItem(keyOf(stored)));
}

function keyOf(stored: JsonObject): string {
  const metadata = jsonObject(stored['metadata']);
  return `hecate.draft.${jsonText(metadata['project']) ?? ''}/${jsonText(metadata['name']) ?? ''}`;
}

function versionOf(stored: JsonObject): number {
  const version = jsonObject(stored['metadata'])['version'];
  return typeof version === 'number' ? version : 0;
}

function withStorage<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(window.localStorage);
  } catch {
    return undefined; // storage is forbidden or full: the draft lives as long as the tab
  }
}
