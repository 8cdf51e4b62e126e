import { StatusHistoryPanel } from '../../charts/StatusHistoryPanel.tsx';
import { drawing } from './drawing.ts';

/** The drawing of `StatusHistoryChart` panels without its editor, for dashboards that are looked at. */
export const StatusHistoryChart = drawing(StatusHistoryPanel);
