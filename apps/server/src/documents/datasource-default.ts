import { documentError, type ParsedDocument } from '@hecate/perses';
import type { Store } from '@hecate/store';

/** What lists and checks need of a datasource's spec. */
export interface DatasourceFacts {
  readonly pluginKind: string;
  readonly isDefault: boolean;
}

/** Refuses a second default of the same plugin kind in the same scope (all global ones, or one project's). */
export async function checkDatasourceDefault(store: Store, document: ParsedDocument): Promise<void> {
  const { kind, metadata, spec } = document;
  if (kind !== 'Datasource' && kind !== 'GlobalDatasource') return;
  const { pluginKind, isDefault } = datasourceFacts(spec);
  if (!isDefault) return;
  const others = await store.list(kind, metadata.project === undefined ? {} : { project: metadata.project });
  const taken = others.find((other) => {
    const facts = datasourceFacts(JSON.parse(other.specText));
    return other.metadata.name !== metadata.name && facts.isDefault && facts.pluginKind === pluginKind;
  });
  if (taken === undefined) return;
  throw documentError('datasource_default_taken', {
    name: metadata.name,
    kind: pluginKind,
    other: taken.metadata.name,
  });
}

/** Plugin kind and default of a datasource's spec; the document rules have checked their types. */
export function datasourceFacts(spec: unknown): DatasourceFacts {
  const plugin = member(spec, 'plugin');
  const kind = member(plugin, 'kind');
  return { pluginKind: typeof kind === 'string' ? kind : '', isDefault: member(spec, 'default') === true };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
