import { documentError } from './document-error.ts';
import { requiredObject, optionalString } from './json-access.ts';
import { readJson, type JsonValue } from './json-reader.ts';
import { extraMembers, parseMetadata, type ExpectedPlace, type Metadata } from './parse-metadata.ts';
import { isDashboardKind, isProjectScoped, isSecretKind, type ResourceKind } from './resource-kind.ts';
import type { SecretValues } from './secret-values.ts';
import { splitSecret } from './split-secret.ts';
import { displayNameOf, validateSpec } from './validate-spec.ts';
import { validateDashboard } from './validate-dashboard.ts';
import { refuseUndefinedVariable } from './variable-references.ts';

/** A document that was checked: its metadata read, its spec kept as the text it came in. */
export interface ParsedDocument {
  readonly kind: ResourceKind;
  readonly metadata: Metadata;
  /** The JSON text of `spec` exactly as received: key order, number spelling, whitespace, unknown keys; a secret's is masked. */
  readonly specText: string;
  /** The value of `specText`, objects without a prototype. */
  readonly spec: JsonValue;
  /** Unknown members of `metadata` as text, `"key":value` joined by commas; empty when there are none. */
  readonly metadataExtraText: string;
  /** Unknown members of the document itself, in the same form. */
  readonly documentExtraText: string;
  readonly displayName?: string;
  /** What was masked; secrets only. */
  readonly secretValues?: SecretValues;
}

/** What the caller knows before reading: the kind, and the project and name of the request's path where it has them. */
export interface ExpectedDocument extends ExpectedPlace {
  readonly kind: ResourceKind;
}

/** Reads and checks one document; throws DocumentError. Undefined variables: see `checkVariableReferences`. */
export function parseDocument(text: string, expected: ExpectedDocument): ParsedDocument {
  const reading = readJson(text);
  const document = requiredObject(reading.value, 'the document');
  const kind = optionalString(document['kind'], 'kind') ?? '';
  if (kind !== expected.kind) throw documentError('kind_invalid', { kind, expected: expected.kind });
  const { metadata, extraText } = parseMetadata(
    document['metadata'],
    { text, member: reading.members.get('metadata') },
    expected,
    isProjectScoped(expected.kind),
  );
  const place = reading.members.get('spec');
  const given = document['spec'];
  const isPresent = given !== undefined && given !== null && place !== undefined;
  const spec: JsonValue = isPresent ? given : Object.create(null);
  validateSpec(expected.kind, spec, metadata.name);
  const specText = isPresent ? text.slice(place.start, place.end) : '{}';
  const displayName = displayNameOf(expected.kind, spec);
  return {
    kind: expected.kind,
    metadata,
    ...(isSecretKind(expected.kind) ? splitSecret(specText) : { specText, spec }),
    metadataExtraText: extraText,
    documentExtraText: extraMembers(text, reading.members, documentKeys),
    ...(displayName === undefined ? {} : { displayName }),
  };
}

/**
 * Refuses a dashboard that uses a variable which neither it nor `known` defines; `known` are the names of its project's
 * variables and of the global ones, which only the caller can look up. Other kinds pass.
 */
export function checkVariableReferences(document: ParsedDocument, known: readonly string[]): void {
  if (isDashboardKind(document.kind)) refuseUndefinedVariable(validateDashboard(document.spec), known);
}

const documentKeys: ReadonlySet<string> = new Set(['kind', 'metadata', 'spec']);
