import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertFormat } from './convert-format.ts';
import { asCellSettings, readValueRules } from './convert-mappings.ts';
import type { GrafanaPanel } from './grafana-panel.ts';
import { entries, finite, given, members, objects, text } from './loose-json.ts';

/** A column's settings while they are collected from the transformations and the overrides. */
type Column = Readonly<Record<string, JsonValue>>;

/** `table` (Grafana 7 on) as the spec of a Table. */
export function convertTable(
  panel: GrafanaPanel,
  targets: readonly JsonObject[],
  notes: NoteTaker,
): JsonObject {
  const columnOf = columnNames(targets);
  const columns = new Map<string, Column>();
  const add = (name: string, settings: Column): void =>
    void columns.set(name, { ...columns.get(name), ...settings });
  const order = organizeColumns(panel, columnOf, add);
  for (const override of panel.overrides) {
    const matcher = members(override['matcher']);
    const matched = text(matcher['options']);
    if (matcher['id'] !== 'byName' || matched === undefined) {
      notes.minor(
        `column settings matched ${text(matcher['id']) ?? 'somehow'}`,
        'Perses names columns one by one',
      );
      continue;
    }
    const renamed = [...columns].find(([, settings]) => settings['header'] === matched)?.[0];
    for (const property of objects(override['properties'])) {
      add(renamed ?? columnOf(matched), columnSetting(property, notes));
    }
  }
  const sort = objects(panel.options['sortBy'])[0];
  const sorted = text(sort?.['displayName']);
  if (sorted !== undefined) {
    const renamed = [...columns].find(([, settings]) => settings['header'] === sorted)?.[0];
    add(renamed ?? columnOf(sorted), { enableSorting: true, sort: sort?.['desc'] === true ? 'desc' : 'asc' });
  }
  const named = [...columns].filter(([, settings]) => Object.keys(settings).length > 0);
  const inOrder = named.toSorted(
    ([a], [b]) => (order.get(a) ?? named.length) - (order.get(b) ?? named.length),
  );
  const cells = asCellSettings(readValueRules(panel.defaults['mappings'], panel.value, notes));
  const transforms = convertTransforms(panel, notes);
  if (panel.defaults['unit'] !== undefined) {
    const format = convertFormat(panel.defaults['unit'], panel.defaults['decimals'], notes);
    const shown = named.find(([name]) => name === 'value');
    if (shown === undefined && format !== undefined) inOrder.push(['value', { format }]);
  }
  return {
    ...given('density', densities.get(text(panel.options['cellHeight']) ?? '')),
    ...(inOrder.length === 0
      ? {}
      : { columnSettings: inOrder.map(([name, settings]) => ({ name, ...settings })) }),
    ...(cells.length === 0 ? {} : { cellSettings: cells }),
    ...(transforms.length === 0 ? {} : { transforms }),
  };
}

/** `table-old` (before Grafana 7) as the spec of a Table. */
export function convertOldTable(
  panel: GrafanaPanel,
  targets: readonly JsonObject[],
  notes: NoteTaker,
): JsonObject {
  const columnOf = columnNames(targets);
  const columns = objects(panel.value['styles']).flatMap((style): JsonObject[] => {
    const pattern = text(style['pattern']);
    if (pattern === undefined || /^\/.*\/$/.test(pattern)) {
      notes.minor(`column style ${pattern ?? ''}`.trim(), 'Perses names columns one by one');
      return [];
    }
    const alignment = text(style['align']);
    return [
      {
        name: columnOf(pattern),
        ...given('header', text(style['alias'])),
        ...(style['type'] === 'hidden' ? { hide: true } : {}),
        ...given('align', alignment === 'auto' ? undefined : alignmentOf(alignment)),
        ...(style['type'] === 'number'
          ? given('format', convertFormat(style['unit'], style['decimals'], notes))
          : {}),
      },
    ];
  });
  const transform = text(panel.value['transform']);
  if (transform !== undefined && transform !== 'table') {
    notes.attention(`table form ${transform}`, 'Perses makes one row of each series');
  }
  return columns.length === 0 ? {} : { columnSettings: columns };
}

const densities: ReadonlyMap<string, string> = new Map([
  ['sm', 'compact'],
  ['md', 'standard'],
  ['lg', 'comfortable'],
]);

/** Grafana's names of the time and value columns as Perses names them. */
function columnNames(targets: readonly JsonObject[]): (name: string) => string {
  return (name) => {
    if (name === 'Time') return 'timestamp';
    if (name === 'Value') return 'value';
    const reference = /^Value #(.+)$/.exec(name)?.[1];
    if (reference === undefined) return name;
    const index = targets.findIndex((target) => target['refId'] === reference);
    return targets.length > 1 && index !== -1 ? `value #${index + 1}` : 'value';
  };
}

function organizeColumns(
  panel: GrafanaPanel,
  columnOf: (name: string) => string,
  add: (name: string, settings: Column) => void,
): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const transformation of objects(panel.value['transformations'])) {
    if (transformation['id'] !== 'organize') continue;
    const options = members(transformation['options']);
    for (const [name, index] of Object.entries(members(options['indexByName']))) {
      const place = finite(index);
      if (place === undefined) continue;
      order.set(columnOf(name), place);
      // Perses orders the columns it has settings of.
      add(columnOf(name), { hide: false });
    }
    for (const [name, isHidden] of Object.entries(members(options['excludeByName']))) {
      if (isHidden === true) add(columnOf(name), { hide: true });
    }
    for (const [name, header] of Object.entries(members(options['renameByName']))) {
      const shown = text(header);
      if (shown !== undefined) add(columnOf(name), { header: shown });
    }
  }
  return order;
}

function columnSetting({ id, value }: JsonObject, notes: NoteTaker): Column {
  const name = text(id) ?? '';
  switch (name) {
    case 'displayName':
      return given('header', text(value));
    case 'custom.width':
      return given('width', finite(value));
    case 'custom.align':
      return given('align', alignmentOf(text(value)));
    case 'custom.hidden':
      return value === true ? { hide: true } : {};
    case 'unit':
      return given('format', convertFormat(value, undefined, notes));
    default:
      notes.minor(`column setting ${name}`, 'Perses columns have none like it');
      return {};
  }
}

function alignmentOf(value: string | undefined): string | undefined {
  return value === 'left' || value === 'center' || value === 'right' ? value : undefined;
}

function convertTransforms(panel: GrafanaPanel, notes: NoteTaker): readonly JsonObject[] {
  return objects(panel.value['transformations']).flatMap((transformation): JsonObject[] => {
    const disabled: JsonObject = transformation['disabled'] === true ? { disabled: true } : {};
    const options = members(transformation['options']);
    switch (text(transformation['id']) ?? '') {
      case 'organize':
        return [];
      case 'merge':
        return [{ kind: 'MergeSeries', spec: disabled }];
      case 'joinByField':
      case 'seriesToColumns': {
        const column = text(options['byField']);
        const columns = column === undefined ? [] : [columnNames([])(column)];
        return [{ kind: 'JoinByColumnValue', spec: { columns, ...disabled } }];
      }
      default:
        reportTransformation(transformation, notes);
        return [];
    }
  });
}

/** Says that a transformation has no counterpart. */
export function reportTransformation(transformation: JsonObject, notes: NoteTaker): void {
  if (transformation['disabled'] === true) return;
  notes.attention(
    `transformation ${text(transformation['id']) ?? ''}`.trim(),
    'Perses does not have it for this panel',
  );
}

/** The transformations of a panel that is no table: none has a counterpart. */
export function reportTransformations(panel: GrafanaPanel, notes: NoteTaker): void {
  for (const one of entries(panel.value['transformations'])) reportTransformation(members(one), notes);
}
