import { documentLimits } from '../../document-limits.ts';
import type { JsonObject } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertChart } from './convert-chart.ts';
import { convertPanelLinks } from './convert-links.ts';
import { convertQueries } from './convert-queries.ts';
import { convertVariableUses } from './convert-query-text.ts';
import type { GrafanaDatasources } from './grafana-datasources.ts';
import { readGrafanaPanel, type GrafanaPanel } from './grafana-panel.ts';
import { finite, given, members, objects, text } from './loose-json.ts';

/** A panel of the new dashboard; not converted means that a note stands in its place. */
export interface ConvertedPanel {
  readonly panel: JsonObject;
  readonly isConverted: boolean;
}

/** One panel; what cannot be converted becomes a text panel that says so and keeps its place. */
export function convertPanel(
  value: JsonObject,
  datasources: GrafanaDatasources,
  notesOf: (title: string) => NoteTaker,
): ConvertedPanel {
  const panel = readGrafanaPanel(value);
  const notes = notesOf(
    panel.title === '' ? `panel ${finite(value['id']) ?? ''} without title` : panel.title,
  );
  const plugin = convertPlugin(panel, datasources, notes);
  reportPanel(panel, notes);
  const links = convertPanelLinks(panel, notes);
  const description = text(value['description']);
  return {
    isConverted: plugin.isConverted,
    panel: {
      kind: 'Panel',
      spec: {
        display: {
          name: titleOf(panel, notes),
          ...given('description', description?.slice(0, documentLimits.descriptionCharacters)),
        },
        plugin: { kind: plugin.kind, spec: plugin.spec },
        ...(plugin.queries.length === 0 ? {} : { queries: plugin.queries }),
        ...(links.length === 0 ? {} : { links }),
      },
    },
  };
}

interface ConvertedPlugin {
  readonly kind: string;
  readonly spec: JsonObject;
  readonly queries: readonly JsonObject[];
  readonly isConverted: boolean;
}

function convertPlugin(
  panel: GrafanaPanel,
  datasources: GrafanaDatasources,
  notes: NoteTaker,
): ConvertedPlugin {
  if (panel.value['libraryPanel'] !== undefined && panel.targets.length === 0) {
    return instead(panel, 'It is a library panel, which Grafana keeps outside the dashboard.', notes);
  }
  if (panel.type === 'text')
    return { kind: 'Markdown', spec: textSpec(panel, notes), queries: [], isConverted: true };
  const { queries, targets, isAnyLeftOut } = convertQueries(panel, datasources, notes);
  const chart = convertChart(panel, targets, notes);
  if (chart === undefined) {
    const kind = panel.type === '' ? 'no kind' : `the kind ${panel.type}`;
    return instead(panel, `It has ${kind}, which Perses has no panel for.`, notes);
  }
  if (queries.length === 0 && isAnyLeftOut) {
    return instead(panel, 'None of its queries asks Prometheus.', notes);
  }
  return { ...chart, queries, isConverted: true };
}

/** A text in the panel's place that keeps what it asked. */
function instead(panel: GrafanaPanel, reason: string, notes: NoteTaker): ConvertedPlugin {
  notes.attention('the whole panel', reason);
  const asked = panel.targets.flatMap((target) => text(target['expr']) ?? text(target['query']) ?? []);
  const lines = [
    '**This panel was not converted from Grafana.**',
    '',
    reason,
    ...asked
      .slice(0, shownQueries)
      .flatMap((query) => ['', '```', query.replaceAll('```', "'''").slice(0, 2_000), '```']),
  ];
  return { kind: 'Markdown', spec: { text: lines.join('\n') }, queries: [], isConverted: false };
}

const shownQueries = 10;

function textSpec(panel: GrafanaPanel, notes: NoteTaker): JsonObject {
  const content = text(panel.options['content']) ?? text(panel.value['content']) ?? '';
  const mode = text(panel.options['mode']) ?? text(panel.value['mode']) ?? 'markdown';
  if (mode === 'html') notes.minor('text in HTML', 'Perses shows Markdown, in which only some HTML is drawn');
  const written = convertVariableUses(content, notes);
  return { text: mode === 'code' ? `\`\`\`\n${written}\n\`\`\`` : written };
}

function titleOf(panel: GrafanaPanel, notes: NoteTaker): string {
  if (panel.title === '') return 'Untitled';
  return convertVariableUses(panel.title, notes).slice(0, documentLimits.displayNameCharacters);
}

/** What any kind of panel may have and Perses has not. */
function reportPanel({ value }: GrafanaPanel, notes: NoteTaker): void {
  const repeat = text(value['repeat']);
  if (repeat !== undefined) {
    notes.attention(`repeats for $${repeat}`, 'Perses repeats groups, not panels: it is shown once');
  }
  for (const name of ['timeFrom', 'timeShift'] as const) {
    const shift = text(value[name]);
    if (shift !== undefined)
      notes.attention(`own time range (${name} ${shift})`, 'Perses panels show the range of the dashboard');
  }
  if (value['alert'] !== undefined && value['alert'] !== null) {
    const name = text(members(value['alert'])['name']);
    notes.attention(`alert rule ${name ?? ''}`.trim(), 'Perses dashboards carry no alert rules');
  }
  if (objects(value['targets']).some((target) => target['exemplar'] === true))
    notes.minor('exemplars', 'Perses charts do not ask for them');
}
