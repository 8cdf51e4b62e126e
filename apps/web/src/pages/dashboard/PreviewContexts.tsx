import { useState, type ReactNode } from 'react';
import { createColourSlots } from '../../dashboards/charts/colour-slots.ts';
import { createCrosshair, CrosshairContext } from '../../dashboards/charts/crosshair.ts';
import { ColourSlotsContext } from '../../dashboards/charts/slots-context.ts';
import { categorical } from '../../theme/tokens.ts';

/** One crosshair and one colour memory for panels that are compared: the same pod is the same colour on both sides. */
export function PreviewContexts({ children }: { readonly children: ReactNode }) {
  const [crosshair] = useState(() => createCrosshair((callback) => requestAnimationFrame(callback)));
  const [slots] = useState(() => createColourSlots(categorical.light.length));
  return (
    <CrosshairContext.Provider value={crosshair}>
      <ColourSlotsContext.Provider value={slots}>{children}</ColourSlotsContext.Provider>
    </CrosshairContext.Provider>
  );
}
