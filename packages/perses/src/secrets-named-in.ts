import { isArray, isObject } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import { isDashboardKind, type ResourceKind } from './resource-kind.ts';

/** Which secret a document names: one of its project, or a global one. */
export type SecretReference =
  | { readonly kind: 'Secret'; readonly project: string; readonly name: string }
  | { readonly kind: 'GlobalSecret'; readonly name: string };

/**
 * Every secret that a document's proxies name, each once: global datasources name global secrets, everything inside a project
 * its project's. A proxy is looked for everywhere in a datasource, because the one that is used is found the same way.
 */
export function secretsNamedIn(
  kind: ResourceKind,
  project: string,
  spec: JsonValue,
): readonly SecretReference[] {
  const names = new Set<string>();
  if (kind === 'Datasource' || kind === 'GlobalDatasource') collect(spec, names);
  else if (isDashboardKind(kind) && isObject(spec)) collect(spec['datasources'], names);
  return [...names].map((name) =>
    kind === 'GlobalDatasource' ? { kind: 'GlobalSecret', name } : { kind: 'Secret', project, name },
  );
}

function collect(value: JsonValue | undefined, names: Set<string>): void {
  if (isArray(value)) {
    for (const one of value) collect(one, names);
    return;
  }
  if (!isObject(value)) return;
  const { kind, spec } = value;
  if (typeof kind === 'string' && proxyKinds.has(kind.toLowerCase()) && isObject(spec)) {
    const name = spec['secret'];
    if (typeof name === 'string' && name !== '') names.add(name.toLowerCase());
  }
  for (const one of Object.values(value)) collect(one, names);
}

const proxyKinds: ReadonlySet<string> = new Set(['httpproxy', 'sqlproxy']);
