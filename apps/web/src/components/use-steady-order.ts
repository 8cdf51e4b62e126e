import { useMemo, useState } from 'react';

/** A list that keeps its order while pointer or focus is inside, so that nothing moves under a click. */
export type SteadyOrder<T> = {
  readonly shown: readonly T[];
  /** Entries that wait until the list is left or released. */
  readonly newCount: number;
  readonly release: () => void;
  readonly handlers: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: () => void;
  };
};

/** Holds the order of `items` by `keyOf` while the list is in use; values are updated in place. */
export function useSteadyOrder<T>(items: readonly T[], keyOf: (item: T) => string): SteadyOrder<T> {
  const [isInside, setInside] = useState(false);
  const [held, setHeld] = useState<readonly string[]>([]);
  const hold = () => {
    setHeld(items.map(keyOf));
    setInside(true);
  };
  const leave = () => setInside(false);
  const shown = useMemo(
    () => (isInside ? keepOrder(items, held, keyOf) : items),
    [isInside, items, held, keyOf],
  );
  return {
    shown,
    newCount: isInside ? items.length - shown.length : 0,
    release: () => setHeld(items.map(keyOf)),
    handlers: { onPointerEnter: hold, onPointerLeave: leave, onFocus: hold, onBlur: leave },
  };
}

/** The entries whose keys are held, in that order. */
export function keepOrder<T>(
  items: readonly T[],
  keys: readonly string[],
  keyOf: (item: T) => string,
): readonly T[] {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return keys.flatMap((key) => {
    const item = byKey.get(key);
    return item === undefined ? [] : [item];
  });
}
