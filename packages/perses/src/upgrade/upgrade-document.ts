import type { JsonObject } from '../json-reader.ts';
import { camelCaseKeys } from './step-0-40-camel-case-keys.ts';
import { kebabCaseValues } from './step-0-40-kebab-case-values.ts';
import { unitIntoFormat } from './step-0-40-unit-into-format.ts';
import { panelLinks } from './step-0-45-panel-links.ts';
import { queryKind } from './step-0-53-query-kind.ts';
import { folderItems } from './step-0-54-folder-items.ts';
import { pluginSpec } from './step-0-54-plugin-spec.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** A document in today's shape, and the steps that changed it, in words. */
export interface UpgradedDocument {
  /** The same object as was given where no step had anything to do. */
  readonly document: JsonObject;
  readonly steps: readonly string[];
}

/** Forward only, oldest first. */
const upgradeSteps: readonly UpgradeStep[] = [
  camelCaseKeys,
  unitIntoFormat,
  kebabCaseValues,
  panelLinks,
  queryKind,
  folderItems,
  pluginSpec,
];

/** Brings a document of an older Perses into the shape of 0.54; a document that is in it already stays as it is. */
export function upgradeDocument(document: JsonObject): UpgradedDocument {
  return upgradeSteps.reduce<UpgradedDocument>(
    ({ document: before, steps }, { version, what, apply }) => {
      const after = apply(before);
      return after === before
        ? { document: before, steps }
        : { document: after, steps: [...steps, `${version}: ${what}`] };
    },
    { document, steps: [] },
  );
}
