import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import { optionalObject, optionalString } from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';

/** A plugin reference: its kind is checked to be there, its spec belongs to the plugin and is kept as it is. */
export interface PluginReference {
  readonly kind: string;
  readonly spec: JsonObject | undefined;
}

/** Reads `{kind, metadata, spec}` at `path`; unknown kinds are never refused, because another plugin may know them. */
export function validatePlugin(value: JsonValue | undefined, path: string, example: string): PluginReference {
  const plugin = optionalObject(value, path);
  if (plugin === undefined) throw documentError('plugin_missing', { path, example });
  const kind = optionalString(plugin['kind'], `${path}.kind`) ?? '';
  if (kind === '') throw documentError('plugin_kind_empty', {});
  const metadata = optionalObject(plugin['metadata'], `${path}.metadata`);
  optionalString(metadata?.['version'], `${path}.metadata.version`, documentLimits.displayNameCharacters);
  optionalString(metadata?.['registry'], `${path}.metadata.registry`, documentLimits.urlCharacters);
  return { kind, spec: optionalObject(plugin['spec'], `${path}.spec`) };
}
