import type { Conversion, ConversionNote, ConvertedDocument } from '@hecate/perses';
import { suggestName } from '../../../dashboards/documents/document-name.ts';
import {
  isJsonObject,
  jsonList,
  jsonObject,
  jsonText,
  type JsonObject,
} from '../../../dashboards/documents/json.ts';
import { isKindInstalled } from '../../../dashboards/perses/installed-plugins.ts';

/** A dashboard that can be saved, under a name that can still be changed. */
export interface ImportRow {
  /** Its place in the list, which does not change. */
  readonly id: string;
  readonly title: string;
  /** The name it would like to have. */
  readonly name: string;
  readonly text: string;
}

/** What a text holds, for a person to read before anything is saved. */
export interface ReadImport {
  readonly summary: string;
  readonly rows: readonly ImportRow[];
  readonly attention: readonly ImportLine[];
  readonly minor: readonly ImportLine[];
  /** Why documents are not among the rows. */
  readonly refused: readonly string[];
}

/** One line of the report: where, what, and why. */
export interface ImportLine {
  readonly where: string;
  readonly words: string;
}

/** The rows and the report of a conversion; documents of other kinds are named, because this dialog saves dashboards. */
export function readImport({ documents, report }: Conversion): ReadImport {
  const dashboards = documents.filter(({ kind }) => kind === 'Dashboard');
  const others = documents.filter(({ kind }) => kind !== 'Dashboard');
  const isFromGrafana = new Set(
    report.documents.filter(({ source }) => source === 'grafana').map(({ name }) => name),
  );
  return {
    summary: report.summary,
    rows: dashboards.map((document, index) =>
      rowOf(document, String(index), isFromGrafana.has(document.name)),
    ),
    attention: [...dashboards.flatMap(uninstalled), ...linesOf(report.notes, 'attention')],
    minor: [
      ...report.documents.flatMap(({ name, upgrades }) =>
        upgrades.map((step) => ({ where: name, words: `upgraded from an older Perses: ${step}` })),
      ),
      ...linesOf(report.notes, 'minor'),
    ],
    refused: [
      ...report.refused.map(({ what, reason }) => `${what}: ${reason}`),
      ...others.map(({ kind, name }) => `${kind} ${name}: only dashboards are saved here`),
    ],
  };
}

function rowOf({ name, text }: ConvertedDocument, id: string, isFromGrafana: boolean): ImportRow {
  const title = jsonText(jsonObject(specOf(text)['display'])['name'])?.trim() ?? '';
  // The name of a Grafana dashboard is an id that nobody reads.
  return {
    id,
    text,
    title: title === '' ? name : title,
    name: suggestName(isFromGrafana && title !== '' ? title : name),
  };
}

function linesOf(notes: readonly ConversionNote[], weight: ConversionNote['weight']): readonly ImportLine[] {
  return notes
    .filter((note) => note.weight === weight)
    .map(({ document, panel, what, reason }) => ({ where: panel ?? document, words: `${what}: ${reason}` }));
}

/** Kinds of plugins that this console does not have: their panels are kept and shown as JSON. */
function uninstalled({ name, text }: ConvertedDocument): readonly ImportLine[] {
  const kinds = new Set<string>();
  for (const panel of Object.values(jsonObject(specOf(text)['panels']))) {
    const spec = jsonObject(jsonObject(panel)['spec']);
    const kind = jsonText(jsonObject(spec['plugin'])['kind']);
    if (kind !== undefined && !isKindInstalled('Panel', kind)) kinds.add(kind);
    for (const query of jsonList(spec['queries'])) {
      const queryKind = jsonText(jsonObject(jsonObject(jsonObject(query)['spec'])['plugin'])['kind']);
      if (queryKind !== undefined && !isKindInstalled('TimeSeriesQuery', queryKind)) kinds.add(queryKind);
    }
  }
  return kinds.size === 0
    ? []
    : [
        {
          where: name,
          words: `not installed: ${[...kinds].join(', ')}. Those panels are kept and shown as JSON`,
        },
      ];
}

function specOf(text: string): JsonObject {
  const document: unknown = JSON.parse(text);
  return isJsonObject(document) ? jsonObject(document['spec']) : {};
}
