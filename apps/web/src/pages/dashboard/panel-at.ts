import type { PanelGroupDefinition } from '@perses-dev/dashboards';

/** A panel of the editor: its group and its item there. */
export interface PanelAt {
  readonly groupId: number;
  readonly itemId: string;
}

/** How often each group is on screen, in order: a group that repeats for a variable is there once per value. */
export type ShownGroups = readonly number[];

/** The groups as the editor draws them one below the other. */
export function shownGroups(
  order: readonly number[],
  groups: Readonly<Record<number, PanelGroupDefinition>>,
  countOf: (variable: string) => number,
): ShownGroups {
  return order.flatMap((id) => {
    const variable = groups[id]?.repeatVariable;
    const count = variable === undefined || variable === '' ? 1 : Math.max(1, countOf(variable));
    return Array.from({ length: count }, () => id);
  });
}

/**
 * The panel an element of the editor's grid belongs to. Upstream gives its elements no key, but draws groups and items in the
 * order of its store.
 */
export function panelAt(
  element: Element,
  root: Element,
  shown: ShownGroups,
  groups: Readonly<Record<number, PanelGroupDefinition>>,
): PanelAt | undefined {
  const section = element.closest(GROUP);
  const item = element.closest(ITEM);
  if (section === null || item === null) return undefined;
  const groupId = shown[[...root.querySelectorAll(GROUP)].indexOf(section)];
  if (groupId === undefined) return undefined;
  const itemId = groups[groupId]?.itemLayouts[[...section.querySelectorAll(ITEM)].indexOf(item)]?.i;
  return itemId === undefined ? undefined : { groupId, itemId };
}

/** The move button of the panel, for the focus to go back to. */
export function moveButton(
  at: PanelAt,
  root: Element,
  shown: ShownGroups,
  groups: Readonly<Record<number, PanelGroupDefinition>>,
): HTMLElement | undefined {
  const section = root.querySelectorAll(GROUP)[shown.indexOf(at.groupId)];
  const index = groups[at.groupId]?.itemLayouts.findIndex((item) => item.i === at.itemId) ?? -1;
  const item = section?.querySelectorAll(ITEM)[index];
  const buttons = [...(item?.querySelectorAll<HTMLElement>('button') ?? [])];
  return buttons.find((button) => isMoveButton(button) && button.offsetParent !== null);
}

/** True for the button by which a panel is dragged. */
export function isMoveButton(element: Element): boolean {
  return element.querySelector('.drag-handle') !== null || element.closest('.drag-handle') !== null;
}

const GROUP = '[data-testid="panel-group"]';
const ITEM = '.react-grid-item:not(.react-grid-placeholder)';
