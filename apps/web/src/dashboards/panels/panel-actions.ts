import type { KeyOf } from '../../shell/listed-keys.ts';
import type { ExportFormat } from './export-file-name.ts';

/** What can be done with a panel from its menu or by key while it has the focus. */
export type PanelAction = 'view' | 'table' | 'explore' | 'link' | 'edit' | ExportFormat;

/** One entry of the panel menu. */
export interface PanelActionEntry {
  readonly action: PanelAction;
  readonly label: string;
  /** Single key, shown beside the label; undefined = menu only. */
  readonly key: PanelKey | undefined;
}

/** The letters that work while a panel has the focus. */
type PanelKey = Extract<KeyOf<'chart' | 'dashboard'>, 'v' | 't' | 'e'>;

/** The menu of a panel in view mode, in order; what a panel cannot do is left out. */
export function panelActions(panel: {
  /** Undefined where there is no full view. */
  readonly isFocused: boolean | undefined;
  readonly isTable: boolean;
  readonly hasSeries: boolean;
  readonly hasQuery: boolean;
  readonly canEdit: boolean;
  readonly hasAddress: boolean;
}): readonly PanelActionEntry[] {
  const menuOnly = (action: PanelAction, label: string) => ({ action, label, key: undefined });
  const entries: (PanelActionEntry | undefined)[] = [
    panel.isFocused === undefined
      ? undefined
      : { action: 'view', label: panel.isFocused ? 'Back to the dashboard' : 'View full screen', key: 'v' },
    panel.hasSeries
      ? { action: 'table', label: panel.isTable ? 'Show as chart' : 'Show as table', key: 't' }
      : undefined,
    panel.hasQuery ? { action: 'explore', label: 'Open in Explore', key: 'e' } : undefined,
    ...(panel.hasSeries
      ? [menuOnly('csv', 'Export CSV'), menuOnly('json', 'Export JSON'), menuOnly('png', 'Export PNG')]
      : []),
    panel.hasAddress ? menuOnly('link', 'Copy link to panel') : undefined,
    panel.canEdit ? menuOnly('edit', 'Edit dashboard') : undefined,
  ];
  return entries.filter((entry) => entry !== undefined);
}
