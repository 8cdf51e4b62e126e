import {
  useContext,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { DashboardContext, useDashboardStore } from '@perses-dev/dashboards';
import { useVariableValues } from '@perses-dev/plugin-system';
import type { GridItem } from '../../dashboards/grid/panel-groups.ts';
import type { KeyOf } from '../../shell/listed-keys.ts';
import { isMoveButton, moveButton, panelAt, shownGroups, type PanelAt } from './panel-at.ts';
import { placeItem, type Placing } from './place-item.ts';

/** Distance a pointer may go between press and release for a click, px; beyond it was a drag. */
const CLICK_WITHIN_PX = 5;

const KEYS: Partial<Record<KeyOf<'dashboard'>, Placing>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  'Shift+ArrowLeft': 'narrower',
  'Shift+ArrowRight': 'wider',
  'Shift+ArrowUp': 'shorter',
  'Shift+ArrowDown': 'taller',
};

const placingOf = new Map(Object.entries(KEYS));

const MENU: readonly { readonly placing: Placing; readonly label: string; readonly keys: string }[] = [
  { placing: 'left', label: 'Move left', keys: '←' },
  { placing: 'right', label: 'Move right', keys: '→' },
  { placing: 'up', label: 'Move up', keys: '↑' },
  { placing: 'down', label: 'Move down', keys: '↓' },
  { placing: 'wider', label: 'Wider', keys: 'Shift →' },
  { placing: 'narrower', label: 'Narrower', keys: 'Shift ←' },
  { placing: 'taller', label: 'Taller', keys: 'Shift ↓' },
  { placing: 'shorter', label: 'Shorter', keys: 'Shift ↑' },
];

/**
 * Moving and resizing without dragging, on the move button of every panel: arrows move, Shift with arrows resizes, Enter
 * opens the same as a menu. Every move is announced with the panel's new place.
 */
export function KeyboardPlacing({
  onDone,
  children,
}: {
  /** Writes to the page's status region. */
  readonly onDone: (text: string) => void;
  readonly children: ReactNode;
}) {
  const store = useContext(DashboardContext);
  const root = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ readonly x: number; readonly y: number }>();
  const [menu, setMenu] = useState<{ readonly at: PanelAt; readonly anchor: HTMLElement }>();
  const groups = useDashboardStore((state) => state.panelGroups);
  const order = useDashboardStore((state) => state.panelGroupOrder);
  const values = useVariableValues();
  const shown = shownGroups(order, groups, (variable) => {
    const value = values[variable]?.value;
    return Array.isArray(value) ? value.length : 1;
  });

  const place = (at: PanelAt, placing: Placing) => {
    const state = store?.getState();
    const group = state?.panelGroups[at.groupId];
    if (state === undefined || group === undefined) return;
    const items = group.itemLayouts.map(({ i, x, y, w, h }): GridItem => ({ panelKey: i, x, y, w, h }));
    const next = placeItem(items, at.itemId, placing);
    const name = state.panels[group.itemPanelKeys[at.itemId] ?? '']?.spec.display.name ?? 'Panel';
    if (next === items) return onDone(`${name} cannot go further there.`);
    const places = new Map(next.map((item) => [item.panelKey, item]));
    state.updatePanelGroupLayouts(
      at.groupId,
      group.itemLayouts.map((layout) => {
        const cells = places.get(layout.i);
        return cells === undefined ? layout : { ...layout, x: cells.x, y: cells.y, w: cells.w, h: cells.h };
      }),
    );
    const now = places.get(at.itemId);
    if (now) onDone(`${name}: column ${now.x + 1}, row ${now.y + 1}, ${now.w} wide, ${now.h} high.`);
  };
  // Upstream draws the buttons of a panel anew with every change of its data: the focus would be gone every 15 s.
  const held = useRef<{ readonly at: PanelAt; readonly button: HTMLElement }>();
  const again = useRef<() => void>(() => undefined);
  useEffect(() => {
    again.current = () => {
      const its = held.current;
      if (its === undefined || its.button.isConnected || root.current === null) return;
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      moveButton(its.at, root.current, shown, groups)?.focus({ preventScroll: true });
    };
  });
  useEffect(() => {
    if (root.current === null) return undefined;
    const observer = new MutationObserver(() => again.current());
    observer.observe(root.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  const found = (target: EventTarget): { readonly at: PanelAt; readonly button: HTMLElement } | undefined => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null || root.current === null || !isMoveButton(button)) return undefined;
    const at = panelAt(button, root.current, shown, groups);
    return at && { at, button };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const placing = placingOf.get(`${event.shiftKey ? 'Shift+' : ''}${event.key}`);
    const panel = placing && found(event.target);
    if (placing === undefined || panel === undefined) return;
    event.preventDefault();
    place(panel.at, placing);
  };
  const onClick = (event: MouseEvent) => {
    const from = pressed.current;
    pressed.current = undefined;
    const isDrag =
      from !== undefined && Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK_WITHIN_PX;
    const panel = isDrag && event.detail > 0 ? undefined : found(event.target);
    if (panel) setMenu({ at: panel.at, anchor: panel.button });
  };
  return (
    <Box
      ref={root}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => (pressed.current = { x: event.clientX, y: event.clientY })}
      onClick={onClick}
      onFocus={(event) => {
        const panel = found(event.target);
        const was = held.current;
        held.current = panel;
        const isSame = was?.at.itemId === panel?.at.itemId && was?.at.groupId === panel?.at.groupId;
        if (panel && !isSame) onDone('Arrow keys move the panel, Shift with arrow keys resizes it.');
      }}
      onBlur={(event) => {
        const button = event.target;
        queueMicrotask(() => {
          // A button that was drawn anew has not been left.
          if (button.isConnected && held.current?.button === button) held.current = undefined;
        });
      }}
      sx={{ '& .react-grid-item': { touchAction: 'none' } }}
    >
      {children}
      <Menu
        open={menu !== undefined}
        anchorEl={menu?.anchor}
        onClose={() => setMenu(undefined)}
        slotProps={{ list: { 'aria-label': 'Move and resize the panel', dense: true } }}
      >
        {MENU.map(({ placing, label, keys }) => [
          placing === 'wider' && <Divider key="line" />,
          <MenuItem
            key={placing}
            onClick={() => {
              setMenu(undefined);
              if (menu) place(menu.at, placing);
            }}
          >
            {label}
            <Box component="span" sx={{ ml: 'auto', pl: 3, color: 'text.secondary', typography: 'caption' }}>
              {keys}
            </Box>
          </MenuItem>,
        ])}
      </Menu>
    </Box>
  );
}
