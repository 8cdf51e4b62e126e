import type { TSchema } from 'typebox';
import type { ConfigUnit } from './config-key.ts';
import { ConfigSchema } from './config-schema.ts';

/** One leaf of the schema with everything the reader, the reference page and the table test need. */
export interface ConfigKey {
  /** Where the value lives in `Config`. */
  readonly section: string;
  readonly property: string;
  /** How the file spells it. */
  readonly path: string;
  readonly env: string;
  readonly flag: string | null;
  readonly unit: ConfigUnit | null;
  readonly description: string;
  readonly takesEffectWith: string | null;
  readonly schema: TSchema;
  readonly default: unknown;
}

/** Every key of the schema, in its order. */
export const configKeys: readonly ConfigKey[] = Object.entries(ConfigSchema.properties).flatMap(
  ([section, inner]) =>
    Object.entries<TSchema>(inner.properties).map(([property, schema]) => keyOf(section, property, schema)),
);

function keyOf(section: string, property: string, schema: TSchema): ConfigKey {
  const options: Record<string, unknown> = { ...schema };
  const unit = options['unit'];
  return {
    section,
    property,
    path: `${section}.${fileName(property)}`,
    env: String(options['env']),
    flag: typeof options['flag'] === 'string' ? options['flag'] : null,
    unit: unit === 'ms' || unit === 'bytes' || unit === 'list' ? unit : null,
    description: String(options['description']),
    takesEffectWith: typeof options['takesEffectWith'] === 'string' ? options['takesEffectWith'] : null,
    schema,
    default: options['default'],
  };
}

function fileName(property: string): string {
  const bare = property.replace(/(?:Ms|Bytes)$/, '').replace(/^is(?=[A-Z])/, '');
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}
