import { TimeSeriesPanel } from '../../charts/TimeSeriesPanel.tsx';
import { drawing } from './drawing.ts';

/** The drawing of `TimeSeriesChart` panels without its editor, for dashboards that are looked at. */
export const TimeSeriesChart = drawing(TimeSeriesPanel);
