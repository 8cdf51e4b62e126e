import type { Panel } from './panel.ts';
import type { Variable } from './variable.ts';

/** A Perses Dashboard document as plain data; `metadata.project` is empty until somebody copies it into a project. */
export type DashboardDocument = Readonly<{
  kind: 'Dashboard';
  metadata: Readonly<{ name: string; project: string }>;
  spec: Readonly<{
    display: Readonly<{ name: string; description: string }>;
    variables: readonly Variable[];
    panels: Readonly<Record<string, Panel>>;
    layouts: readonly GridLayout[];
    duration: string;
    refreshInterval: string;
  }>;
}>;

/** One titled group of panels on the 24-column grid. */
export type GridLayout = Readonly<{
  kind: 'Grid';
  spec: Readonly<{
    display: Readonly<{ title: string; collapse: Readonly<{ open: boolean }> }>;
    items: readonly GridItem[];
  }>;
}>;

/** Place of one panel, in grid units. */
export type GridItem = Readonly<{
  x: number;
  y: number;
  width: number;
  height: number;
  content: Readonly<{ $ref: string }>;
}>;

/** A group as templates write it: rows of panels that share the width evenly unless a panel asks for columns. */
export type Group = Readonly<{ title: string; open?: boolean; rows: readonly Row[] }>;

/** One row of panels; `height` in grid units of 30 px. */
export type Row = Readonly<{ height: number; panels: readonly (Panel | Sized)[] }>;

/** A panel with a width of its own, in columns. */
export type Sized = Readonly<{ columns: number; panel: Panel }>;

/** What a template states about its dashboard. */
export type DashboardParts = Readonly<{
  name: string;
  title: string;
  description: string;
  variables: readonly Variable[];
  groups: readonly Group[];
  duration?: string;
  refreshInterval?: string;
}>;

const gridColumns = 24;

/** Puts panels, variables and groups together to a document; panel keys come from group and panel titles. */
export function dashboard(parts: DashboardParts): DashboardDocument {
  const placed = parts.groups.map((group) => placeGroup(group));
  return {
    kind: 'Dashboard',
    metadata: { name: parts.name, project: '' },
    spec: {
      display: { name: parts.title, description: parts.description },
      variables: parts.variables,
      panels: Object.fromEntries(placed.flatMap((group) => group.panels)),
      layouts: placed.map((group) => group.layout),
      duration: parts.duration ?? '1h',
      refreshInterval: parts.refreshInterval ?? '15s',
    },
  };
}

function placeGroup(group: Group): { layout: GridLayout; panels: [string, Panel][] } {
  const items: GridItem[] = [];
  const panels: [string, Panel][] = [];
  let y = 0;
  for (const row of group.rows) {
    let x = 0;
    for (const { panel, columns } of widths(row)) {
      const key = `${slug(group.title)}-${slug(panel.spec.display.name)}`;
      panels.push([key, panel]);
      items.push({ x, y, width: columns, height: row.height, content: { $ref: `#/spec/panels/${key}` } });
      x += columns;
    }
    y += row.height;
  }
  const display = { title: group.title, collapse: { open: group.open ?? true } };
  return { layout: { kind: 'Grid', spec: { display, items } }, panels };
}

/** Panels without a width share what the others leave; what does not divide goes to the first of them, so that every row is full. */
function widths(row: Row): readonly Sized[] {
  const taken = row.panels.reduce((sum, panel) => sum + (isSized(panel) ? panel.columns : 0), 0);
  const free = row.panels.filter((panel) => !isSized(panel)).length;
  let rest = gridColumns - taken;
  let places = free;
  return row.panels.map((panel) => {
    if (isSized(panel)) return panel;
    const columns = Math.ceil(rest / places);
    rest -= columns;
    places -= 1;
    return { panel, columns };
  });
}

function isSized(panel: Panel | Sized): panel is Sized {
  return 'columns' in panel;
}

/** Panel keys may hold letters, digits, `_` and `-` only, else a layout cannot refer to them. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
