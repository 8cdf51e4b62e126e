/**
 * What a key's text means: `ms` is a duration (`30s`), `bytes` a size (`5MB`), `list` names separated by commas.
 * A key in the file is the property's name without its unit: `queryTimeoutMs` is `queryTimeout`.
 */
export type ConfigUnit = 'ms' | 'bytes' | 'list';

/** How operators reach one key beside the file. */
export interface KeyOptions {
  /** Environment variable. */
  readonly env: string;
  /** Command line flag without the dashes. */
  readonly flag?: string;
  readonly unit?: ConfigUnit;
  readonly description: string;
  /** Named when the key is accepted already and takes effect with a later feature. */
  readonly takesEffectWith?: string;
}

/** The options of one key, beside its type. */
export function key(options: KeyOptions): KeyOptions {
  return options;
}
