import { units, type PersesFormat, type Unit } from '../unit.ts';
import type { Query } from './query.ts';

/** A Perses panel as plain data. */
export type Panel = Readonly<{
  kind: 'Panel';
  spec: Readonly<{
    display: Readonly<{ name: string; description: string }>;
    plugin: Readonly<{ kind: PanelKind; spec: Readonly<Record<string, unknown>> }>;
    queries: readonly Query[];
  }>;
}>;

/** Panel plugins that templates use; all are in the pinned set. */
export type PanelKind =
  | 'TimeSeriesChart'
  | 'BarChart'
  | 'StatChart'
  | 'GaugeChart'
  | 'Table'
  | 'TimeSeriesTable'
  | 'StatusHistoryChart'
  | 'HeatMapChart';

/** Limits that are drawn, in the unit of the panel; `high` = bad above (amber, then red), `low` = bad below. */
export type Limits = Readonly<
  { high: readonly [warning: number, critical?: number] } | { low: readonly [critical: number, good: number] }
>;

type Common = Readonly<{ title: string; description: string; queries: readonly Query[] }>;

/**
 * Status colours that keep 3:1 on the light and the dark surface alike, for the places where a document must name one.
 * The console's renderers put the theme's own in their place.
 */
export const statusColors = {
  good: '#2F9E5B',
  active: '#2F7FC4',
  warning: '#B7791F',
  critical: '#D64545',
  neutral: '#7A8594',
} as const;

/** Lines over time; `stacked` makes areas that add up to a total, `bars` draws counts per step. */
export function timeSeries(
  parts: Common &
    Readonly<{
      unit: Unit;
      /** Where the axis starts: 0 unless said otherwise; `auto` fits it to the data. */
      min?: number | 'auto';
      max?: number;
      stacked?: boolean;
      bars?: boolean;
      limits?: Limits;
    }>,
): Panel {
  const yAxis = {
    show: true,
    format: units[parts.unit].perses,
    ...axisLabel(parts.unit),
    ...(parts.min === 'auto' ? {} : { min: parts.min ?? 0 }),
    ...(parts.max === undefined ? {} : { max: parts.max }),
  };
  return panel(parts, 'TimeSeriesChart', {
    legend: { position: 'bottom', mode: 'table', size: 'small', values: ['last-number', 'mean', 'max'] },
    yAxis,
    ...thresholds(parts.limits),
    visual: {
      display: parts.bars === true ? 'bar' : 'line',
      lineWidth: 1.5,
      areaOpacity: parts.stacked === true ? 0.35 : 0,
      connectNulls: false,
      palette: { mode: 'categorical' },
      stack: parts.stacked === true ? 'all' : 'none',
    },
  });
}

/** Perses has no format for these units: the axis says what is counted. Titles that end in a unit of another size say it themselves. */
function axisLabel(unit: Unit): Readonly<{ label?: string }> {
  const { quantity, symbol, perses } = units[unit];
  const isPlain = perses.unit === 'decimal' && (quantity === 'count' || quantity === 'rate');
  return isPlain && symbol !== '' ? { label: symbol } : {};
}

/** One number with its curve behind it. */
export function stat(
  parts: Common &
    Readonly<{ unit: Unit; limits?: Limits; mappings?: readonly Mapping[]; sparkline?: boolean }>,
): Panel {
  return panel(parts, 'StatChart', {
    calculation: 'last-number',
    format: units[parts.unit].perses,
    ...(parts.sparkline === false ? {} : { sparkline: {} }),
    ...thresholds(parts.limits),
    ...(parts.mappings === undefined ? {} : { mappings: parts.mappings }),
  });
}

/** How full something with a known end is. */
export function gauge(parts: Common & Readonly<{ unit: Unit; max?: number; limits?: Limits }>): Panel {
  return panel(parts, 'GaugeChart', {
    calculation: 'last-number',
    format: units[parts.unit].perses,
    ...(parts.max === undefined ? {} : { max: parts.max }),
    ...thresholds(parts.limits),
  });
}

/** Things ranked by one number. */
export function bars(
  parts: Common & Readonly<{ unit: Unit; calculation?: 'last-number' | 'mean' | 'max' | 'sum' }>,
): Panel {
  return panel(parts, 'BarChart', {
    calculation: parts.calculation ?? 'last-number',
    format: units[parts.unit].perses,
    mode: 'value',
    sort: 'desc',
  });
}

/** One column of a table; `value #n` is the value of query n, every other name is a label. */
export type Column = Readonly<{ name: string; header: string; unit?: Unit; hide?: boolean }>;

/** Rows by label with one value column per query, joined on the labels they share. */
export function table(parts: Common & Readonly<{ columns: readonly Column[] }>): Panel {
  return panel(parts, 'Table', {
    density: 'compact',
    defaultColumnWidth: 'auto',
    columnSettings: [
      ...parts.columns.map((column) => ({
        name: column.name,
        header: column.header,
        enableSorting: true,
        ...(column.unit === undefined ? {} : { align: 'right', format: units[column.unit].perses }),
        ...(column.hide === true ? { hide: true } : {}),
      })),
      { name: 'timestamp', hide: true },
    ],
    ...(parts.queries.length > 1 ? { transforms: [{ kind: 'MergeSeries', spec: {} }] } : {}),
  });
}

/** Every series as text with its value, labels in full: for facts rather than curves. */
export function timeSeriesTable(parts: Common): Panel {
  return panel(parts, 'TimeSeriesTable', {});
}

/** Word and colour for a value. */
type Mapping = Readonly<{
  kind: 'Value';
  spec: Readonly<{ value: string; result: Readonly<{ value: string; color: string }> }>;
}>;

/** Says which word and status colour a value stands for. */
export function word(value: number, text: string, status: keyof typeof statusColors): Mapping {
  return {
    kind: 'Value',
    spec: { value: String(value), result: { value: text, color: statusColors[status] } },
  };
}

/** One band per series, one cell per step, coloured by state. */
export function statusHistory(parts: Common & Readonly<{ mappings: readonly Mapping[] }>): Panel {
  return panel(parts, 'StatusHistoryChart', {
    legend: { position: 'bottom', mode: 'list', size: 'small' },
    mappings: parts.mappings,
  });
}

/** Where the mass of a distribution lies over time. */
export function heatmap(parts: Common & Readonly<{ unit: Unit }>): Panel {
  return panel(parts, 'HeatMapChart', {
    yAxisFormat: units[parts.unit].perses,
    countFormat: formatOfCounts,
    showVisualMap: true,
  });
}

const formatOfCounts: PersesFormat = { unit: 'decimal', shortValues: true };

function panel(parts: Common, kind: PanelKind, spec: Readonly<Record<string, unknown>>): Panel {
  return {
    kind: 'Panel',
    spec: {
      display: { name: parts.title, description: parts.description },
      plugin: { kind, spec },
      queries: parts.queries,
    },
  };
}

function thresholds(limits: Limits | undefined): Readonly<Record<string, unknown>> {
  if (limits === undefined) return {};
  if ('low' in limits) {
    const [critical, good] = limits.low;
    const steps = [
      { value: critical, color: statusColors.warning, name: 'low' },
      { value: good, color: statusColors.good, name: 'good' },
    ];
    return { thresholds: { mode: 'absolute', defaultColor: statusColors.critical, steps } };
  }
  const [warning, critical] = limits.high;
  const steps = [
    { value: warning, color: statusColors.warning, name: 'warning' },
    ...(critical === undefined ? [] : [{ value: critical, color: statusColors.critical, name: 'critical' }]),
  ];
  return { thresholds: { mode: 'absolute', steps } };
}
