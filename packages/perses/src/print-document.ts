import type { Metadata } from './parse-metadata.ts';
import type { ResourceKind } from './resource-kind.ts';

/** What a document needs to be printed. */
export interface PrintableDocument {
  readonly kind: ResourceKind;
  readonly metadata: Metadata;
  readonly specText: string;
  readonly metadataExtraText?: string;
  readonly documentExtraText?: string;
}

/** The document as JSON: metadata in Perses' order with its unknown members behind, `spec` byte for byte as it was given. */
export function printDocument(document: PrintableDocument): string {
  const members = [
    `"kind":${JSON.stringify(document.kind)}`,
    `"metadata":{${printMetadata(document)}}`,
    `"spec":${document.specText}`,
    document.documentExtraText ?? '',
  ];
  return `{${joined(members)}}`;
}

function printMetadata({ metadata, metadataExtraText }: PrintableDocument): string {
  const { name, createdAt, updatedAt, version, tags, project } = metadata;
  const known = JSON.stringify({ name, createdAt, updatedAt, version, tags, project });
  return joined([known.slice(1, -1), metadataExtraText ?? '']);
}

function joined(members: readonly string[]): string {
  return members.filter((member) => member !== '').join(',');
}
