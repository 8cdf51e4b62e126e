import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { DashboardStoreState } from '@perses-dev/dashboards';
import {
  addPanel,
  edits,
  changePanel,
  removePanel,
  storedDocument,
} from '../../dashboards/documents/document-edits.fixture.ts';
import { isDashboardResource, withListsPresent } from '../../dashboards/documents/dashboard-document.ts';
import { panelsOf } from '../../dashboards/documents/document-parts.ts';
import {
  jsonEquals,
  jsonList,
  jsonObject,
  jsonText,
  type JsonObject,
} from '../../dashboards/documents/json.ts';
import { createEditSession, type EditorStores } from './create-edit-session.ts';
import { UNDO_LIMIT } from './undo-history.ts';

const [sample] = fc.sample(
  storedDocument.filter((document) => Object.keys(panelsOf(document)).length === 5),
  { numRuns: 1, seed: 7 },
);
const stored: JsonObject = sample ?? {};

/** The two stores of the Perses editor as far as the session uses them: state, set, subscribe. */
function editorStores(document: JsonObject): EditorStores {
  const resource = withListsPresent(document);
  if (!isDashboardResource(resource)) throw new Error('The document of the test is no dashboard.');
  const listeners = new Set<() => void>();
  const variableListeners = new Set<() => void>();
  let state: DashboardStoreState;
  const set = (parts: Partial<DashboardStoreState>) => {
    state = { ...state, ...parts };
    for (const listener of listeners) listener();
  };
  const setDashboard = (next: typeof resource) => {
    const { display, panels, layouts, duration, refreshInterval = '0s', datasources } = next.spec;
    const groups = layouts.map((layout, id) => ({
      id,
      isCollapsed: layout.spec.display?.collapse?.open === false,
      ...(layout.spec.display?.title === undefined ? {} : { title: layout.spec.display.title }),
      itemLayouts: layout.spec.items.map((item, index) => ({
        i: `${id}:${index}`,
        x: item.x,
        y: item.y,
        w: item.width,
        h: item.height,
      })),
      itemPanelKeys: Object.fromEntries(
        layout.spec.items.map((item, index) => [
          `${id}:${index}`,
          item.content.$ref.replace('#/spec/panels/', ''),
        ]),
      ),
    }));
    set({
      panels,
      panelGroups: Object.fromEntries(groups.map((group) => [group.id, group])),
      panelGroupOrder: groups.map(({ id }) => id),
      duration,
      refreshInterval,
      ...(display === undefined ? {} : { display }),
      ...(datasources === undefined ? {} : { datasources }),
    });
  };
  // Only the members that the session reads.
  state = { setDashboard } as unknown as DashboardStoreState;
  setDashboard(resource);
  let variableDefinitions = resource.spec.variables;
  return {
    dashboard: {
      getState: () => state,
      setState: set,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    variables: {
      getState: () => ({
        variableDefinitions,
        setVariableDefinitions(next) {
          variableDefinitions = next;
          for (const listener of variableListeners) listener();
        },
      }),
      subscribe(listener) {
        variableListeners.add(listener);
        return () => variableListeners.delete(listener);
      },
    },
  };
}

function begin(document: JsonObject) {
  let nowMs = 0;
  const stores = editorStores(document);
  const session = createEditSession({
    stored: document,
    begin: document,
    stores,
    nowMs: () => (nowMs += 60_000),
  });
  session.connect(() => undefined);
  return { session, stores };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
const titleOf = (document: JsonObject, key: string) =>
  jsonText(jsonObject(jsonObject(jsonObject(panelsOf(document)[key])['spec'])['display'])['name']);

describe('edit session', () => {
  it('begins unchanged, whatever the editor fills in by itself', () => {
    fc.assert(
      fc.property(storedDocument, (document) => {
        const { session } = begin(document);
        expect(session.state().isChanged).toBe(false);
        expect(session.state().undoLabel).toBeUndefined();
      }),
    );
  });

  it('keeps a number beyond all others, and a panel without display, as they are', () => {
    const bare = (spec: JsonObject): JsonObject => ({
      kind: 'Panel',
      spec: { plugin: { kind: 'TimeSeriesChart', spec } },
    });
    const document: JsonObject = {
      kind: 'Dashboard',
      metadata: { name: 'd', project: 'p' },
      spec: { panels: { one: bare({ far: Number.POSITIVE_INFINITY }), two: bare({}) }, layouts: [] },
    };
    const { session } = begin(document);
    expect(session.state().isChanged).toBe(false);
    session.apply({ ...document, spec: { ...jsonObject(document['spec']), duration: '6h' } });
    expect(panelsOf(session.state().document)).toEqual(panelsOf(document));
  });

  it('goes back over every applied edit to the stored document, and forward again to the same bytes', () => {
    fc.assert(
      fc.property(storedDocument, fc.array(edits, { maxLength: 6 }), (document, all) => {
        const { session } = begin(document);
        const seen = [session.state().document];
        for (const edit of all) {
          const next = edit(session.state().document);
          expect(session.apply(next)).toBe(true);
          expect(jsonEquals(session.state().document, next)).toBe(true);
          if (session.state().undoLabel !== undefined && !jsonEquals(seen.at(-1), next))
            seen.push(session.state().document);
        }
        const last = session.state().document;
        let steps = 0;
        while (session.undo() !== undefined) steps += 1;
        expect(jsonEquals(session.state().document, document)).toBe(true);
        expect(session.state().isChanged).toBe(false);
        for (let step = 0; step < steps; step += 1) session.redo();
        expect(JSON.stringify(session.state().document)).toBe(JSON.stringify(last));
      }),
      { numRuns: 60 },
    );
  });

  it('makes one step of what goes into several stores at once, and none of what changes nothing', async () => {
    const { session, stores } = begin(stored);
    const state = stores.dashboard.getState();
    stores.dashboard.setState({ duration: '7d' });
    stores.variables.getState().setVariableDefinitions([]);
    await settled();
    expect(session.state().changes.map(({ area }) => area)).toStrictEqual([
      'variable',
      'variable',
      'setting',
    ]);
    stores.dashboard.setState({ panels: { ...state.panels } });
    await settled();
    session.undo();
    expect(session.state().isChanged).toBe(false);
    expect(session.state().undoLabel).toBeUndefined();
    expect(stores.variables.getState().variableDefinitions).toHaveLength(2);
  });

  it('counts the sliding up of the grid to the removal before it', async () => {
    const { session, stores } = begin(stored);
    const { panelGroups, panels } = stores.dashboard.getState();
    const id = stores.dashboard
      .getState()
      .panelGroupOrder.find((one) => (panelGroups[one]?.itemLayouts.length ?? 0) > 1);
    const group = panelGroups[id ?? 0];
    if (id === undefined || group === undefined) throw new Error('The sample has a group with two panels.');
    const [first, ...rest] = group.itemLayouts;
    const { [group.itemPanelKeys[first?.i ?? ''] ?? '']: _gone, ...kept } = panels;
    stores.dashboard.setState({
      panels: kept,
      panelGroups: { ...panelGroups, [id]: { ...group, itemLayouts: rest } },
    });
    await settled();
    expect(session.state().undoLabel).toMatch(/^Removed /);
    const slid = rest.map((item) => ({ ...item, y: item.y - (first?.h ?? 0) }));
    stores.dashboard.setState({
      panelGroups: { ...panelGroups, [id]: { ...group, itemLayouts: slid } },
    });
    await settled();
    session.undo();
    expect(jsonEquals(session.state().document, stored)).toBe(true);
  });

  it('takes back a removal after other edits and keeps those', () => {
    const { session } = begin(stored);
    const before = session.state().document;
    session.apply(removePanel('b')(before));
    const after = session.state().document;
    session.apply(changePanel('c', { name: 'Later' })(addPanel('n', 'New')(after)));
    session.revert(before, after);
    const { document } = session.state();
    expect(Object.keys(panelsOf(document)).toSorted()).toStrictEqual(['a', 'b', 'c', 'd', 'e', 'n']);
    expect(titleOf(document, 'c')).toBe('Later');
    session.undo();
    expect(titleOf(session.state().document, 'b')).toBeUndefined();
  });

  it('refuses a document that the editor cannot show and stays as it is', () => {
    const { session } = begin(stored);
    const { document } = session.state();
    expect(session.apply({ ...document, spec: { panels: { a: {} } } })).toBe(false);
    expect(session.state().document).toBe(document);
  });

  it('holds at most 100 steps', () => {
    const { session } = begin(stored);
    for (let step = 0; step < UNDO_LIMIT + 20; step += 1)
      session.apply(changePanel('a', { name: `Title ${step}` })(session.state().document));
    let steps = 0;
    while (session.undo() !== undefined) steps += 1;
    expect(steps).toBe(UNDO_LIMIT);
    expect(titleOf(session.state().document, 'a')).toBe('Title 19');
    expect(jsonList(jsonObject(session.state().document['spec'])['layouts'])).toHaveLength(2);
  });
});
