import { jsonObject, jsonText, type JsonObject } from '../documents/json.ts';
import { unitRule } from '../../format/unit.ts';

/** The unit that a panel's plugin spec names (`yAxis.format` or `format`), empty when there is none. */
export function panelUnit(pluginSpec: JsonObject): string {
  const format = jsonObject(jsonObject(pluginSpec['yAxis'])['format']);
  return jsonText(format['unit']) ?? jsonText(jsonObject(pluginSpec['format'])['unit']) ?? '';
}

/** The title with its unit behind it, unless the title names one already or the numbers carry it themselves, as one large number does. */
export function titleWithUnit(title: string, pluginSpec: JsonObject): string {
  if (pluginSpec['yAxis'] === undefined) return title;
  const rule = unitRule(panelUnit(pluginSpec));
  // Charts have no words along their axes: the label of the document stands where the unit would.
  const label = jsonText(jsonObject(pluginSpec['yAxis'])['label'])?.trim() ?? '';
  const word = label === '' ? (UNIT_WORDS[rule.quantity] ?? rule.symbol) : label;
  const isNamed =
    /\([^)]*\)\s*$/.test(title) || word === '' || title.toLowerCase().includes(word.toLowerCase());
  return isNamed ? title : `${title} (${word})`;
}

/** Durations and bytes change their unit with size, so every number carries it: nothing to say in the title. */
const UNIT_WORDS: Readonly<Record<string, string>> = {
  duration: '',
  bytes: '',
  'byte-rate': '',
  ratio: '%',
  timestamp: '',
  plain: '',
  count: '',
  state: '',
};
