import type { DashboardResource, Display, DatasourceSpec, DurationString } from '@perses-dev/core';
import { noExactNumbers, printExact } from '@hecate/perses';
import type { DashboardStoreState, useVariableDefinitions } from '@perses-dev/dashboards';
import { isJsonObject, jsonEquals, jsonObject, type JsonObject } from '../../dashboards/documents/json.ts';
import { mergeOntoStored } from '../../dashboards/documents/merge-onto-stored.ts';

/**
 * What the stores of the Perses editor hold of a dashboard, by reference: the stores never change an object in place, so the
 * parts of many steps share whatever did not change between them.
 */
export interface EditorParts {
  readonly panels: DashboardStoreState['panels'];
  readonly panelGroups: DashboardStoreState['panelGroups'];
  readonly panelGroupOrder: DashboardStoreState['panelGroupOrder'];
  readonly display: Display | undefined;
  readonly duration: DurationString;
  readonly refreshInterval: DurationString;
  readonly datasources: Record<string, DatasourceSpec> | undefined;
  readonly variables: ReturnType<typeof useVariableDefinitions>;
}

/** The parts as the stores hold them now. */
export function readParts(state: DashboardStoreState, variables: EditorParts['variables']): EditorParts {
  const { panels, panelGroups, panelGroupOrder, display, duration, refreshInterval, datasources } = state;
  return {
    panels,
    panelGroups,
    panelGroupOrder,
    display,
    duration,
    refreshInterval,
    datasources,
    variables,
  };
}

/** True when both hold the same objects: nothing was done between them. */
export function areSameParts(a: EditorParts, b: EditorParts): boolean {
  return (
    a.panels === b.panels &&
    a.panelGroups === b.panelGroups &&
    a.panelGroupOrder === b.panelGroupOrder &&
    a.display === b.display &&
    a.duration === b.duration &&
    a.refreshInterval === b.refreshInterval &&
    a.datasources === b.datasources &&
    a.variables === b.variables
  );
}

/** The dashboard document the parts stand for, laid onto `frame`, which holds every field that the editor does not know. */
export function partsDocument(frame: JsonObject, parts: EditorParts): JsonObject {
  const { panels, panelGroups, panelGroupOrder, display, duration, refreshInterval, datasources, variables } =
    parts;
  const layouts = panelGroupOrder.flatMap((id) => {
    const group = panelGroups[id];
    if (group === undefined) return [];
    const items = group.itemLayouts.flatMap(({ i, x, y, w, h }) => {
      const panelKey = group.itemPanelKeys[i];
      if (panelKey === undefined) return [];
      return [{ x, y, width: w, height: h, content: { $ref: `#/spec/panels/${panelKey}` } }];
    });
    const { title = '', isCollapsed, repeatVariable } = group;
    const groupDisplay = { title, collapse: { open: !isCollapsed } };
    return [{ kind: 'Grid', spec: { display: groupDisplay, items, repeatVariable } }];
  });
  const spec = { display, panels, layouts, variables, duration, refreshInterval, datasources };
  return mergeOntoStored(frame, plainJson({ spec }));
}

/** True when two documents differ in nothing but settings: the panels on screen can stay as they are. */
export function differInSettingsOnly(a: JsonObject, b: JsonObject): boolean {
  const [left, right] = [jsonObject(a['spec']), jsonObject(b['spec'])];
  return ['panels', 'layouts', 'variables', 'datasources'].every((key) => jsonEquals(left[key], right[key]));
}

/** The settings of a document as the editor's store holds them. */
export function settingParts(
  resource: DashboardResource,
): Pick<EditorParts, 'display' | 'duration' | 'refreshInterval'> {
  const { display, duration, refreshInterval = '0s' } = resource.spec;
  return { display, duration, refreshInterval };
}

/** The editor's object as what it becomes on the wire: `undefined` members gone. */
function plainJson(value: unknown): JsonObject {
  const parsed: unknown = JSON.parse(printExact(value, noExactNumbers));
  return isJsonObject(parsed) ? parsed : {};
}
