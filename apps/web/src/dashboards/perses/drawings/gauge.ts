import { GaugePanel } from '../../charts/GaugePanel.tsx';
import { drawing } from './drawing.ts';

/** The drawing of `GaugeChart` panels without its editor, for dashboards that are looked at. */
export const GaugeChart = drawing(GaugePanel);
