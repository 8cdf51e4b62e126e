import { Type, type Static } from 'typebox';

/** What is let go of: all that is given must hold; nothing given is everything. */
export const CacheFlush = Type.Object(
  {
    /** The project whose datasources were asked; '' for the global ones. */
    project: Type.Optional(Type.String({ maxLength: 75 })),
    /** Name of a datasource. */
    datasource: Type.Optional(Type.String({ maxLength: 75 })),
    /** A metric name; queries that match names by a pattern count as reading it. */
    metric: Type.Optional(Type.String({ maxLength: 1_000 })),
  },
  { additionalProperties: false },
);
export type CacheFlush = Static<typeof CacheFlush>;

/** How many queries were let go of. */
export const CacheFlushed = Type.Object({ queries: Type.Integer() });
export type CacheFlushed = Static<typeof CacheFlushed>;
