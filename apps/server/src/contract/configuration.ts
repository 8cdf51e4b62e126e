import { Type, type Static } from 'typebox';

/** One setting as this server runs with it. */
export const ConfigurationKey = Type.Object({
  /** Path in the configuration file, such as `datasource.queryTimeout`. */
  path: Type.String(),
  env: Type.String(),
  /** Flag of the command line with its dashes; null when there is none. */
  flag: Type.Union([Type.String(), Type.Null()]),
  /** The value as one would write it; empty when it is not set. */
  value: Type.String(),
  isDefault: Type.Boolean(),
  description: Type.String(),
  /** The feature that will read it; null when it takes effect already. */
  takesEffectWith: Type.Union([Type.String(), Type.Null()]),
});
export type ConfigurationKey = Static<typeof ConfigurationKey>;

/** `GET /api/hecate/v1/configuration`: every key with the value in use. No key holds a secret. */
export const Configuration = Type.Object({ keys: Type.Array(ConfigurationKey) });
export type Configuration = Static<typeof Configuration>;
