import type { JsonObject, JsonValue } from '../../json-reader.ts';
import { firstOf, members, objects, text } from './loose-json.ts';

/** One panel of Grafana with the places where its versions keep the field settings brought together. */
export interface GrafanaPanel {
  readonly type: string;
  readonly title: string;
  readonly value: JsonObject;
  readonly options: JsonObject;
  /** `fieldConfig.defaults` since Grafana 7, `options.fieldOptions` in 6, `options.valueOptions` in the first gauge. */
  readonly defaults: JsonObject;
  readonly custom: JsonObject;
  readonly overrides: readonly JsonObject[];
  readonly targets: readonly JsonObject[];
}

/** Reads a panel; whatever is missing is empty. */
export function readGrafanaPanel(value: JsonObject): GrafanaPanel {
  const options = members(value['options']);
  const fieldOptions = members(options['fieldOptions']);
  const valueOptions = members(options['valueOptions']);
  const config = members(value['fieldConfig']);
  const defaults: JsonObject = Object.fromEntries(
    [
      ...Object.entries(given('unit', valueOptions['unit'])),
      ...Object.entries(given('decimals', valueOptions['decimals'])),
      ...Object.entries(given('min', options['minValue'])),
      ...Object.entries(given('max', options['maxValue'])),
      ...Object.entries(given('thresholds', firstOf(fieldOptions['thresholds'], options['thresholds']))),
      ...Object.entries(given('mappings', firstOf(fieldOptions['mappings'], options['valueMappings']))),
      ...Object.entries(members(fieldOptions['defaults'])),
      ...Object.entries(members(config['defaults'])),
    ].filter(([, one]) => one !== null),
  );
  return {
    type: text(value['type']) ?? '',
    title: (text(value['title']) ?? '').trim(),
    value,
    options,
    defaults,
    custom: members(defaults['custom']),
    overrides: objects(config['overrides']),
    targets: objects(value['targets']),
  };
}

function given(name: string, value: JsonValue | undefined): JsonObject {
  return value === undefined || value === null ? {} : { [name]: value };
}
