import { documentError } from '../document-error.ts';
import { DocumentError } from '../document-error.ts';
import { isArray, isObject } from '../json-access.ts';
import { readJson, type JsonObject, type JsonValue } from '../json-reader.ts';
import type { ParsedDocument } from '../parse-document.ts';
import type { NoteTaker } from './conversion-report.ts';
import {
  carried,
  customResourceGroup,
  customResourceKinds,
  type CustomResourceVersion,
} from './custom-resource-kinds.ts';

/** The text of a custom resource of the Perses operator; `spec` of the document stands in it byte for byte. */
export function persesToCustomResource(
  document: ParsedDocument,
  version: CustomResourceVersion,
  notes: NoteTaker,
): string {
  const row = customResourceKinds.find(({ kind }) => kind === document.kind);
  if (row === undefined) throw documentError('custom_resource_none', { kind: document.kind });
  if (!row.versions.includes(version)) {
    throw documentError('custom_resource_version', {
      kind: row.resource,
      version,
      least: row.versions[0] ?? '',
    });
  }
  const extra = extraMembers(document.metadataExtraText);
  const annotations = stringMembers(extra['annotations']);
  const isPlain = document.kind === 'Dashboard' && version === 'v1alpha1';
  const config = withRequired(document, notes);
  const spec = isPlain ? config : specText(document, version, config, annotations, notes);
  reportRest(document, extra, notes);
  return (
    `{"apiVersion":"${customResourceGroup}/${version}","kind":"${row.resource}",` +
    `"metadata":${metadataText(document, extra, annotations, isPlain, notes)},"spec":${spec}}`
  );
}

function specText(
  document: ParsedDocument,
  version: CustomResourceVersion,
  config: string,
  annotations: Readonly<Record<string, string>>,
  notes: NoteTaker,
): string {
  const selector = version === 'v1alpha2' ? annotations[carried.instanceSelector] : undefined;
  const client = document.kind === 'Dashboard' ? undefined : annotations[carried.client];
  const members = [`"config":${config}`];
  if (client !== undefined) members.push(`"client":${clientText(client, version, notes)}`);
  if (selector !== undefined)
    members.push(`"instanceSelector":${checkedText(selector, 'instanceSelector', notes)}`);
  if (client === undefined && hasSecret(document.spec)) {
    notes.attention(
      'secret of the datasource',
      'a custom resource names its secrets in spec.client: add it there',
    );
  }
  return `{${members.join(',')}}`;
}

/** `passwordPath` was `password_path` in v1alpha1. */
function clientText(client: string, version: CustomResourceVersion, notes: NoteTaker): string {
  const text = checkedText(client, 'client', notes);
  return version === 'v1alpha1'
    ? text.replaceAll('"passwordPath":', '"password_path":')
    : text.replaceAll('"password_path":', '"passwordPath":');
}

/** An annotation can be edited by anyone: what is no JSON object is left out. */
function checkedText(text: string, name: string, notes: NoteTaker): string {
  try {
    const { value } = readJson(text);
    if (isObject(value)) return text;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
  notes.attention(name, 'its annotation is no JSON object: it was left out');
  return '{}';
}

function hasSecret(value: JsonValue): boolean {
  if (isArray(value)) return value.some(hasSecret);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([key, member]) => (key === 'secret' && typeof member === 'string' && member !== '') || hasSecret(member),
  );
}

/** What the resource definitions demand and Perses does not, put behind the members that are there. */
function withRequired(document: ParsedDocument, notes: NoteTaker): string {
  const spec = isObject(document.spec) ? document.spec : {};
  const required = document.kind === 'Dashboard' ? dashboardMembers : datasourceMembers;
  const missing = required.filter(([key]) => spec[key] === undefined);
  if (missing.length === 0) return document.specText;
  notes.minor(
    `spec.${missing.map(([key]) => key).join(', spec.')}`,
    'the resource needs it: its default was written',
  );
  const body = document.specText.replace(/\s*\}\s*$/, '');
  const separator = /\{\s*$/.test(body) ? '' : ',';
  return `${body}${separator}${missing.map(([key, text]) => `"${key}":${text}`).join(',')}}`;
}

const dashboardMembers: readonly (readonly [string, string])[] = [
  ['duration', '"1h"'],
  ['panels', '{}'],
  ['layouts', '[]'],
];
const datasourceMembers: readonly (readonly [string, string])[] = [['default', 'false']];

function metadataText(
  { kind, metadata }: ParsedDocument,
  extra: JsonObject,
  annotations: Readonly<Record<string, string>>,
  isPlain: boolean,
  notes: NoteTaker,
): string {
  const name = resourceName(metadata.name);
  if (name !== metadata.name) {
    notes.attention(`name ${metadata.name}`, `Kubernetes names have no capitals and no _: it became ${name}`);
  }
  const tags = metadata.tags ?? [];
  if (tags.length > 0) notes.minor('tags', `a resource has none: kept in the annotation ${carried.tags}`);
  const kept = Object.entries(annotations).filter(
    ([key]) => key !== carried.client && (key !== carried.instanceSelector || isPlain),
  );
  const all = {
    ...Object.fromEntries(kept),
    ...(tags.length === 0 ? {} : { [carried.tags]: tags.join(',') }),
  };
  const labels = stringMembers(extra['labels']);
  return JSON.stringify({
    name,
    ...(kind === 'GlobalDatasource' ? {} : { namespace: metadata.project ?? '' }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(all).length === 0 ? {} : { annotations: all }),
  });
}

function resourceName(name: string): string {
  const lowered = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  return lowered === '' ? 'unnamed' : lowered;
}

function reportRest(document: ParsedDocument, extra: JsonObject, notes: NoteTaker): void {
  for (const key of [...Object.keys(extra), ...Object.keys(extraMembers(document.documentExtraText))]) {
    if (key !== 'labels' && key !== 'annotations') {
      notes.attention(key, 'a resource has no such field: it was left out');
    }
  }
}

function extraMembers(text: string): JsonObject {
  const { value } = readJson(`{${text}}`);
  return isObject(value) ? value : {};
}

function stringMembers(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
