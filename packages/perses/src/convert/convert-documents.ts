import { DocumentError, documentError } from '../document-error.ts';
import { exactNumbers, printExact } from '../exact-numbers.ts';
import { isArray, isObject } from '../json-access.ts';
import type { JsonObject, JsonValue } from '../json-reader.ts';
import { parseDocument, type ParsedDocument } from '../parse-document.ts';
import { isProjectScoped, parseResourceKind, type ResourceKind } from '../resource-kind.ts';
import { upgradeDocument } from '../upgrade/upgrade-document.ts';
import {
  conversionReport,
  createNotes,
  type ConversionNote,
  type ConversionReport,
  type ConversionSource,
  type ConvertedPart,
  type NoteTaker,
  type RefusedPart,
} from './conversion-report.ts';
import { customResourceGroup, type CustomResourceVersion } from './custom-resource-kinds.ts';
import { customResourceToPerses } from './custom-resource-to-perses.ts';
import { convertGrafana } from './grafana/convert-grafana.ts';
import { persesToCustomResource } from './perses-to-custom-resource.ts';
import { readSourceDocument, readSourceDocuments, type SourceDocument } from './source-documents.ts';

/** What documents can be turned into. Perses has no way to Grafana, and neither has this. */
export const conversionTargets = ['perses', 'cr-v1alpha1', 'cr-v1alpha2'] as const;

/** One of `conversionTargets`. */
export type ConversionTarget = (typeof conversionTargets)[number];

/** What the caller decides about a conversion. */
export interface ConversionOptions {
  readonly to: ConversionTarget;
  /** For documents that name no project. */
  readonly project?: string;
  /** Datasource ids of a Grafana are replaced by the default datasource; true when absent. */
  readonly usesDefaultDatasource?: boolean;
}

/** A document that came out: its JSON text, in which `spec` has the bytes it came in with. */
export interface ConvertedDocument {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

/** What came out, and the report to read before anything is saved. */
export interface Conversion {
  readonly documents: readonly ConvertedDocument[];
  readonly report: ConversionReport;
}

/**
 * Converts a text of one or many documents: Perses (older versions are upgraded), custom resources of the Perses operator, or
 * Grafana dashboards. A document that cannot be converted is refused with the reason and does not stop the others; a text
 * that cannot be read throws DocumentError.
 */
export function convertDocuments(text: string, options: ConversionOptions): Conversion {
  const documents: ConvertedDocument[] = [];
  const parts: ConvertedPart[] = [];
  const refused: RefusedPart[] = [];
  const notes: ConversionNote[] = [];
  for (const [index, source] of readSourceDocuments(text).entries()) {
    const what = labelOf(source.value, index);
    const taken = createNotes(what);
    try {
      const perses = toPerses(source, options, taken.taker);
      const parsed = checked(perses, options);
      documents.push(printed(parsed, perses.text, options, taken.taker));
      parts.push({
        name: parsed.metadata.name,
        kind: parsed.kind,
        source: perses.source,
        ...(perses.panels === undefined ? {} : { panels: perses.panels }),
        upgrades: perses.upgrades,
      });
      notes.push(...taken.all(), ...(perses.notes ?? []));
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      refused.push({ what, reason: error.message.replace(/^bad request: /, '') });
    }
  }
  return { documents, report: conversionReport({ documents: parts, refused, notes }) };
}

/** A document in the shape of Perses, unchecked, with what was noted on the way. */
interface PersesForm {
  readonly kind: ResourceKind;
  readonly text: string;
  readonly source: ConversionSource;
  readonly upgrades: readonly string[];
  readonly panels?: ConvertedPart['panels'];
  readonly notes?: readonly ConversionNote[];
}

function toPerses(source: SourceDocument, options: ConversionOptions, notes: NoteTaker): PersesForm {
  const grafana = grafanaDashboard(source.value);
  if (grafana !== undefined) {
    const {
      name,
      tags,
      spec,
      panels,
      notes: taken,
    } = convertGrafana(grafana, {
      usesDefaultDatasource: options.usesDefaultDatasource ?? true,
    });
    const metadata = { name, ...(tags.length === 0 ? {} : { tags }) };
    const text = JSON.stringify({ kind: 'Dashboard', metadata, spec });
    return { kind: 'Dashboard', text, source: 'grafana', upgrades: [], panels, notes: taken };
  }
  if (textOf(source.value['apiVersion']).startsWith(`${customResourceGroup}/`)) {
    const { kind, text } = customResourceToPerses(source, notes);
    return { kind, source: 'custom-resource', ...upgraded(readSourceDocument(text)) };
  }
  const name = source.value['kind'];
  const kind = typeof name === 'string' ? parseResourceKind(name) : null;
  if (kind === null) throw documentError('source_unknown', { kind: typeof name === 'string' ? name : '' });
  return { kind, source: 'perses', ...upgraded(source) };
}

/** The text stays the one that was given where no upgrade had anything to do. */
function upgraded(source: SourceDocument): { readonly text: string; readonly upgrades: readonly string[] } {
  const { document, steps } = upgradeDocument(source.value);
  const text = document === source.value ? source.text : printExact(document, exactNumbers(source.text));
  return { text, upgrades: steps };
}

/** The classic model of a dashboard, bare, in the answer of Grafana's API, or in its own custom resource. */
function grafanaDashboard(value: JsonObject): JsonObject | undefined {
  if (textOf(value['apiVersion']).startsWith('dashboard.grafana.app/')) {
    const spec = isObject(value['spec']) ? value['spec'] : undefined;
    if (spec === undefined || spec['elements'] !== undefined) {
      throw documentError('grafana_model_unknown', { version: textOf(value['apiVersion']) });
    }
    return spec;
  }
  if (isObject(value['dashboard']) && value['kind'] === undefined) return value['dashboard'];
  const isGrafana =
    value['kind'] === undefined &&
    (isArray(value['panels']) || isArray(value['rows']) || value['schemaVersion'] !== undefined);
  return isGrafana ? value : undefined;
}

function checked({ kind, text }: PersesForm, { project }: ConversionOptions): ParsedDocument {
  if (!isProjectScoped(kind)) return parseDocument(text, { kind });
  const metadata: JsonValue | undefined = readSourceDocument(text).value['metadata'];
  const own = isObject(metadata) ? metadata['project'] : undefined;
  const named = typeof own === 'string' && own !== '';
  return parseDocument(text, { kind, ...(named ? {} : { project: project ?? unplaced }) });
}

/** Stands for the project of a document that names none, while it is checked. */
const unplaced = 'unplaced';

function printed(
  parsed: ParsedDocument,
  text: string,
  { to, project }: ConversionOptions,
  notes: NoteTaker,
): ConvertedDocument {
  const { name } = parsed.metadata;
  switch (to) {
    case 'perses':
      return { kind: parsed.kind, name, text };
    case 'cr-v1alpha1':
    case 'cr-v1alpha2': {
      if (isProjectScoped(parsed.kind) && parsed.metadata.project === unplaced && project === undefined) {
        notes.attention('namespace', `the document names no project: the namespace is "${unplaced}"`);
      }
      const resource = persesToCustomResource(parsed, versionOf(to), notes);
      return { kind: textOf(readSourceDocument(resource).value['kind']), name, text: resource };
    }
  }
}

function versionOf(to: Exclude<ConversionTarget, 'perses'>): CustomResourceVersion {
  return to === 'cr-v1alpha1' ? 'v1alpha1' : 'v1alpha2';
}

function labelOf(value: JsonObject, index: number): string {
  const kind = typeof value['kind'] === 'string' ? value['kind'] : undefined;
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const inner = isObject(value['dashboard']) ? value['dashboard'] : value;
  const name = [metadata['name'], inner['title'], inner['uid']].find(
    (one) => typeof one === 'string' && one !== '',
  );
  const shown = typeof name === 'string' ? name.slice(0, 200) : `document ${index + 1}`;
  return kind === undefined ? shown : `${kind} ${shown}`;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
