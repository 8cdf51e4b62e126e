/** What a document was before its conversion. */
export type ConversionSource = 'grafana' | 'perses' | 'custom-resource';

/** One thing that did not come along as it was, with the reason; `attention` is seen by whoever looks at the dashboard. */
export interface ConversionNote {
  readonly document: string;
  /** The panel's title, where a panel is concerned. */
  readonly panel?: string;
  readonly weight: 'attention' | 'minor';
  readonly what: string;
  readonly reason: string;
}

/** A document that came out, and what it came from. */
export interface ConvertedPart {
  readonly name: string;
  readonly kind: string;
  readonly source: ConversionSource;
  /** Grafana dashboards only: how many panels came in, and how many are not a note in their place. */
  readonly panels?: { readonly total: number; readonly converted: number };
  /** Upgrades between Perses versions that were applied, in words. */
  readonly upgrades: readonly string[];
}

/** A document that could not be converted at all. */
export interface RefusedPart {
  readonly what: string;
  readonly reason: string;
}

/** What a conversion did, for a person to read before anything is saved. */
export interface ConversionReport {
  /** The whole in one or two sentences. */
  readonly summary: string;
  readonly documents: readonly ConvertedPart[];
  readonly refused: readonly RefusedPart[];
  readonly notes: readonly ConversionNote[];
}

/** Takes notes about one place; the same note about the same place is kept once. */
export interface NoteTaker {
  attention(what: string, reason: string): void;
  minor(what: string, reason: string): void;
  /** Notes about one panel of the same document. */
  forPanel(title: string): NoteTaker;
}

/** Most notes that a report keeps; a last one says that there were more. */
const noteLimit = 2_000;
const longestText = 300;

/** The notes about one document. */
export function createNotes(document: string): {
  readonly taker: NoteTaker;
  all(): readonly ConversionNote[];
} {
  const notes = new Map<string, ConversionNote>();
  const takerFor = (panel: string | undefined): NoteTaker => {
    const add = (weight: ConversionNote['weight'], what: string, reason: string): void => {
      const note = { weight, what: cut(what), reason: cut(reason) };
      if (notes.size < noteLimit) {
        notes.set(JSON.stringify([panel, note.what, note.reason]), {
          document,
          ...(panel === undefined ? {} : { panel: cut(panel) }),
          ...note,
        });
        return;
      }
      notes.set('more', {
        document,
        weight: 'attention',
        what: 'further notes',
        reason: `there are more than ${noteLimit}, the rest is not listed: convert a part of the document`,
      });
    };
    return {
      attention: (what, reason) => add('attention', what, reason),
      minor: (what, reason) => add('minor', what, reason),
      forPanel: takerFor,
    };
  };
  return { taker: takerFor(undefined), all: () => [...notes.values()] };
}

/** The report with its summary: `18 of 20 panels converted. 2 need attention: GPU map, Logs.` */
export function conversionReport(parts: Omit<ConversionReport, 'summary'>): ConversionReport {
  return { summary: summaryOf(parts), ...parts };
}

function summaryOf({ documents, refused, notes }: Omit<ConversionReport, 'summary'>): string {
  const sentences: string[] = [];
  const grafana = documents.flatMap(({ panels }) => panels ?? []);
  if (documents.length === 0) sentences.push('Nothing was converted.');
  else if (grafana.length === documents.length) {
    const total = grafana.reduce((sum, panels) => sum + panels.total, 0);
    const converted = grafana.reduce((sum, panels) => sum + panels.converted, 0);
    const panels = total === 1 ? '1 panel' : `${total} panels`;
    sentences.push(total === 0 ? 'The dashboard has no panels.' : `${converted} of ${panels} converted.`);
  } else sentences.push(`${counted(documents.length, 'document')} read.`);
  const upgraded = documents.filter(({ upgrades }) => upgrades.length > 0).length;
  if (upgraded > 0) sentences.push(`${counted(upgraded, 'document')} upgraded from an older Perses version.`);
  const places = [
    ...new Set(
      notes
        .filter(({ weight }) => weight === 'attention')
        .map(({ document, panel }) => panel ?? `the dashboard ${document} itself`),
    ),
  ];
  if (places.length > 0) {
    const more = places.length > shownPlaces ? `, and ${places.length - shownPlaces} more` : '';
    const verb = places.length === 1 ? 'needs' : 'need';
    sentences.push(`${places.length} ${verb} attention: ${places.slice(0, shownPlaces).join(', ')}${more}.`);
  }
  if (refused.length > 0) sentences.push(`${counted(refused.length, 'document')} refused.`);
  return sentences.join(' ');
}

const shownPlaces = 5;

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function cut(text: string): string {
  const safe = text.replaceAll(/[\p{Cc}\p{Surrogate}]/gu, ' ');
  return safe.length > longestText ? `${safe.slice(0, longestText)}…` : safe;
}
