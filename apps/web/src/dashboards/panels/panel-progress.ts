import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';

/** How many panels of a page were asked for, and how many of them have their answer. */
export interface PanelProgress {
  readonly report: (panel: symbol, hasAnswer: boolean) => void;
  readonly forget: (panel: symbol) => void;
  readonly subscribe: (onChange: () => void) => () => void;
  /** "4 of 9 panels", or null while there is one panel only. */
  readonly words: () => string | null;
}

/** The progress of one page; holds an entry for each panel that is mounted. */
export function createPanelProgress(): PanelProgress {
  const panels = new Map<symbol, boolean>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    report: (panel, hasAnswer) => {
      if (panels.get(panel) === hasAnswer) return;
      panels.set(panel, hasAnswer);
      changed();
    },
    forget: (panel) => {
      panels.delete(panel);
      changed();
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    words: () => {
      const answered = [...panels.values()].filter(Boolean).length;
      return panels.size < 2 ? null : `${answered} of ${panels.size} panels`;
    },
  };
}

/** Given by the grid of a dashboard; panels that stand alone have none. */
export const PanelProgressContext = createContext<PanelProgress | null>(null);

/** Counts a panel among those of its page for as long as it is mounted. */
export function useReportedProgress(hasAnswer: boolean): void {
  const progress = useContext(PanelProgressContext);
  const [panel] = useState(() => Symbol('panel'));
  useEffect(() => progress?.report(panel, hasAnswer), [progress, panel, hasAnswer]);
  useEffect(() => () => progress?.forget(panel), [progress, panel]);
}

/** The words for how far the page is, kept up to date. */
export function useProgressWords(): string | null {
  const progress = useContext(PanelProgressContext);
  return useSyncExternalStore(progress?.subscribe ?? subscribeToNothing, progress?.words ?? noWords);
}

const subscribeToNothing = () => () => undefined;
const noWords = () => null;
