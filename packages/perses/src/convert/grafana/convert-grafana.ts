import { documentLimits } from '../../document-limits.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';
import { validateDashboardVariables } from '../../validate-variable.ts';
import { variablesUsedIn } from '../../variable-references.ts';
import { createNotes, type ConversionNote, type NoteTaker } from '../conversion-report.ts';
import { convertDashboardLinks } from './convert-links.ts';
import { convertPanel, type ConvertedPanel } from './convert-panel.ts';
import { convertTime } from './convert-time.ts';
import { convertVariables } from './convert-variables.ts';
import { dashboardName } from './dashboard-name.ts';
import { createGrafanaDatasources } from './grafana-datasources.ts';
import { entries, given, members, objects, text } from './loose-json.ts';
import { readPanelGroups, type PanelGroup } from './panel-groups.ts';

/** A Grafana dashboard as Perses has it; nothing is checked yet. */
export interface ConvertedGrafana {
  readonly name: string;
  readonly tags: readonly string[];
  readonly spec: JsonObject;
  readonly panels: { readonly total: number; readonly converted: number };
  readonly notes: readonly ConversionNote[];
}

/** What the caller decides: whether datasource ids of that Grafana are replaced by the default datasource here. */
export interface GrafanaOptions {
  readonly usesDefaultDatasource: boolean;
}

/** Converts the JSON of a Grafana dashboard (schema versions up to 41, rows nested or flat). */
export function convertGrafana(dashboard: JsonObject, options: GrafanaOptions): ConvertedGrafana {
  const title = text(dashboard['title']);
  const name = dashboardName(text(dashboard['uid']), title);
  const taken = createNotes(title ?? name);
  const notes = taken.taker;
  const list = objects(members(dashboard['templating'])['list']);
  const datasources = createGrafanaDatasources(list, { usesDefault: options.usesDefaultDatasource });
  const converted = convertVariables(list, datasources, notes);
  const variables = [...converted, ...missingVariables(converted, notes)];
  const groups = readPanelGroups(dashboard);
  const panels = new Map<string, ConvertedPanel>();
  for (const panel of groups.flatMap((group) => group.panels)) {
    panels.set(
      panel.key,
      convertPanel(panel.value, datasources, (panelTitle) => notes.forPanel(panelTitle)),
    );
  }
  const links = convertDashboardLinks(dashboard['links'], notes);
  reportDashboard(dashboard, notes);
  const description = text(dashboard['description']);
  return {
    name,
    tags: tagsOf(dashboard['tags'], notes),
    spec: {
      display: {
        name: (title ?? name).slice(0, documentLimits.displayNameCharacters),
        ...given('description', description?.slice(0, documentLimits.descriptionCharacters)),
      },
      ...(variables.length === 0 ? {} : { variables }),
      panels: Object.fromEntries([...panels].map(([key, { panel }]) => [key, panel])),
      layouts: groups.map((group) => layoutOf(group)).filter((layout) => layout !== undefined),
      ...convertTime(dashboard, notes),
      ...(links.length === 0 ? {} : { links }),
    },
    panels: {
      total: panels.size,
      converted: [...panels.values()].filter(({ isConverted }) => isConverted).length,
    },
    notes: taken.all(),
  };
}

/** Variables that the variables use and nobody defines: texts to fill in, because a dashboard with a gap is refused. */
function missingVariables(variables: readonly JsonObject[], notes: NoteTaker): readonly JsonObject[] {
  const known = validateDashboardVariables(variables, 'spec.variables');
  const defined = new Set(known.map(({ name }) => name));
  const missing = new Set(known.flatMap(({ uses }) => variablesUsedIn(uses)));
  return [...missing]
    .filter((name) => !defined.has(name) && !name.startsWith('__'))
    .map((name) => {
      notes.attention(`variable ${name}`, 'it is used and not defined: it was added as an empty text');
      return { kind: 'TextVariable', spec: { display: { hidden: false }, value: '', name } };
    });
}

/** The title that Perses gives to the panels before the first row. */
const firstGroupTitle = 'Panel Group 1';

function layoutOf({ row, panels }: PanelGroup): JsonObject | undefined {
  if (panels.length === 0) return undefined;
  const display: JsonObject =
    row === undefined ? { title: firstGroupTitle } : { title: row.title, collapse: { open: row.isOpen } };
  return {
    kind: 'Grid',
    spec: {
      display,
      ...given('repeatVariable', row?.repeat),
      items: panels.map(({ key, x, y, width, height }) => ({
        x,
        y,
        width,
        height,
        content: { $ref: `#/spec/panels/${key}` },
      })),
    },
  };
}

/** Perses takes lower-case letters, digits, blanks, `-` and `_` in tags. */
function tagsOf(value: JsonValue | undefined, notes: NoteTaker): readonly string[] {
  const tags = entries(value).flatMap((tag) => {
    const written = text(tag);
    if (written === undefined) return [];
    const name = written
      .toLowerCase()
      .replaceAll(/[^a-z0-9 _-]+/g, '-')
      .slice(0, documentLimits.tagCharacters)
      .trim();
    if (name !== written)
      notes.minor(`tag ${written}`, `Perses tags have fewer characters: it became ${name}`);
    return name === '' ? [] : [name];
  });
  const once = [...new Set(tags)].toSorted();
  if (once.length > documentLimits.tags) {
    notes.minor(`${once.length} tags`, `${documentLimits.tags} are allowed: the rest was left out`);
  }
  return once.slice(0, documentLimits.tags);
}

function reportDashboard(dashboard: JsonObject, notes: NoteTaker): void {
  for (const annotation of objects(members(dashboard['annotations'])['list'])) {
    if (annotation['builtIn'] === 1 || annotation['enable'] === false) continue;
    notes.attention(`annotation ${text(annotation['name']) ?? ''}`.trim(), 'annotations are not converted');
  }
}
