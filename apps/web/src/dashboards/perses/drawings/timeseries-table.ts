import { SeriesTablePanel } from '../../charts/SeriesTablePanel.tsx';
import { drawing } from './drawing.ts';

/** The drawing of `TimeSeriesTable` panels without its editor, for dashboards that are looked at. */
export const TimeSeriesTable = drawing(SeriesTablePanel, 'instant');
