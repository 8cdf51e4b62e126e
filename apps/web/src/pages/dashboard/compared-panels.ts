import {
  documentChanges,
  panelAspects,
  type DocumentChange,
} from '../../dashboards/documents/document-changes.ts';
import { panelLabel, panelsOf } from '../../dashboards/documents/document-parts.ts';
import { layoutsOf, placedItems } from '../../dashboards/documents/grid-layouts.ts';
import { own, type Json, type JsonObject } from '../../dashboards/documents/json.ts';
import { mergeOrder } from '../../dashboards/documents/merge-parts.ts';
import { placeWords } from './place-words.ts';

/** What happened to a panel between two versions. */
export type PanelMark = 'added' | 'removed' | 'changed' | 'moved';

/** A panel in two versions. */
export interface ComparedPanel {
  readonly key: string;
  readonly label: string;
  readonly older: Json | undefined;
  readonly newer: Json | undefined;
  readonly marks: readonly PanelMark[];
  /** The marks in words: `Changed: queries. Moved: column 1, row 1, 12 wide, 8 high`; empty when nothing happened. */
  readonly words: string;
}

/** Two versions of a dashboard beside each other. */
export interface ComparedDocuments {
  /** Every panel of either version in the order of the newer one, removed ones after what they stood behind. */
  readonly panels: readonly ComparedPanel[];
  /** Changes of everything that is no panel. */
  readonly others: readonly DocumentChange[];
  readonly changes: readonly DocumentChange[];
}

/** Compares two versions panel by panel. */
export function comparedPanels(older: JsonObject, newer: JsonObject): ComparedDocuments {
  const changes = documentChanges(older, newer);
  const order = mergeOrder([], shownOrder(older), shownOrder(newer));
  const [before, after] = [panelsOf(older), panelsOf(newer)];
  const places = new Map(
    changes.flatMap((change) => (change.area === 'place' ? [[panelKeyOf(change.key), change] as const] : [])),
  );
  const panels = order.map((key): ComparedPanel => {
    const [old, young] = [own(before, key), own(after, key)];
    const content = changes.find((change) => change.area === 'panel' && change.key === key)?.change;
    const place = old !== undefined && young !== undefined ? places.get(key) : undefined;
    const words = [
      content === 'changed' ? `Changed: ${panelAspects(old, young)}` : undefined,
      content === 'added' ? 'Added' : undefined,
      content === 'removed' ? 'Removed' : undefined,
      place?.before !== undefined && place.after !== undefined
        ? `Moved: ${placeWords(place.before)} to ${placeWords(place.after).toLowerCase()}`
        : undefined,
    ].filter((one) => one !== undefined);
    return {
      key,
      label: panelLabel(key, young ?? old),
      older: old,
      newer: young,
      marks: [
        ...(content === undefined ? [] : [content]),
        ...(place === undefined ? [] : ['moved' as const]),
      ],
      words: words.join('. '),
    };
  });
  const others = changes.filter(({ area }) => area !== 'panel' && area !== 'place');
  return { panels, others, changes };
}

/** Panels as they are read: group by group, row by row; those without a place at the end. */
function shownOrder(document: JsonObject): readonly string[] {
  const placed = placedItems(layoutsOf(document)).toSorted((a, b) => {
    const rows = Number(a.item['y'] ?? 0) - Number(b.item['y'] ?? 0);
    return a.group - b.group || rows || Number(a.item['x'] ?? 0) - Number(b.item['x'] ?? 0);
  });
  return [...new Set([...placed.map(({ panelKey }) => panelKey), ...Object.keys(panelsOf(document))])];
}

/** The second place of a panel has the key `panel#1`. */
function panelKeyOf(placeKey: string): string {
  return placeKey.replace(/#\d+$/, '');
}
