import { HeatmapPanel } from '../../charts/HeatmapPanel.tsx';
import { drawing } from './drawing.ts';

/** The drawing of `HeatMapChart` panels without its editor, for dashboards that are looked at. */
export const HeatMapChart = drawing(HeatmapPanel, 'range');
