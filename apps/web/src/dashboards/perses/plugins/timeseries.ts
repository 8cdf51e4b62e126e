import { TimeSeriesChart as upstream } from '@perses-dev/timeseries-chart-plugin';
import { TimeSeriesPanel } from '../../charts/TimeSeriesPanel.tsx';

/** The upstream plugin (schema, editor, initial options) with the console's own drawing. */
export const TimeSeriesChart = { ...upstream, PanelComponent: TimeSeriesPanel, actions: [] };
