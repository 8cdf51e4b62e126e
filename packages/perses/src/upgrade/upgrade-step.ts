import type { JsonObject } from '../json-reader.ts';

/** One forward step between Perses versions. */
export interface UpgradeStep {
  /** The Perses version that made the change. */
  readonly version: string;
  /** What it changed, in words. */
  readonly what: string;
  /** The document after the step; the same object where nothing was to do. */
  readonly apply: (document: JsonObject) => JsonObject;
}
