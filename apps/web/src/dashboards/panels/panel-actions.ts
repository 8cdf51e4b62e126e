/** What can be done with a panel from its menu or by key while it has the focus. */
export type PanelAction = 'view' | 'table' | 'explore' | 'csv' | 'link' | 'edit';

/** One entry of the panel menu. */
export interface PanelActionEntry {
  readonly action: PanelAction;
  readonly label: string;
  /** Single key, shown beside the label; undefined = menu only. */
  readonly key: string | undefined;
}

/** The menu of a panel in view mode, in order; what a panel cannot do is left out. */
export function panelActions(panel: {
  readonly isFocused: boolean;
  readonly isTable: boolean;
  readonly hasSeries: boolean;
  readonly hasQuery: boolean;
  readonly canEdit: boolean;
  readonly hasAddress: boolean;
}): readonly PanelActionEntry[] {
  const entries: (PanelActionEntry | undefined)[] = [
    { action: 'view', label: panel.isFocused ? 'Back to the dashboard' : 'View full screen', key: 'v' },
    panel.hasSeries
      ? { action: 'table', label: panel.isTable ? 'Show as chart' : 'Show as table', key: 't' }
      : undefined,
    panel.hasQuery ? { action: 'explore', label: 'Open in Explore', key: 'e' } : undefined,
    panel.hasSeries ? { action: 'csv', label: 'Export CSV', key: undefined } : undefined,
    panel.hasAddress ? { action: 'link', label: 'Copy link to panel', key: undefined } : undefined,
    panel.canEdit ? { action: 'edit', label: 'Edit dashboard', key: undefined } : undefined,
  ];
  return entries.filter((entry) => entry !== undefined);
}
