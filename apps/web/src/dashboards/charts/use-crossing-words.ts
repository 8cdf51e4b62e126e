import { useEffect, useRef, type RefObject } from 'react';
import { useAnnounce } from '../../announcements/Announcements.tsx';
import { thresholdCrossings } from './threshold-crossings.ts';
import type { TimeChartModel } from './time-chart-model.ts';

/** Says that a curve crossed a limit, for the panel that has the focus only. */
export function useCrossingWords(plot: RefObject<HTMLElement>, model: TimeChartModel): void {
  const announce = useAnnounce();
  const before = useRef(model);
  useEffect(() => {
    const last = before.current;
    before.current = model;
    if (last === model || plot.current?.closest('section')?.contains(document.activeElement) !== true) return;
    for (const words of thresholdCrossings(last, model)) announce(words);
  }, [plot, model, announce]);
}
