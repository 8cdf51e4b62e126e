import { BarPanel } from '../../charts/BarPanel.tsx';
import { drawing } from './drawing.ts';

/** The drawing of `BarChart` panels without its editor, for dashboards that are looked at. */
export const BarChart = drawing(BarPanel);
