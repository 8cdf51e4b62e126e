import { documentError } from '../document-error.ts';
import { isObject, optionalObject, optionalString, requiredObject } from '../json-access.ts';
import type { JsonMember, JsonObject, JsonValue } from '../json-reader.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { NoteTaker } from './conversion-report.ts';
import { carried, customResourceGroup, customResourceKinds } from './custom-resource-kinds.ts';
import type { SourceDocument } from './source-documents.ts';

/** The text of a Perses document made of a custom resource; its `spec` is the text it had in the resource. */
export interface PersesText {
  readonly kind: ResourceKind;
  readonly text: string;
}

/** Reads a resource of the Perses operator, v1alpha1 or v1alpha2; the namespace is the project. */
export function customResourceToPerses(source: SourceDocument, notes: NoteTaker): PersesText {
  const { value, members } = source;
  const resource = optionalString(value['kind'], 'kind') ?? '';
  const version = (optionalString(value['apiVersion'], 'apiVersion') ?? '').replace(
    `${customResourceGroup}/`,
    '',
  );
  const row = customResourceKinds.find((one) => one.resource === resource);
  if (row === undefined || !row.versions.some((one) => one === version)) {
    throw documentError('custom_resource_unknown', {
      kind: resource,
      version: optionalString(value['apiVersion'], 'apiVersion') ?? '',
    });
  }
  const spec = requiredObject(value['spec'], 'spec');
  const isPlain = row.kind === 'Dashboard' && version === 'v1alpha1';
  const place = isPlain ? members.get('spec') : members.get('spec')?.members.get('config');
  if (!isPlain) requiredObject(spec['config'], 'spec.config');
  reportRest(value, isPlain ? {} : spec, notes);
  reportClient(spec['client'], notes);
  const metadata = metadataText(
    requiredObject(value['metadata'], 'metadata'),
    isPlain ? {} : spec,
    row.kind,
    notes,
  );
  return {
    kind: row.kind,
    text: `{"kind":${JSON.stringify(row.kind)},"metadata":${metadata},"spec":${slice(source.text, place)}}`,
  };
}

function slice(text: string, place: JsonMember | undefined): string {
  return place === undefined ? '{}' : text.slice(place.start, place.end);
}

const clusterFields = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'ownerReferences',
  'finalizers',
  'selfLink',
  'generateName',
]);
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function metadataText(metadata: JsonObject, spec: JsonObject, kind: ResourceKind, notes: NoteTaker): string {
  const { name, namespace, labels, annotations, ...rest } = metadata;
  const given = optionalObject(annotations, 'metadata.annotations') ?? {};
  const tags = given[carried.tags];
  const kept = {
    ...Object.fromEntries(
      Object.entries(given).filter(([key]) => key !== lastApplied && key !== carried.tags),
    ),
    ...carriedText(carried.instanceSelector, spec['instanceSelector']),
    ...carriedText(carried.client, spec['client']),
  };
  const dropped = Object.keys(rest).filter((key) => clusterFields.has(key));
  if (dropped.length > 0 || given[lastApplied] !== undefined) {
    notes.minor(
      `metadata of the cluster (${[...dropped, ...(given[lastApplied] === undefined ? [] : [lastApplied])].join(', ')})`,
      'it belongs to the cluster',
    );
  }
  if (spec['instanceSelector'] !== undefined) {
    notes.minor(
      'instanceSelector',
      `Perses documents have none: kept in the annotation ${carried.instanceSelector}`,
    );
  }
  const others = Object.entries(rest).filter(([key]) => !clusterFields.has(key));
  return JSON.stringify({
    name: name ?? '',
    ...(kind === 'GlobalDatasource' || namespace === undefined ? {} : { project: namespace }),
    ...(typeof tags === 'string' && tags !== '' ? { tags: tags.split(',') } : {}),
    ...(labels === undefined ? {} : { labels }),
    ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }),
    ...Object.fromEntries(others),
  });
}

function carriedText(name: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [name]: JSON.stringify(value) };
}

function reportRest(value: JsonObject, spec: JsonObject, notes: NoteTaker): void {
  if (value['status'] !== undefined) notes.minor('status', 'it belongs to the cluster');
  const known = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  for (const key of Object.keys(value)) {
    if (!known.has(key)) notes.attention(key, 'a Perses resource has no such field: it was left out');
  }
  for (const key of Object.keys(spec)) {
    if (key !== 'config' && key !== 'client' && key !== 'instanceSelector') {
      notes.attention(`spec.${key}`, 'a Perses resource has no such field: it was left out');
    }
  }
}

/** How the operator's datasource signs in: the values stand in the cluster, so a person has to bring them. */
function reportClient(value: JsonValue | undefined, notes: NoteTaker): void {
  if (!isObject(value)) return;
  for (const [key, part] of Object.entries(value)) {
    const source = isObject(part) ? part : {};
    const where = [source['type'], source['namespace'], source['name']].filter(
      (one) => typeof one === 'string',
    );
    const from = where.length === 0 ? '' : ` (${where.join(' ')})`;
    notes.attention(
      `client.${key}${from}`,
      key === 'kubernetesAuth'
        ? 'it sends the token of the cluster: here the datasource needs a Secret of its own'
        : `its values stay in the cluster: save them as a Secret here and name it in the datasource. The references are kept in the annotation ${carried.client}`,
    );
  }
}
