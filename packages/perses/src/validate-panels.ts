import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import {
  boundedEntries,
  optionalArray,
  optionalBoolean,
  optionalObject,
  optionalString,
  requiredObject,
} from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import { validateAnnotations } from './validate-annotations.ts';
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
    const at = `${path}[${index}]`;
    const link = requiredObject(entry, at);
    optionalString(link['url'], `${at}.url`, documentLimits.urlCharacters);
    optionalString(link['name'], `${at}.name`, documentLimits.displayNameCharacters);
    optionalString(link['tooltip'], `${at}.tooltip`, documentLimits.descriptionCharacters);
    optionalBoolean(link['renderVariables'], `${at}.renderVariables`);
    optionalBoolean(link['targetBlank'], `${at}.targetBlank`);
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
  const panel = requiredObject(value, path);
  optionalString(panel['kind'], `${path}.kind`, documentLimits.displayNameCharacters);
  const spec = requiredObject(panel['spec'], `${path}.spec`);
  validateDisplay(spec['display'], `${path}.spec.display`);
  validatePlugin(spec['plugin'], `${path}.spec.plugin`, 'TimeSeriesChart');
  validateLinks(spec['links'], `${path}.spec.links`);
  const queries = optionalArray(spec['queries'], `${path}.spec.queries`, documentLimits.queriesPerPanel);
  for (const [index, query] of queries.entries()) validateQuery(query, `${path}.spec.queries[${index}]`);
  validateAnnotations(spec['annotations'], `${path}.spec.annotations`);
}

function validateQuery(value: JsonValue, path: string): void {
  const query = requiredObject(value, path);
  optionalString(query['kind'], `${path}.kind`, documentLimits.displayNameCharacters);
  const spec = requiredObject(query['spec'], `${path}.spec`);
  optionalString(spec['name'], `${path}.spec.name`, documentLimits.displayNameCharacters);
  validatePlugin(spec['plugin'], `${path}.spec.plugin`, 'PrometheusTimeSeriesQuery');
}
