import { TimeSeriesTable as upstream } from '@perses-dev/timeseries-table-plugin';
import { SeriesTablePanel } from '../../charts/SeriesTablePanel.tsx';

/** The upstream plugin (schema, editor, initial options) with the console's own drawing. */
export const TimeSeriesTable = { ...upstream, PanelComponent: SeriesTablePanel, actions: [] };
