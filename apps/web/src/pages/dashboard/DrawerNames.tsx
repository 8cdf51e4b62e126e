import { useEffect } from 'react';

/** What the icon-only buttons of the drawers do, by the name of their icon. */
const ICONS: Readonly<Record<string, string>> = {
  ArrowDown: 'Move down',
  ArrowUp: 'Move up',
  ChevronDown: 'Collapse',
  ChevronRight: 'Expand',
  ChevronUp: 'Collapse',
  Close: 'Close',
  ContentDuplicate: 'Duplicate',
  DeleteOutline: 'Delete',
  Minus: 'Remove',
  Pencil: 'Edit',
  Plus: 'Add',
  TrashCan: 'Delete',
};

/** Gives the parts of the editor's drawers the names that upstream leaves out: icon-only buttons, switches, code editors, tables that scroll. */
export function DrawerNames() {
  useEffect(() => {
    const observer = new MutationObserver(() => {
      for (const drawer of document.querySelectorAll('.MuiDrawer-root')) nameParts(drawer);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return null;
}

function nameParts(drawer: Element): void {
  // What was named here before is looked at again: an icon changes with what its button does.
  for (const button of drawer.querySelectorAll('button:not([aria-label]), button[data-named]')) {
    if ((button.textContent ?? '').trim() !== '') continue;
    const icon = button.querySelector('svg:not([aria-label])')?.getAttribute('data-testid');
    const name = ICONS[icon?.replace(/Icon$/, '') ?? ''];
    if (name === undefined) continue;
    button.setAttribute('aria-label', nameInRow(button, name));
    button.setAttribute('data-named', '');
  }
  for (const shown of drawer.querySelectorAll('tr input[type="checkbox"]:not([aria-label])'))
    shown.setAttribute('aria-label', nameInRow(shown, 'Show'));
  for (const editor of drawer.querySelectorAll('.cm-content:not([aria-label])'))
    editor.setAttribute('aria-label', editor.getAttribute('data-language') === 'json' ? 'JSON' : 'Query');
  for (const table of drawer.querySelectorAll('.MuiTableContainer-root:not([tabindex])'))
    if (table.scrollWidth > table.clientWidth) table.setAttribute('tabindex', '0');
}

/** A part of a table is told from its like by the first words of its row. */
function nameInRow(part: Element, name: string): string {
  const cells = [...(part.closest('tr')?.querySelectorAll('th, td') ?? [])];
  const words = cells.map((cell) => cell.textContent?.trim() ?? '').find((text) => text !== '');
  return words === undefined ? name : `${name} ${words}`;
}
