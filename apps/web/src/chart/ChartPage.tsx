import { useMemo, useState, type ReactNode } from 'react';
import { createColourSlots } from '../dashboards/charts/colour-slots.ts';
import { createCrosshair, CrosshairContext } from '../dashboards/charts/crosshair.ts';
import { ColourSlotsContext } from '../dashboards/charts/slots-context.ts';
import { categorical } from '../theme/tokens.ts';
import { usePreferences } from '../theme/PreferencesProvider.tsx';

/** What all charts of a page share: one crosshair, and one colour per name. */
export function ChartPage({ children }: { readonly children: ReactNode }) {
  const { mode } = usePreferences();
  const slotCount = categorical[mode].length;
  const slots = useMemo(() => createColourSlots(slotCount), [slotCount]);
  const [crosshair] = useState(() => createCrosshair((draw) => requestAnimationFrame(draw)));
  return (
    <CrosshairContext.Provider value={crosshair}>
      <ColourSlotsContext.Provider value={slots}>{children}</ColourSlotsContext.Provider>
    </CrosshairContext.Provider>
  );
}
