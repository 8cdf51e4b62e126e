import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertColour } from './convert-colour.ts';
import { finite, given, members, objects, text } from './loose-json.ts';

/** One rule that replaces a value by a word, a colour, or both. */
export interface ValueRule {
  readonly when:
    | { readonly kind: 'Value'; readonly value: string }
    | { readonly kind: 'Range'; readonly from?: number; readonly to?: number }
    | { readonly kind: 'Regex'; readonly pattern: string }
    | { readonly kind: 'Misc'; readonly value: 'empty' | 'null' | 'NaN' | 'true' | 'false' };
  readonly text?: string;
  readonly colour?: string;
}

/** The rules of `fieldConfig.defaults.mappings`, of the lists before Grafana 8, and of a singlestat. */
export function readValueRules(
  mappings: JsonValue | undefined,
  panel: JsonObject,
  notes: NoteTaker,
): readonly ValueRule[] {
  return [
    ...objects(mappings).flatMap((mapping) => rulesOf(mapping, notes)),
    ...objects(panel['valueMaps']).flatMap(({ value, text: word }) => valueRule(value, word)),
    ...(panel['mappingType'] === 2
      ? objects(panel['rangeMaps']).flatMap((range) => rangeRule(range, range))
      : []),
  ];
}

/** The rules as `mappings` of stat and status history panels. */
export function asMappings(rules: readonly ValueRule[]): readonly JsonObject[] {
  return rules.map(({ when, text: word, colour }) => {
    const { kind, ...condition } = when;
    const result = { value: word ?? ('value' in when ? when.value : ''), ...given('color', colour) };
    return { kind, spec: { ...condition, result } };
  });
}

/** The rules as `cellSettings` of a table. */
export function asCellSettings(rules: readonly ValueRule[]): readonly JsonObject[] {
  return rules.map(({ when, text: word, colour }) => ({
    condition: cellCondition(when),
    ...given('text', word),
    ...given('backgroundColor', colour),
  }));
}

function cellCondition(when: ValueRule['when']): JsonObject {
  switch (when.kind) {
    case 'Range':
      return { kind: 'Range', spec: { ...given('min', when.from), ...given('max', when.to) } };
    case 'Regex':
      return { kind: 'Regex', spec: { expr: when.pattern } };
    case 'Value':
    case 'Misc':
      return { kind: when.kind, spec: { value: when.value } };
  }
}

function rulesOf(mapping: JsonObject, notes: NoteTaker): readonly ValueRule[] {
  const options = members(mapping['options']);
  const result = members(options['result']);
  switch (text(mapping['type']) ?? String(finite(mapping['type']))) {
    case 'value':
      return Object.entries(options).map(([value, option]) => ({
        when: { kind: 'Value', value },
        ...outcome(members(option)),
      }));
    case 'range':
      return rangeRule(options, result);
    case 'regex':
      return [{ when: { kind: 'Regex', pattern: bare(text(options['pattern']) ?? '') }, ...outcome(result) }];
    case 'special':
      return specialRule(text(options['match']) ?? '', result, notes);
    // Before Grafana 8: 1 for a value, 2 for a range.
    case '1':
      return valueRule(mapping['value'], mapping['text']);
    case '2':
      return rangeRule(mapping, mapping);
    default:
      notes.minor('a value mapping', 'its kind is not known');
      return [];
  }
}

function valueRule(value: JsonValue | undefined, word: JsonValue | undefined): readonly ValueRule[] {
  if (value === 'null') return [{ when: { kind: 'Misc', value: 'null' }, ...outcome({ text: word ?? '' }) }];
  const shown = typeof value === 'number' ? String(value) : text(value);
  return shown === undefined
    ? []
    : [{ when: { kind: 'Value', value: shown }, ...outcome({ text: word ?? '' }) }];
}

function rangeRule(range: JsonObject, result: JsonObject): readonly ValueRule[] {
  const from = finite(range['from']);
  const to = finite(range['to']);
  if (from === undefined && to === undefined) return [];
  const when = {
    kind: 'Range' as const,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  return [{ when, ...outcome(result) }];
}

function specialRule(match: string, result: JsonObject, notes: NoteTaker): readonly ValueRule[] {
  const special = specials.get(match);
  if (special === undefined) {
    notes.minor(`value mapping of ${match}`, 'Perses has no such case');
    return [];
  }
  return special.map((value) => ({ when: { kind: 'Misc', value }, ...outcome(result) }));
}

type Special = Extract<ValueRule['when'], { kind: 'Misc' }>['value'];

const specials: ReadonlyMap<string, readonly Special[]> = new Map<string, readonly Special[]>([
  ['null', ['null']],
  ['nan', ['NaN']],
  ['null+nan', ['null', 'NaN']],
  ['true', ['true']],
  ['false', ['false']],
  ['empty', ['empty']],
]);

function outcome(result: JsonObject): Pick<ValueRule, 'text' | 'colour'> {
  const word = text(result['text']);
  const colour = convertColour(result['color']);
  return { ...(word === undefined ? {} : { text: word }), ...(colour === undefined ? {} : { colour }) };
}

/** Grafana writes regular expressions between slashes, Perses bare. */
function bare(pattern: string): string {
  return /^\/(.*)\/[a-z]*$/s.exec(pattern)?.[1] ?? pattern;
}
