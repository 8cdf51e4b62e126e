import { createContext, useContext } from 'react';
import type { ColourSlots } from './colour-slots.ts';

/** The page's colour memory, so that the same pod has the same colour in every panel. */
export const ColourSlotsContext = createContext<ColourSlots | undefined>(undefined);

/** The page's colour memory; undefined outside a page that has one. */
export function useColourSlots(): ColourSlots | undefined {
  return useContext(ColourSlotsContext);
}
