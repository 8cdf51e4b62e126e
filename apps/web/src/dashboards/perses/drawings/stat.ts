import { StatPanel } from '../../charts/StatPanel.tsx';
import { drawing } from './drawing.ts';

/** The drawing of `StatChart` panels without its editor, for dashboards that are looked at. */
export const StatChart = drawing(StatPanel);
