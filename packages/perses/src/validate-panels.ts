import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import {
  boundedEntries,
  optionalArray,
  optionalObject,
  optionalString,
  requiredObject,
} from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import { validateDisplay } from './validate-display.ts';
import { validateName } from './validate-name.ts';
import { validatePlugin } from './validate-plugin.ts';

/** Checks `spec.panels` of a dashboard and returns the keys that layouts may point to. */
export function validatePanels(value: JsonValue | undefined, path: string): ReadonlySet<string> {
  const panels = boundedEntries(optionalObject(value, path), path, documentLimits.panels);
  for (const [key, panel] of panels) {
    validateName(key);
    validatePanel(panel, `${path}.${key}`);
  }
  return new Set(panels.map(([key]) => key));
}

/** Checks `links` of a panel or a dashboard; the address is text here and is made safe where it is drawn. */
export function validateLinks(value: JsonValue | undefined, path: string): void {
  for (const [index, entry] of optionalArray(value, path, documentLimits.links).entries()) {
    const link = requiredObject(entry, `${path}[${index}]`);
    optionalString(link['url'], `${path}[${index}].url`, documentLimits.urlCharacters);
    optionalString(link['name'], `${path}[${index}].name`, documentLimits.displayNameCharacters);
  }
}

/** Refuses a panel reference that is not `#/spec/panels/<key>` of a panel that exists (Perses `checkAndSetRef`). */
export function validatePanelReference(reference: string, panels: ReadonlySet<string>): void {
  if (!referencePattern.test(reference)) throw documentError('reference_syntax', { reference });
  const steps = reference.slice(reference.indexOf('/') + 1).split('/');
  const [root, collection, panel] = steps;
  if (steps.length !== 3 || panel === undefined) throw documentError('reference_void', { reference });
  if (root !== 'spec') throw documentError('reference_root', { reference });
  if (collection !== 'panels') throw documentError('reference_void', { reference });
  if (!panels.has(panel)) throw documentError('panel_missing', { panel });
}

const referencePattern = /^#?(?:\/[a-zA-Z0-9_-]+)+$/;

function validatePanel(value: JsonValue, path: string): void {
  const spec = requiredObject(requiredObject(value, path)['spec'], `${path}.spec`);
  validateDisplay(spec['display'], `${path}.spec.display`);
  validatePlugin(spec['plugin'], `${path}.spec.plugin`, 'TimeSeriesChart');
  validateLinks(spec['links'], `${path}.spec.links`);
  const queries = optionalArray(spec['queries'], `${path}.spec.queries`, documentLimits.queriesPerPanel);
  for (const [index, query] of queries.entries()) {
    const at = `${path}.spec.queries[${index}]`;
    const querySpec = requiredObject(requiredObject(query, at)['spec'], `${at}.spec`);
    validatePlugin(querySpec['plugin'], `${at}.spec.plugin`, 'PrometheusTimeSeriesQuery');
  }
}
