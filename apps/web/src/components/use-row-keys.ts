import { useCallback, type RefObject } from 'react';
import { useKeys } from '../shell/use-keys.ts';

/** `j` and `k` move the focus over the elements marked `data-row` of a list. */
export function useRowKeys(list: RefObject<HTMLElement>): void {
  const move = useCallback(
    (by: number) => {
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
    },
    [list],
  );
  useKeys({ j: () => move(1), k: () => move(-1) });
}
